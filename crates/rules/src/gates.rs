//! The three gates of an automatically qualified lead (AQL), with reasons that sales can read.

use crate::placeholder::is_placeholder;
use crate::{Contribution, Subject, View, compare, evaluate};
use model::definition::Qualification;
use model::filter::ScorePart;
use model::{Filter, Object, Scores, Timestamp, Value};
use serde::Serialize;

/// How a subject stands before the gates.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Gates {
    /// Gate 1: we know who it is and how to reach them, and the job title is a target.
    pub complete: Gate,
    /// Gate 2: the behaviour score.
    pub behaviour: Gate,
    /// Gate 3: the account score.
    pub account: Gate,
    /// Whether the contact may be one of those asked for: false when its profile is known and is another.
    pub target: bool,
    /// Why the lead cannot qualify whatever the gates say; `None` when it can.
    pub excluded: Option<String>,
    /// The earliest instant at which time alone could change a gate, the scores being as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// One gate.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Gate {
    pub passed: bool,
    /// What is missing, one text each; empty when passed.
    pub reasons: Vec<String>,
    /// The gate in one line, passed or not.
    pub line: String,
}

/// What to do about a lead that fails exactly here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkList {
    /// Only gate 1 fails: find the missing data.
    Enrich,
    /// Only gate 2 fails: nurture, behaviour is the lever.
    WarmUp,
    /// Gate 3 fails: the account does not fit. Or the contact is known not to be one of those asked for.
    DoNotChase,
}

/// Most contributions that a line names.
const MAX_CONTRIBUTIONS: usize = 3;

fn contribution_text(given: &Contribution) -> String {
    match given.times {
        0 | 1 => format!("{} (+{})", given.label, given.points),
        times => format!("{} ×{times} (+{})", given.label, given.points),
    }
}

/// Longest [`summary`], in characters.
pub const MAX_SUMMARY: usize = 255;

impl Gates {
    /// Whether the lead qualifies now.
    pub fn passed(&self) -> bool {
        self.excluded.is_none() && self.complete.passed && self.behaviour.passed && self.account.passed
    }

    /// The list that the lead belongs on, if any. Excluded leads are on none.
    pub fn list(&self) -> Option<WorkList> {
        if self.excluded.is_some() {
            return None;
        }
        match (self.complete.passed, self.behaviour.passed, self.account.passed) {
            (_, _, false) => Some(WorkList::DoNotChase),
            (false, true, true) if self.target => Some(WorkList::Enrich),
            (false, _, true) if !self.target => Some(WorkList::DoNotChase),
            (true, false, true) => Some(WorkList::WarmUp),
            _ => None,
        }
    }

    /// One line a gate, as the lead keeps them.
    pub fn lines(&self) -> Vec<String> {
        [&self.complete, &self.behaviour, &self.account].map(|gate| gate.line.clone()).to_vec()
    }

    /// Adds to the lines of gates 2 and 3 the rules that gave the most points.
    #[must_use]
    pub fn because(mut self, contributions: &[Contribution]) -> Gates {
        for (gate, part) in [(&mut self.behaviour, ScorePart::Behaviour), (&mut self.account, ScorePart::Account)] {
            let mut own: Vec<&Contribution> = contributions.iter().filter(|c| c.part == part && c.points > 0).collect();
            own.sort_by_key(|contribution| std::cmp::Reverse(contribution.points));
            let shown: Vec<String> = own.into_iter().take(MAX_CONTRIBUTIONS).map(contribution_text).collect();
            if !shown.is_empty() {
                gate.line = format!("{}: {}.", gate.line.trim_end_matches('.'), shown.join(", "));
            }
        }
        self
    }
}

/// The lines of gates in one text for a field of a CRM: at most 255 characters, with a link to where the rest is. The
/// link is never cut; one that leaves no room for anything else is left out.
pub fn summary(lines: &[String], link: &str) -> String {
    let text = lines.join(" · ");
    let link = Some(format!(" {link}")).filter(|link| link.len() > 1 && link.chars().count() <= MAX_SUMMARY / 2);
    let link = link.unwrap_or_default();
    let room = MAX_SUMMARY - link.chars().count();
    if text.chars().count() <= room {
        return text + &link;
    }
    let cut: String = text.chars().take(room - 1).collect();
    format!("{}…{link}", cut.trim_end())
}

