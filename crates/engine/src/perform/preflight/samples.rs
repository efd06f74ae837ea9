//! What the messages hold that are looked at, all of them together: each is judged, and what is found is told once, with
//! those of them that it holds for.

use super::super::emails::Ready;
use super::{Found, variables};
use content::links::is_web;
use content::preflight::{Area, Finding, Looks, Made, message, owed};
use content::{Compiled, Context, Rendered};
use model::ContactId;
use std::collections::{BTreeMap, BTreeSet};

/// Messages kept beside the first because they are built unlike those before.
const KEPT: usize = 5;
/// Findings told of one code in one language.
const ALIKE: usize = 5;

/// For how many of the messages something holds, and for whom.
#[derive(Default)]
pub(super) struct Holds {
    pub contacts: u64,
    examples: Vec<ContactId>,
    last: Option<ContactId>,
}

impl Holds {
    /// Counts a contact once, however often the message has it; messages come one after the other.
    pub fn also(&mut self, id: Option<ContactId>) {
        let Some(id) = id.filter(|id| self.last != Some(*id)) else { return };
        self.contacts += 1;
        self.last = Some(id);
        if self.examples.len() < variables::SHOWN {
            self.examples.push(id);
        }
    }

    /// The finding with them; of the message as such where it holds for all that were looked at.
    pub fn found(&self, finding: Finding, examined: u64) -> Found {
        if self.contacts == 0 || self.contacts == examined {
            return finding.into();
        }
        Found { finding, contacts: self.contacts, examined, examples: self.examples.clone() }
    }
}

/// The language that a message is in; its own when absent.
type Language = Option<String>;

#[derive(Default)]
pub(super) struct Samples {
    /// How addresses of this instance begin.
    pub own: String,
    /// As the first is read.
    pub subject: String,
    pub html: String,
    /// Others that have an element or a style which those before have not.
    pub others: Vec<String>,
    /// Bytes of the largest HTML, links rewritten.
    pub size: usize,
    looks: Looks,
    /// Messages by the language that they are in: how many of them are a contact's.
    made: BTreeMap<Language, u64>,
    /// By language, code and what it is about.
    found: BTreeMap<(Language, String, String), (Finding, Holds)>,
    /// Where links and pictures are on the web, but for those of this instance.
    pub links: BTreeMap<String, Holds>,
    pub pictures: BTreeMap<String, Holds>,
    /// The pictures of each message, ours too, where they are not those of another.
    pub shown: BTreeSet<Vec<String>>,
    /// Of each host the first link that is not encrypted and is made for the recipient.
    insecure: BTreeMap<String, (String, Holds)>,
    /// Languages whose MJML says what stands beside the subject.
    previews: BTreeSet<Language>,
}

impl Samples {
    pub fn of(ready: &Ready, own: String) -> Samples {
        let says = |language: &Option<&str>| ready.email.in_language(*language).mjml.contains("<mj-preview");
        let previews = ready.compiled.languages().filter(says).map(|language| language.map(str::to_string));
        Samples { own, previews: previews.collect(), ..Samples::default() }
    }

    /// Takes in the message to a contact, or to nobody in particular.
    pub fn take(&mut self, ready: &Ready, id: Option<ContactId>, values: &Context, rendered: &Rendered) {
        let (made, language) = (Made::of(rendered), &rendered.language);
        let new = self.looks.adds(&rendered.html);
        if self.made.is_empty() {
            (self.subject, self.html) = (rendered.subject.clone(), rendered.html.clone());
        } else if new && self.others.len() < KEPT {
            self.others.push(rendered.html.clone());
        }
        *self.made.entry(language.clone()).or_default() += u64::from(id.is_some());
        let said = Some(rendered.preheader.as_str());
        let preheader = said.filter(|text| !(text.is_empty() && self.previews.contains(language)));
        for finding in message(&made, preheader).into_iter().chain(owed(&ready.compiled, values, &made)) {
            self.note(language, finding, id);
        }
        let foreign = |url: &String| is_web(url) && !url.starts_with(&self.own);
        for url in made.links.into_iter().filter(foreign) {
            if url.starts_with("http:") && !is_everybodys(&ready.compiled, &url) {
                let host = url.split('/').nth(2).unwrap_or_default().to_string();
                self.insecure.entry(host).or_insert_with(|| (url.clone(), Holds::default())).1.also(id);
            }
            self.links.entry(url).or_default().also(id);
        }
        let mut pictures: Vec<String> = made.pictures.into_iter().filter(|url| is_web(url)).collect();
        for url in pictures.iter().filter(|url| foreign(url)) {
            self.pictures.entry(url.clone()).or_default().also(id);
        }
        pictures.sort_unstable();
        pictures.dedup();
        self.shown.insert(pictures);
    }

    fn note(&mut self, language: &Language, finding: Finding, id: Option<ContactId>) {
        let alike = self.found.keys().filter(|(own, code, _)| own == language && *code == finding.code).count();
        let key = (language.clone(), finding.code.clone(), finding.about.clone());
        if alike < ALIKE || self.found.contains_key(&key) {
            self.found.entry(key).or_insert_with(|| (finding, Holds::default())).1.also(id);
        }
    }

    /// How many messages are a contact's.
    pub fn contacts(&self) -> u64 {
        self.made.values().sum()
    }

    /// Whether one of them is in a language.
    pub fn has(&self, language: Option<&str>) -> bool {
        self.made.contains_key(&language.map(str::to_string))
    }

    /// What was found in them.
    pub fn found(&self) -> impl Iterator<Item = Found> {
        let judged = self.found.iter().map(|((language, ..), (finding, holds))| {
            let of = self.made.get(language).copied().unwrap_or_default();
            holds.found(placed(finding.clone(), language.as_deref()), of)
        });
        let insecure = self.insecure.values().map(|(url, holds)| {
            let finding = Finding::warning(Area::Links, "links.insecure", "this link is not encrypted", "Use https.");
            holds.found(finding.at(url), self.contacts())
        });
        judged.chain(insecure)
    }
}

/// Whether an address is in the email as it is written, and not made for who gets it.
pub(super) fn is_everybodys(written: &Compiled, url: &str) -> bool {
    written.says(url) || written.says(&url.replace('&', "&amp;"))
}

/// A finding about the text in a language of the email's.
fn placed(finding: Finding, language: Option<&str>) -> Finding {
    let Some(language) = language else { return finding };
    let place = finding.place.as_ref().map_or(String::new(), |place| format!(".{place}"));
    finding.at(format!("languages.{language}{place}"))
}
