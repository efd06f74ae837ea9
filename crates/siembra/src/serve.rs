//! `serve`: the product on a network address, until it is told to stop.

use crate::args::{Mail, Place, Serve};
use crate::home::{FIRST_USER, Home, socket};
use anyhow::{Context, Result};
use engine::Clock;
use engine::perform::Performer;
use model::Role;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

pub async fn run(args: Serve) -> Result<()> {
    let home = Home::open(&args.place, Clock::System, true).await?;
    if home.is_new().await? {
        home.publish_starter().await?;
    }
    if store::users::list(home.engine.store(), model::DEFAULT_WORKSPACE).await?.is_empty() {
        first_user(&home).await?;
    }
    listen(home, &args.place, &args.mail, &args.listen, args.https, "").await
}

/// A new instance gets one administrator; the password is shown once.
async fn first_user(home: &Home) -> Result<()> {
    let secret = api::secret::Secret::random("");
    let password: String = secret.text.chars().take(20).collect();
    home.add_user(FIRST_USER, "Administrator", "", Role::Admin, &password).await?;
    println!("A new instance. Sign in as {FIRST_USER} with the password {password}");
    println!("It is not shown again. Change it in the account menu, top right.");
    Ok(())
}

/// Serves an open home until it is told to stop, or its engine ends. `hint` is printed below the address.
pub async fn listen(home: Home, place: &Place, mail: &Mail, address: &str, https: bool, hint: &str) -> Result<()> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("{address} cannot be listened on; choose another with --listen"))?;
    let local: SocketAddr = listener.local_addr()?;
    let path = socket(&place.data);
    // Without HTTPS the instance is for this machine alone, whatever address its settings give.
    let options = crate::perform::options(&home, mail, (!https).then(|| format!("http://{local}")))?;
    let performer = Performer::start(home.engine.clone(), options);
    crate::perform::receive(mail, &performer).await?;
    let app = home.app(performer.clone(), https);
    // Before the address is told: who has read it may ask for a stop at once.
    let asked = asked_to_stop()?;
    tokio::spawn(api::listen::on_socket(app.clone(), &path).await?);
    println!("Siembra is at http://{local}");
    if !hint.is_empty() {
        println!("{hint}");
    }
    let engine = home.engine.clone();
    let stop = async move {
        tokio::select! {
            () = asked => tracing::info!("stopping"),
            () = engine.stopped() => tracing::error!("the engine has stopped"),
        }
    };
    api::listen::on_address(app, listener, stop).await?;
    performer.stop().await;
    home.engine.stop().await;
    let _ = std::fs::remove_file(path);
    Ok(())
}

/// Resolves when the process is asked to stop. The asking is heard from the call on, also before anybody waits for it.
fn asked_to_stop() -> Result<impl Future<Output = ()>> {
    let heard = |kind| signal(kind).context("the signals that ask for a stop cannot be listened for");
    let (mut interrupt, mut terminate) = (heard(SignalKind::interrupt())?, heard(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
