//! What came of the mail of a program, or of one of its runs: counted in contacts, from the activities, so that every number
//! opens into them. Opened and clicked is what people did; what software fetched is shown beside it. Contacts whose
//! relationship does not count are left out.

mod links;
mod read;
mod slices;
mod worth;

pub use links::{Followed, LinkCount, PlaceCount, WordingCount};

use crate::kpi::settings;
use audience::Image;
use model::{ContactId, Timestamp};
use read::{Mail, Tally};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    pub program: String,
    /// One run of it; all of them and everything else that the program sent when absent.
    pub run: Option<String>,
}

/// What may have come of a message to a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MailOutcome)]
pub enum Outcome {
    Sent,
    /// Sent, and not all of it came back.
    Delivered,
    Held,
    /// It could not be sent, and no server is to blame.
    Failed,
    /// The recipient's server refused it for good, at once or later.
    Bounced,
    /// A person opened it.
    Opened,
    /// It was opened, by a person or by software.
    OpenedAll,
    Clicked,
    ClickedAll,
    Unsubscribed,
    Complained,
    /// Clicked, and converted, filled a form in or bought within 30 days.
    Converted,
}

impl Outcome {
    pub const ALL: [Outcome; 12] = [
        Outcome::Sent,
        Outcome::Delivered,
        Outcome::Held,
        Outcome::Failed,
        Outcome::Bounced,
        Outcome::Opened,
        Outcome::OpenedAll,
        Outcome::Clicked,
        Outcome::ClickedAll,
        Outcome::Unsubscribed,
        Outcome::Complained,
        Outcome::Converted,
    ];

    fn of(self, mail: &Mail) -> u32 {
        match self {
            Outcome::Sent => mail.sent,
            Outcome::Delivered => mail.sent.saturating_sub(mail.bounced),
            Outcome::Held => mail.held,
            Outcome::Failed => mail.failed,
            Outcome::Bounced => mail.bounced + mail.refused,
            Outcome::Opened => mail.opened,
            Outcome::OpenedAll => mail.opened + mail.opened_by_software,
            Outcome::Clicked => mail.clicked,
            Outcome::ClickedAll => mail.clicked + mail.clicked_by_software,
            Outcome::Unsubscribed => mail.unsubscribed,
            Outcome::Complained => mail.complained,
            Outcome::Converted => mail.converted,
        }
    }

    /// The name in JSON and in tables.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_string)).unwrap_or_default()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OutcomeCount {
    pub outcome: Outcome,
    pub contacts: u64,
    /// How often: messages, openings, clicks.
    pub times: u64,
}

/// The recipients who have something in common.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = ResultSlice)]
pub struct Slice {
    pub key: String,
    /// What a definition with this key is called; empty for what is none.
    pub label: String,
    pub sent: u64,
    pub delivered: u64,
    pub bounced: u64,
    pub opened: u64,
    pub clicked: u64,
    pub unsubscribed: u64,
    pub complained: u64,
    pub converted: u64,
    /// In the reporting currency.
    pub revenue: f64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CauseCount {
    pub cause: String,
    pub contacts: u64,
}

/// What came of a program's mail.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ProgramResults {
    pub outcomes: Vec<OutcomeCount>,
    /// Purchases and won deals of contacts within 30 days after their first click, in the reporting currency.
    pub revenue: f64,
    pub currency: String,
    /// Why messages came back.
    pub causes: Vec<CauseCount>,
    /// The largest; `domains_in_all` says of how many.
    pub domains: Vec<Slice>,
    pub domains_in_all: usize,
    /// Of those who opened or clicked.
    pub devices: Vec<Slice>,
    pub variants: Vec<Slice>,
    /// The largest; `segments_in_all` says of how many.
    pub segments: Vec<Slice>,
    pub segments_in_all: usize,
    pub links: Vec<LinkCount>,
    pub warnings: Vec<String>,
}

/// Which of the contacts are meant; every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrow {
    pub outcome: Option<Outcome>,
    pub domain: Option<String>,
    pub device: Option<String>,
    pub variant: Option<String>,
    pub segment: Option<String>,
    pub followed: Followed,
    pub cause: Option<String>,
}

/// The results of a program, or of one of its runs.
pub fn report(image: &Image, about: &About, now: Timestamp) -> ProgramResults {
    let mut tally = Tally::read(image, about, now);
    let warnings = worth::add(image, &mut tally, now);
    let count = |outcome: Outcome| {
        let times = tally.mails.values().map(|mail| outcome.of(mail));
        let (contacts, times) =
            times.fold((0, 0), |(contacts, all), n| (contacts + u64::from(n > 0), all + u64::from(n)));
        OutcomeCount { outcome, contacts, times }
    };
    let (domains, domains_in_all) = slices::largest(slices::domains(image, &tally));
    let (segments, segments_in_all) = slices::largest(slices::segments(image, &tally));
    ProgramResults {
        outcomes: Outcome::ALL.into_iter().map(count).collect(),
        revenue: tally.mails.values().map(|mail| mail.revenue).sum(),
        currency: settings(image).map_or_else(String::new, |settings| settings.currency.to_string()),
        causes: slices::causes(&tally),
        domains,
        domains_in_all,
        devices: slices::largest(slices::devices(&tally)).0,
        variants: slices::largest(slices::variants(image, &about.program, &tally)).0,
        segments,
        segments_in_all,
        links: links::links(&tally),
        warnings,
    }
}

/// The contacts behind a number, in order of their ids.
pub fn contacts(image: &Image, about: &About, narrow: &Narrow, now: Timestamp) -> Vec<ContactId> {
    let tally = Tally::read(image, about, now);
    let members = narrow.segment.as_deref().map(|segment| image.members(segment));
    let followers = links::followers(&tally, narrow);
    let holds = |owner: u32, mail: &Mail| {
        narrow.outcome.is_none_or(|outcome| outcome.of(mail) > 0)
            && narrow.device.as_ref().is_none_or(|device| mail.devices.iter().any(|own| own == device))
            && narrow.variant.as_ref().is_none_or(|variant| mail.variants.iter().any(|own| own == variant))
            && narrow.cause.as_ref().is_none_or(|cause| mail.causes.iter().any(|own| own == cause))
            && followers.as_ref().is_none_or(|followers| followers.contains(&owner))
            && members.as_ref().is_none_or(|members| members.contains(owner))
            && narrow.domain.as_ref().is_none_or(|domain| slices::domain(image, owner) == *domain)
    };
    let found = tally.mails.iter().filter(|(owner, mail)| holds(**owner, mail));
    let mut contacts: Vec<ContactId> = found.map(|(owner, _)| image.contact_of(*owner)).collect();
    contacts.sort_unstable();
    contacts
}
