//! What is worth knowing of a message before it goes to many: how its subject reads, whether its text can be read on its
//! ground, what filters would take for advertising. Looks at the message as rendered; what is wrong with the template is
//! `lint`'s.

mod colour;
mod contrast;
mod duties;
mod looks;
mod spam;

use crate::attributes::attributes;
use crate::links::{decode, find};
use crate::problem::Severity;
use crate::{CLIPPED_AT, Rendered};
use serde::Serialize;

pub use contrast::{Faint, faint};
pub use duties::owed;
pub use looks::Looks;

/// What a finding is about, in the order in which they are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    Audience,
    Test,
    Sender,
    Template,
    Variables,
    Subject,
    Links,
    Pictures,
    Contrast,
    Size,
    Spam,
}

impl Area {
    pub const ALL: [Area; 11] = [
        Area::Audience,
        Area::Test,
        Area::Sender,
        Area::Template,
        Area::Variables,
        Area::Subject,
        Area::Links,
        Area::Pictures,
        Area::Contrast,
        Area::Size,
        Area::Spam,
    ];
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Finding {
    pub area: Area,
    /// Stable name, `variables.unknown`; a send despite it names it.
    pub code: String,
    pub severity: Severity,
    pub message: String,
    pub remedy: String,
    /// Where it is, when the place is known: `mjml:12`, a link.
    pub place: Option<String>,
    /// What tells it from others of its code in messages to different recipients, whatever else its words say: two
    /// colours, a part. Empty where a code is found once.
    pub about: String,
}

impl Finding {
    pub fn error(area: Area, code: &str, message: impl Into<String>, remedy: impl Into<String>) -> Finding {
        let (severity, code, message, remedy) = (Severity::Error, code.into(), message.into(), remedy.into());
        Finding { area, code, severity, message, remedy, place: None, about: String::new() }
    }

    pub fn warning(area: Area, code: &str, message: impl Into<String>, remedy: impl Into<String>) -> Finding {
        Finding { severity: Severity::Warning, ..Finding::error(area, code, message, remedy) }
    }

    pub fn at(self, place: impl Into<String>) -> Finding {
        Finding { place: Some(place.into()), ..self }
    }

    pub fn about(self, about: impl Into<String>) -> Finding {
        Finding { about: about.into(), ..self }
    }
}

/// A message with what it leads to and shows, looked for once.
pub struct Made<'a> {
    pub rendered: &'a Rendered,
    /// Where its links lead, in order, without blanks around.
    pub links: Vec<String>,
    /// Addresses of its pictures, in order.
    pub pictures: Vec<String>,
}

impl<'a> Made<'a> {
    pub fn of(rendered: &'a Rendered) -> Made<'a> {
        let links = find(&rendered.html).into_iter().map(|link| link.target.trim().to_string()).collect();
        Made { rendered, links, pictures: pictures(&rendered.html) }
    }

    fn html(&self) -> &'a str {
        &self.rendered.html
    }
}

/// Longer subjects are cut in most lists of messages; so many characters a phone shows.
const LONG_SUBJECT: usize = 60;
const SHORT_PREHEADER: usize = 30;
/// Pictures' share beyond which filters look twice: characters of text for each picture.
const TEXT_A_PICTURE: usize = 120;

