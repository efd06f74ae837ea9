//! Lines as SMTP has them: they end in CRLF and in nothing else. A bare CR or LF is how one message is smuggled into
//! another, so it never ends anything here, and it is told.

use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};

/// Longest command line, its end included (RFC 5321 §4.5.3.1.4, with room for parameters).
const MOST_LINE: usize = 1_000;

/// Why there is no line, or no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bad {
    /// The other side is gone, or said nothing for too long.
    Gone,
    TooLong,
    /// A CR or LF by itself, or a NUL.
    Bare,
}

/// Reads from the other side, byte by byte out of a buffer.
pub(super) struct Lines<R> {
    from: R,
    buffer: Vec<u8>,
    at: usize,
    patience: Duration,
}

impl<R: AsyncRead + Unpin> Lines<R> {
    pub fn new(from: R, patience: Duration) -> Lines<R> {
        Lines { from, buffer: Vec::new(), at: 0, patience }
    }

    async fn byte(&mut self) -> Result<u8, Bad> {
        if self.at == self.buffer.len() {
            self.buffer.resize(16 * 1024, 0);
            self.at = 0;
            let read = tokio::time::timeout(self.patience, self.from.read(&mut self.buffer)).await;
            let count = read.map_err(|_| Bad::Gone)?.map_err(|_| Bad::Gone)?;
            self.buffer.truncate(count);
            if count == 0 {
                return Err(Bad::Gone);
            }
        }
        self.at += 1;
        Ok(self.buffer[self.at - 1])
    }

    /// The next line without its end.
    pub async fn line(&mut self) -> Result<String, Bad> {
        let (mut line, mut bare) = (Vec::new(), false);
        loop {
            let byte = self.byte().await?;
            let after_cr = line.last() == Some(&b'\r');
            if byte == b'\n' && after_cr {
                line.pop();
                let text = String::from_utf8(line).map_err(|_| Bad::Bare)?;
                return if bare || text.contains(['\r', '\0']) { Err(Bad::Bare) } else { Ok(text) };
            }
            bare |= byte == b'\n' || (after_cr && byte != b'\n');
            line.push(byte);
            if line.len() > MOST_LINE {
                return Err(Bad::TooLong);
            }
        }
    }

    /// The message up to its final dot, dots undoubled. What is too long or badly ended is read to its end all the same,
    /// so that nothing in it is taken for a command.
    pub async fn message(&mut self, most: usize) -> Result<Vec<u8>, Bad> {
        // As if after a line, so that a dot at once is an end too.
        let mut bytes = b"\r\n".to_vec();
        let mut long = false;
        while !bytes.ends_with(END) {
            bytes.push(self.byte().await?);
            if bytes.len() > most + END.len() {
                long = true;
                bytes.drain(..bytes.len() - END.len());
            }
        }
        if long {
            return Err(Bad::TooLong);
        }
        bytes.truncate(bytes.len() - 3);
        undoubled(&bytes).ok_or(Bad::Bare)
    }
}

const END: &[u8] = b"\r\n.\r\n";

/// The lines behind the first line end, without the dots that were added; `None` when a line ends otherwise.
fn undoubled(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut message = Vec::with_capacity(bytes.len());
    let mut last = [0, 0];
    for byte in bytes {
        let (after_cr, fresh) = (last[1] == b'\r', last == *b"\r\n");
        if after_cr != (*byte == b'\n') || *byte == 0 {
            return None;
        }
        if !(fresh && *byte == b'.') {
            message.push(*byte);
        }
        last = [last[1], *byte];
    }
    Some(message.split_off(2))
}
