//! Whether what comes back finds us.

use super::{Dns, Finding, Sending, Topic, Verdict};

pub(super) async fn check(dns: &dyn Dns, sending: &Sending) -> Finding {
    let finding = |verdict, text: String, remedy: String| Finding::new(Topic::Bounces, verdict, text, remedy);
    let domain = sending.envelope();
    let hosts = match dns.exchangers(domain).await {
        Ok(hosts) => hosts,
        Err(unanswered) => return Finding::unanswered(Topic::Bounces, &unanswered),
    };
    if hosts.is_empty() || hosts.iter().all(|host| host == ".") {
        let text = format!("{domain} takes no mail: what bounces is lost, and some servers refuse such senders");
        return finding(Verdict::Wrong, text, format!("add an MX record at {domain} that leads to your mail server"));
    }
    for host in hosts.iter().filter(|host| *host != ".") {
        match dns.addresses(host).await {
            Err(unanswered) => return Finding::unanswered(Topic::Bounces, &unanswered),
            Ok(addresses) if addresses.is_empty() => {
                let text = format!("the MX record of {domain} leads to {host}, which has no address");
                return finding(Verdict::Wrong, text, format!("add an A record for {host}, or correct the MX record"));
            }
            Ok(_) => {}
        }
    }
    match &sending.bounce_domain {
        Some(_) => Finding::good(Topic::Bounces, format!("what bounces goes to {domain} ({})", hosts.join(", "))),
        None => finding(
            Verdict::Advice,
            format!("what bounces goes to the sender's mailbox at {domain}, and not to Siembra"),
            format!("start Siembra with --bounce-domain bounce.{domain}"),
        ),
    }
}
