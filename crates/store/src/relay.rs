//! The way to a PostgreSQL server over TCP, through a socket of this process: sqlx 0.9.0 leaves Nagle's algorithm on, and
//! where the other side takes its time to acknowledge, each larger statement waits 40 ms for its own end (sqlx issue 4335,
//! mended there after 0.9.0). What passes here leaves at once. To be deleted with the first sqlx that sets `TCP_NODELAY`.

use crate::connect::{encoded, file_error};
use crate::error::{Result, StoreError};
use sqlx::postgres::PgConnectOptions;
use std::io;
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::copy_bidirectional_with_sizes;
use tokio::net::{TcpStream, UnixListener, UnixStream};
use tokio::task::JoinHandle;

/// Bytes that may be under way in each direction of a connection.
const ROOM: usize = 64 << 10;
/// After a connection could not be taken, for want of files.
const PAUSE: Duration = Duration::from_millis(100);

/// Stands for as long as it is held; connections that exist go on until either side closes them.
pub(crate) struct Relay {
    /// Nobody else can enter it.
    _folder: TempDir,
    accepting: JoinHandle<()>,
}

impl Relay {
    /// The same database by another URL, through a relay; `None` where the URL leads over no TCP.
    pub(crate) async fn to(url: &str) -> Result<Option<(String, Relay)>> {
        let options: PgConnectOptions = url.parse().map_err(StoreError::Database)?;
        let (host, port) = (options.get_host().to_string(), options.get_port());
        if options.get_socket().is_some() || host.starts_with('/') {
            return Ok(None);
        }
        // A server that cannot be reached is told of as such, and not as a connection that ended.
        open(&host, port).await.map_err(|error| StoreError::Database(sqlx::Error::Io(error)))?;
        let folder = tempfile::tempdir().map_err(|error| file_error(&std::env::temp_dir(), error))?;
        let socket = folder.path().join(format!(".s.PGSQL.{port}"));
        let listener = UnixListener::bind(&socket).map_err(|error| file_error(&socket, error))?;
        let through = format!("{url}{}host={}", if url.contains('?') { '&' } else { '?' }, encoded(folder.path()));
        let accepting = tokio::spawn(async move {
            loop {
                match listener.accept().await {
                    Ok((client, _)) => drop(tokio::spawn(pass(client, host.clone(), port))),
                    Err(_) => tokio::time::sleep(PAUSE).await,
                }
            }
        });
        Ok(Some((through, Relay { _folder: folder, accepting })))
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn open(host: &str, port: u16) -> io::Result<TcpStream> {
    let server = TcpStream::connect((host.trim_matches(['[', ']']), port)).await?;
    server.set_nodelay(true)?;
    Ok(server)
}

/// Where either side ends, or the server cannot be reached, the other hears it by the end of its connection.
async fn pass(mut client: UnixStream, host: String, port: u16) {
    if let Ok(mut server) = open(&host, port).await {
        let _ = copy_bidirectional_with_sizes(&mut client, &mut server, ROOM, ROOM).await;
    }
}
