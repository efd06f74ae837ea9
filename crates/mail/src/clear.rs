//! A connection that is to be protected, while it is not yet. Who sits on the way can write on it what they like; nothing
//! of that may be heard as the server's word once it is protected (RFC 3207 §6, CVE-2011-0411). Lettre reads ahead, and
//! keeps over STARTTLS what it has read ahead.

use lettre::transport::smtp::client::AsyncTokioStream;
use std::io::{IoSlice, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// First byte of what begins TLS, a record with a handshake (RFC 8446 §5.1); no command begins with it.
const HANDSHAKE: u8 = 0x16;

/// Gives what comes in clear byte by byte, so that nobody reads ahead: what follows the last answer in clear is left to
/// TLS, which ends at it.
#[derive(Debug)]
pub(crate) struct Clear {
    stream: TcpStream,
    /// TLS has begun.
    over: bool,
}

impl Clear {
    pub fn new(stream: TcpStream) -> Clear {
        Clear { stream, over: false }
    }

    fn watch(&mut self, written: Option<&u8>) {
        self.over |= written == Some(&HANDSHAKE);
    }
}

impl AsyncRead for Clear {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, to: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        if self.over || to.remaining() == 0 {
            return Pin::new(&mut self.stream).poll_read(context, to);
        }
        let mut byte = [0];
        let mut one = ReadBuf::new(&mut byte);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut one))?;
        to.put_slice(one.filled());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Clear {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.watch(bytes.first());
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        all: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        self.watch(all.iter().find_map(|bytes| bytes.first()));
        Pin::new(&mut self.stream).poll_write_vectored(context, all)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl AsyncTokioStream for Clear {
    fn peer_addr(&self) -> Result<SocketAddr> {
        self.stream.peer_addr()
    }
}
