//! How mail leaves this process: an SMTP server where one is given, else the built-in outbox.

use crate::args::Mail;
use crate::home::Home;
use anyhow::{Result, anyhow};
use engine::perform::{Options, StoreOutbox};
use mail::{SmtpSettings, Transport};

/// How messages of a home leave. Links in them lead to `public_url` where given, else to the address in the settings.
pub fn options(home: &Home, mail: &Mail, public_url: Option<String>) -> Result<Options> {
    let transport = match &mail.smtp_url {
        Some(url) => Transport::smtp(SmtpSettings::parse(url).map_err(|error| anyhow!("--smtp-url: {error}"))?),
        None => Transport::capture(StoreOutbox(home.engine.clone())),
    };
    Ok(Options { public_url, ..Options::new(transport, home.link_keys()?) })
}
