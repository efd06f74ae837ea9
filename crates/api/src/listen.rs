//! Serving: on a network address for people and senders, and on a socket in the data directory for commands.

use crate::{App, importing, router};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use tokio::net::{TcpListener, UnixListener};

/// Serves until `stop` resolves, and goes on with imports that were running when the process ended; requests that have begun are answered first.
pub async fn on_address(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    importing::resume_all(&app).await.map_err(|problem| io::Error::other(problem.detail))?;
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

/// Listens on a socket, in place of one that a process left behind. The future that is returned serves it. Only the
/// socket's owner can connect; what it may do, its key says.
pub async fn on_socket(app: App, path: &Path) -> io::Result<impl Future<Output = ()> + Send + use<>> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(path)?;
    private(path)?;
    let service = router(app).into_make_service();
    Ok(async move {
        if let Err(error) = axum::serve(listener, service).await {
            tracing::error!(%error, "the socket for commands has closed");
        }
    })
}

fn private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
}