/// What can be said of one message as its recipient gets it; without a preheader where the template has one itself.
pub fn message(made: &Made<'_>, preheader: Option<&str>) -> Vec<Finding> {
    let mut found = subject(&made.rendered.subject);
    let area = Area::Subject;
    match preheader.map(|preheader| preheader.trim().chars().count()) {
        Some(0) => found.push(Finding::warning(
            area,
            "subject.no_preheader",
            "there is no preheader, so inboxes show the first words of the message",
            "Write what should stand beside the subject.",
        )),
        Some(n) if n < SHORT_PREHEADER => found.push(Finding::warning(
            area,
            "subject.short_preheader",
            format!("the preheader has {n} characters; inboxes fill it up with the first words of the message"),
            "Write 30 to 90 characters.",
        )),
        _ => {}
    }
    found.extend(faint(made.html()).into_iter().take(5).map(|faint| {
        let message = format!(
            "\"{}\" is hard to read: {} on {} has a contrast of {:.1} to 1, and {:.1} is needed",
            faint.text, faint.ink, faint.ground, faint.ratio, faint.needed
        );
        let remedy = "Make the text darker or its ground lighter, or the other way round.";
        let pair = format!("{} {}", faint.ink, faint.ground);
        Finding::warning(Area::Contrast, "contrast.faint", message, remedy).about(pair)
    }));
    let pictures = made.pictures.len();
    let letters = made.rendered.text.chars().filter(|c| c.is_alphanumeric()).count();
    if pictures > 0 && letters < pictures * TEXT_A_PICTURE {
        let message = format!(
            "there are {pictures} pictures and little text; filters and readers without pictures see next to nothing"
        );
        found.push(Finding::warning(Area::Pictures, "pictures.little_text", message, "Say in words what matters."));
    }
    found.extend(empty(made));
    found.extend(spam::phrases(made));
    found
}

/// The codes of what has no address once the message is made. Where nobody is meant, a value that is there for everybody
/// would be missing.
pub const EMPTY: [&str; 2] = ["links.empty", "pictures.empty"];

fn empty(made: &Made<'_>) -> impl Iterator<Item = Finding> {
    let remedy = "Give the variable that it is made of a default, or show it only where that is known.";
    let link = made.links.iter().any(String::is_empty);
    let picture = made.pictures.iter().any(|src| src.trim().is_empty());
    let found = [
        (link, Area::Links, EMPTY[0], "a link has no address in the message as it is made"),
        (picture, Area::Pictures, EMPTY[1], "a picture has no address in the message as it is made"),
    ];
    let found = found.into_iter().filter(|(is, ..)| *is);
    found.map(move |(_, area, code, message)| Finding::error(area, code, message, remedy))
}

fn subject(subject: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let (area, length) = (Area::Subject, subject.chars().count());
    if length == 0 {
        let message = "the subject is empty for some recipients";
        found.push(Finding::error(area, "subject.empty", message, "Give its variables a default."));
    }
    if length > LONG_SUBJECT {
        let message = format!("the subject has {length} characters; most inboxes cut it after {LONG_SUBJECT}");
        found.push(Finding::warning(area, "subject.long", message, "Put what matters first, or shorten it."));
    }
    let letters: Vec<char> = subject.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() >= 10 && letters.iter().filter(|c| c.is_uppercase()).count() * 10 > letters.len() * 7 {
        let message = "the subject is written in capitals, which filters take for advertising";
        found.push(Finding::warning(area, "subject.capitals", message, "Write it as a sentence."));
    }
    if subject.matches(['!', '¡']).count() > 2 || subject.contains("$$") || subject.contains("€€") {
        let message = "the subject has many signs of exclamation or money, which filters take for advertising";
        found.push(Finding::warning(area, "subject.signs", message, "Leave them out."));
    }
    found
}

/// What is said of the size of a message with its links rewritten.
pub fn size(bytes: usize) -> Option<Finding> {
    let kib = bytes.div_ceil(1024);
    if bytes > CLIPPED_AT {
        let message =
            format!("the HTML has {kib} KiB with its links rewritten; Gmail cuts it at 102 and hides the rest");
        return Some(Finding::error(Area::Size, "size.clipped", message, "Shorten the email, or use fewer blocks."));
    }
    (bytes > CLIPPED_AT * 9 / 10).then(|| {
        let message = format!("the HTML has {kib} KiB with its links rewritten; Gmail cuts it at 102");
        Finding::warning(Area::Size, "size.near", message, "Shorten the email before it grows.")
    })
}

/// Addresses of the pictures of a message, in order.
pub fn pictures(html: &str) -> Vec<String> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(start) = html[at..].find("<img").map(|n| at + n) {
        let (attributes, end) = attributes(html, start + 4);
        let src = attributes.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("src"));
        found.extend(src.map(|(_, place)| decode(&html[place])));
        at = end.max(start + 4);
    }
    found
}