/// Puts a subject before the gates. `scores` are the subject's own, as settled.
pub fn gates(view: &dyn View, rules: &Qualification, subject: Subject, scores: Scores, now: Timestamp) -> Gates {
    let title = evaluate(view, &rules.target_title, subject, now);
    let others = if title.holds { Vec::new() } else { not_asked_for(view, &rules.target_title, subject, now) };
    Gates {
        target: others.is_empty(),
        complete: complete(view, subject, title.holds, &others),
        behaviour: at_least("Behaviour", scores.behaviour, rules.behaviour_at_least),
        account: match subject.account {
            Some(_) => at_least("Account", scores.account, rules.account_at_least),
            None => without_account(scores.account, rules.account_at_least),
        },
        excluded: excluded(view, rules, subject),
        until: title.until,
    }
}

/// Fields of the contact, besides the job title, that are known and are not as asked for.
fn not_asked_for(view: &dyn View, filter: &Filter, subject: Subject, now: Timestamp) -> Vec<String> {
    let mut reasons = Vec::new();
    filter.leaves(&mut |leaf| {
        let Filter::Field(test) = leaf else { return };
        let value = view.field(subject, test.of, &test.key);
        let (Some(value), false) = (value, test.key == "job_title" || test.op.is_unary()) else { return };
        if test.of == Object::Contact && !compare::field(test.op, Some(&value), &test.values, now, view.local()).holds {
            reasons.push(format!("the {} “{value}” is not a target", test.key.replace('_', " ")));
        }
    });
    reasons
}

fn complete(view: &dyn View, subject: Subject, title_is_target: bool, others: &[String]) -> Gate {
    let text = |of, key| match view.field(subject, of, key) {
        Some(Value::Text(text)) if !text.trim().is_empty() => Some(text.trim().to_string()),
        _ => None,
    };
    let named = |of, key| text(of, key).filter(|name| !is_placeholder(name));
    let mut reasons = Vec::new();
    for (key, label) in [("first_name", "first name"), ("last_name", "last name")] {
        match text(Object::Contact, key) {
            None => reasons.push(format!("the {label} is missing")),
            Some(name) if is_placeholder(&name) => reasons.push(format!("the {label} “{name}” is a placeholder")),
            Some(_) => {}
        }
    }
    let title = text(Object::Contact, "job_title");
    match &title {
        _ if title_is_target => {}
        None => reasons.push("the job title is missing".into()),
        // What else was asked for and is known decides, not the title.
        Some(_) if !others.is_empty() => reasons.extend(others.iter().take(1).cloned()),
        Some(title) => reasons.push(format!("the job title “{title}” is not a target")),
    }
    let company = named(Object::Account, "name").or_else(|| named(Object::Contact, "company"));
    if company.is_none() {
        reasons.push("the company is missing".into());
    }
    let email = text(Object::Contact, "email").is_some_and(|address| is_address(&address));
    let phone = ["phone", "mobile"].iter().any(|key| text(Object::Contact, key).is_some_and(|text| is_phone(&text)));
    let reach = match (email, phone) {
        (true, true) => "e-mail and phone",
        (true, false) => "e-mail",
        (false, true) => "phone",
        (false, false) => {
            reasons.push("neither a phone number nor an e-mail address is known".into());
            ""
        }
    };
    let line = match (reasons.is_empty(), company, title) {
        (true, Some(company), Some(title)) => format!("Contact: {title} at {company}, reached by {reach}."),
        (true, Some(company), None) => format!("Contact: complete, at {company}, reached by {reach}."),
        _ => format!("Contact: {}.", reasons.join(", ")),
    };
    Gate { passed: reasons.is_empty(), reasons, line }
}

/// Shape only: whether mail arrives there is for the send gate.
fn is_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
}

fn is_phone(text: &str) -> bool {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    digits.len() >= 5 && digits.iter().any(|digit| *digit != digits[0])
}

fn at_least(part: &str, own: i32, needed: i32) -> Gate {
    let passed = own >= needed;
    let reasons = if passed {
        Vec::new()
    } else {
        vec![format!("the {} score is {own}, {needed} are needed", part.to_lowercase())]
    };
    let line = format!("{part}: score {own}, {needed} needed.");
    Gate { passed, reasons, line }
}

fn without_account(own: i32, needed: i32) -> Gate {
    let mut gate = at_least("Account", own, needed);
    if !gate.passed {
        gate.reasons.insert(0, "the contact belongs to no account".into());
        gate.line = format!("Account: none; score {own}, {needed} needed.");
    }
    gate
}

fn excluded(view: &dyn View, rules: &Qualification, subject: Subject) -> Option<String> {
    let relationship = view.relationship(subject);
    if !rules.relationships.contains(&relationship) {
        return Some(format!("the contact's or its account's relationship to us is “{}”", relationship.as_str()));
    }
    let lead = view.lead(subject)?;
    if lead.ended_at.is_some() {
        return Some("the lead has ended".into());
    }
    lead.qualified.then(|| "the lead has qualified before".into())
}
