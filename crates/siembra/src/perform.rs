//! How mail leaves this process: an SMTP server where one is given, else the built-in outbox. And how it comes back.

use crate::args::Mail;
use crate::home::{HITS, Home, JOURNAL};
use anyhow::{Context, Result, anyhow};
use engine::perform::{Options, Performer, StoreOutbox};
use mail::domain::{Dns, SystemDns, Web};
use mail::imap::ImapSettings;
use mail::probe::{Probe, Reach};
use mail::receiver::{Limits, serve};
use mail::{SmtpSettings, Transport};
use std::sync::Arc;
use std::time::Duration;
use store::ways_back::{Kind, Seen};
use tokio::net::TcpListener;

/// How often it is noted that the receiver listens.
const LISTENS: Duration = Duration::from_secs(60 * 60);

/// How messages of a home leave. Links in them lead to `public_url` where given, else to the address in the settings.
pub fn options(home: &Home, mail: &Mail, public_url: Option<String>) -> Result<Options> {
    let transport = match &mail.smtp_url {
        Some(url) => Transport::smtp(SmtpSettings::parse(url).map_err(|error| anyhow!("--smtp-url: {error}"))?),
        None => Transport::capture(StoreOutbox(home.engine.clone())),
    };
    let retry = mail.mail_retry.map(Duration::from_secs);
    let bounce_domain = mail.bounce_domain.clone();
    let (journal, hits) = (Some(home.dir.join(JOURNAL)), Some(home.dir.join(HITS)));
    let (any_sender, dns) = (mail.any_sender, dns(mail)?);
    let link_check = !mail.no_link_check;
    let probe = link_check.then(|| Probe::new(Reach::Public)).transpose().map_err(|why| anyhow!(why))?;
    let web = link_check.then(Web::public).transpose().map_err(|why| anyhow!(why))?;
    let usual = Options::new(transport, home.link_keys()?);
    Ok(Options { public_url, journal, hits, retry, bounce_domain, dns, web, any_sender, probe, ..usual })
}

/// Who answers about the domains of senders. A machine without DNS servers sends all the same.
fn dns(mail: &Mail) -> Result<Option<Arc<dyn Dns>>> {
    match SystemDns::new(mail.dns) {
        Ok(dns) => Ok(Some(Arc::new(dns))),
        Err(why) if mail.dns.is_some() => Err(anyhow!("--dns: {why}")),
        Err(why) => {
            tracing::warn!(why, "domains of senders cannot be checked; name a DNS server with --dns");
            Ok(None)
        }
    }
}

/// Takes what comes back, by SMTP where an address to listen on is given, and from a mailbox where one is named, until the
/// process ends. What has not been acknowledged by then comes again.
pub async fn receive(mail: &Mail, performer: &Performer) -> Result<()> {
    if let Some(url) = &mail.imap_url {
        let settings = ImapSettings::parse(url).map_err(|error| anyhow!("--imap-url: {error}"))?;
        println!("Mail in {} is read every {} seconds", settings.name(), settings.every.as_secs());
        tokio::spawn(mail::imap::read(settings, Arc::new(performer.clone())));
    }
    let (Some(address), Some(domain)) = (&mail.bounce_listen, &mail.bounce_domain) else { return Ok(()) };
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("{address} cannot be listened on; choose another with --bounce-listen"))?;
    println!("Mail for {domain} is taken at {}", listener.local_addr()?);
    tokio::spawn(serve(listener, domain.clone(), Arc::new(performer.clone()), Limits::default()));
    let (performer, domain) = (performer.clone(), domain.clone());
    tokio::spawn(async move {
        loop {
            performer.saw_way_back((Kind::Receiver, &domain), Seen::Works).await;
            tokio::time::sleep(LISTENS).await;
        }
    });
    Ok(())
}
