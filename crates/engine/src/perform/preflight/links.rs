//! Whether the links of a message lead somewhere, and whether its pictures are there and not too heavy.

use super::samples::{Holds, Samples, is_everybodys};
use super::{Examined, Seen};
use crate::perform::Performer;
use content::preflight::{Area, Finding};
use futures::future::join_all;
use mail::probe::Answer;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most addresses asked of one message.
const MOST: usize = 20;
/// All pictures of a message together, in bytes.
const HEAVY: u64 = 1024 * 1024;

impl Performer {
    pub(super) async fn ask_links(&self, seen: &Seen, examined: &mut Examined) {
        // Only what everybody could get is asked for: opening a link that was made for somebody may answer in their name.
        let mut personal = false;
        let mut asked_of = |addresses: &BTreeMap<String, Holds>| {
            let written = &seen.ready.compiled;
            let (mut asked, left): (Vec<_>, Vec<_>) =
                addresses.iter().partition(|(url, _)| is_everybodys(written, url));
            personal |= !left.is_empty();
            asked.sort_by_key(|(_, holds)| Reverse(holds.contacts));
            asked.into_iter().map(|(url, _)| url.clone()).collect::<Vec<String>>()
        };
        let (mut links, mut shown) = (asked_of(&seen.samples.links), asked_of(&seen.samples.pictures));
        if personal {
            let why = "addresses that are made for each recipient were not asked for";
            examined.skipped.push((Area::Links, why));
        }
        let Some(probe) = &self.0.options.probe else {
            let why = "links are not asked for, because the server was started so";
            examined.skipped.extend([(Area::Links, why), (Area::Pictures, why)]);
            return;
        };
        if links.len() + shown.len() > MOST {
            let why = "there are more than 20 links and pictures; those that most recipients get were asked for";
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
        let weight = self.heaviest(&seen.samples, &shown).await;
        if weight > HEAVY {
            let message = format!("the pictures weigh {} KiB together", weight / 1024);
            let remedy = "Make them smaller; 200 KiB each is plenty.";
            examined.found.push(Finding::warning(Area::Pictures, "pictures.heavy", message, remedy).into());
        }
        let (all, samples) = (seen.samples.contacts(), &seen.samples);
        for (area, answers, held) in
            [(Area::Links, &links, &samples.links), (Area::Pictures, &shown, &samples.pictures)]
        {
            let wrong = answers.iter().filter_map(|(answer, url)| Some((judged(area, answer, url)?, held.get(url)?)));
            examined.found.extend(wrong.map(|(finding, holds)| holds.found(finding, all)));
        }
    }

    /// Bytes of the pictures of the message that has most: ours by what is kept, others by what their servers say.
    async fn heaviest(&self, samples: &Samples, asked: &[(Answer, String)]) -> u64 {
        let hash = |url: &str| Some(url.strip_prefix(&samples.own)?.strip_prefix("f/")?.split('.').next()?.to_string());
        let hashes: BTreeSet<String> = samples.shown.iter().flatten().filter_map(|url| hash(url)).collect();
        let hashes: Vec<String> = hashes.into_iter().collect();
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let ours = store::files::sizes(store, workspace, &hashes).await.unwrap_or_default();
        let theirs: BTreeMap<&str, u64> = asked.iter().map(|(answer, url)| (url.as_str(), length(answer))).collect();
        let weight = |url: &String| match hash(url).and_then(|hash| ours.get(&hash)) {
            Some(size) => u64::try_from(*size).unwrap_or_default(),
            None => theirs.get(url.as_str()).copied().unwrap_or_default(),
        };
        samples.shown.iter().map(|pictures| pictures.iter().map(weight).sum()).max().unwrap_or_default()
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
