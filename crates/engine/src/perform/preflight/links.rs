//! Whether the links of a message lead somewhere, and whether its pictures are there and not too heavy.

use super::{Examined, Seen};
use crate::perform::Performer;
use content::links::{find, is_web};
use content::preflight::{Area, Finding, pictures};
use futures::future::join_all;
use mail::probe::Answer;

/// Most addresses asked of one message.
const MOST: usize = 20;
/// All pictures of a message together.
const HEAVY: u64 = 1024 * 1024;

impl Performer {
    pub(super) async fn ask_links(&self, seen: &Seen, examined: &mut Examined) {
        let own = super::settings(&self.0.engine.image()).map(|settings| format!("{}/", self.public_url(&settings)));
        let own = own.unwrap_or_default();
        let foreign = |url: &String| is_web(url) && !(own.len() > 1 && url.starts_with(&own));
        let mut links: Vec<String> = find(&seen.html).into_iter().map(|link| link.target.trim().to_string()).collect();
        let mut shown = pictures(&seen.html);
        for urls in [&mut links, &mut shown] {
            urls.retain(foreign);
            urls.sort_unstable();
            urls.dedup();
        }
        // Only what everybody gets is asked for: opening a link that was made for somebody may answer in their name.
        let written = &seen.ready.compiled;
        let everybodys = |url: &str| written.says(url) || written.says(&url.replace('&', "&amp;"));
        for link in links.iter().filter(|link| link.starts_with("http:") && !everybodys(link)) {
            let finding = Finding::warning(Area::Links, "links.insecure", "this link is not encrypted", "Use https.");
            examined.found.push(finding.at(link).into());
        }
        if !links.iter().chain(&shown).all(|url| everybodys(url)) {
            let why = "addresses that are made for each recipient were not asked for";
            examined.skipped.push((Area::Links, why));
        }
        links.retain(|url| everybodys(url));
        shown.retain(|url| everybodys(url));
        let own_weight = self.weight_of_ours(&seen.html, &own).await;
        let Some(probe) = &self.0.options.probe else {
            let why = "links are not asked for, because the server was started so";
            examined.skipped.extend([(Area::Links, why), (Area::Pictures, why)]);
            return;
        };
        if links.len() + shown.len() > MOST {
            let why = "there are more than 20 links and pictures; the first were asked for";
            examined.skipped.push((Area::Links, why));
        }
        shown.truncate(MOST / 2);
        links.truncate(MOST - shown.len());
        let asked = |urls: Vec<String>| join_all(urls.into_iter().map(async |url| (probe.ask(&url).await, url)));
        let (links, shown) = futures::join!(asked(links), asked(shown));
        // Where no host is found at all, it is this machine that finds none.
        let offline = links.iter().chain(&shown).all(|(answer, _)| matches!(answer, Answer::NoHost));
        if offline && !(links.is_empty() && shown.is_empty()) {
            examined
                .skipped
                .push((Area::Links, "no host of any link was found; the server may have no way to the internet"));
            return;
        }
        let weight = own_weight + shown.iter().map(|(answer, _)| length(answer)).sum::<u64>();
        if weight > HEAVY {
            let message = format!("the pictures weigh {} KiB together", weight / 1024);
            let remedy = "Make them smaller; 200 KiB each is plenty.";
            examined.found.push(Finding::warning(Area::Pictures, "pictures.heavy", message, remedy).into());
        }
        examined
            .found
            .extend(links.iter().filter_map(|(answer, url)| judged(Area::Links, answer, url)).map(Into::into));
        examined
            .found
            .extend(shown.iter().filter_map(|(answer, url)| judged(Area::Pictures, answer, url)).map(Into::into));
    }

    /// Bytes of the pictures that we keep ourselves.
    async fn weight_of_ours(&self, html: &str, own: &str) -> u64 {
        let hash = |url: &String| Some(url.strip_prefix(own)?.strip_prefix("f/")?.split('.').next()?.to_string());
        let hashes: Vec<String> = pictures(html).iter().filter_map(hash).collect();
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let sizes = store::files::sizes(store, workspace, &hashes).await;
        sizes.map_or(0, |sizes| sizes.into_iter().filter_map(|size| u64::try_from(size).ok()).sum())
    }
}

fn length(answer: &Answer) -> u64 {
    match answer {
        Answer::There { length } => length.unwrap_or_default(),
        _ => 0,
    }
}

fn judged(area: Area, answer: &Answer, url: &str) -> Option<Finding> {
    let (dead, doubtful) = match area {
        Area::Pictures => ("pictures.gone", "pictures.doubtful"),
        _ => ("links.dead", "links.doubtful"),
    };
    let remedy = "Correct the address, or remove it.";
    let finding = match answer {
        Answer::There { .. } => return None,
        Answer::Gone { status } => {
            Finding::error(area, dead, format!("there is nothing at this address (answer {status})"), remedy)
        }
        Answer::NoHost => Finding::error(area, dead, "there is no such host", remedy),
        Answer::Private => {
            let message = "this address lies in a private network, where recipients do not come to";
            Finding::error(area, dead, message, "Use an address that everybody reaches.")
        }
        Answer::Unclear { why } => {
            let message = format!("it could not be found out whether this address works: {why}");
            Finding::warning(area, doubtful, message, "Open it yourself and look.")
        }
    };
    Some(finding.at(url))
}
