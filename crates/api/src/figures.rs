//! What programs did, counted from the activities: never a counter kept beside them.

use crate::views::program::ProgramFigures;
use audience::Image;
use model::activity::kind;
use model::definition::Program;
use model::{ContactId, Timestamp, Value};
use rules::View;
use std::collections::{HashMap, HashSet};

/// Counts of one program: contacts are unique, sends are not.
#[derive(Default)]
struct Tally {
    sent: u64,
    held: u64,
    bounced: u64,
    /// Messages to each contact less those that came back.
    arrived: HashMap<ContactId, i64>,
    opened: HashSet<ContactId>,
    clicked: HashSet<ContactId>,
    unsubscribed: HashSet<ContactId>,
    last: Option<Timestamp>,
}

/// The figures of every program that did something, in one pass. Contacts that count in no KPI are left out.
pub struct Figures<'a> {
    image: &'a Image,
    tallies: HashMap<String, Tally>,
}

impl<'a> Figures<'a> {
    pub fn read(image: &'a Image, now: Timestamp) -> Figures<'a> {
        let mut tallies: HashMap<String, Tally> = HashMap::new();
        let kinds = [
            kind::EMAIL_SENT,
            kind::EMAIL_HELD,
            kind::EMAIL_BOUNCED,
            kind::EMAIL_OPENED,
            kind::EMAIL_CLICKED,
            kind::UNSUBSCRIBED,
            kind::PROGRAM_ACTED,
        ];
        for kind in kinds {
            image.scan(kind, Timestamp::MIN, now.plus(1), &mut |fact| {
                let named = fact.properties.get("program").and_then(Value::as_text);
                // What a program does itself is about the program.
                let program = named.or(fact.asset.filter(|_| kind == kind::PROGRAM_ACTED));
                let (Some(program), Some(contact)) = (program, fact.contact) else { return };
                if !counts(image, contact) {
                    return;
                }
                if !tallies.contains_key(program) {
                    tallies.insert(program.to_string(), Tally::default());
                }
                if let Some(tally) = tallies.get_mut(program) {
                    tally.add(kind, contact, fact.at);
                }
            });
        }
        Figures { image, tallies }
    }

    /// The figures of a program; its cost is the caller's to add.
    pub fn of(&self, key: &str, program: &Program) -> ProgramFigures {
        let members = self.image.program_members(key);
        let success = |status: &str| program.statuses.iter().any(|known| known.key == status && known.success);
        let counted = |contact: ContactId| counts(self.image, contact);
        let nothing = Tally::default();
        let tally = self.tallies.get(key).unwrap_or(&nothing);
        ProgramFigures {
            members: members.iter().filter(|(contact, ..)| counted(*contact)).count() as u64,
            successes: members.iter().filter(|(contact, status, _)| counted(*contact) && success(status)).count()
                as u64,
            sent: tally.sent,
            reached: tally.arrived.values().filter(|arrived| **arrived > 0).count() as u64,
            opened: tally.opened.len() as u64,
            clicked: tally.clicked.len() as u64,
            unsubscribed: tally.unsubscribed.len() as u64,
            bounced: tally.bounced,
            held: tally.held,
            cost: None,
            last_acted: tally.last,
        }
    }
}

fn counts(image: &Image, contact: ContactId) -> bool {
    image.subject(contact).is_some_and(|subject| image.relationship(subject).counts())
}

impl Tally {
    fn add(&mut self, kind: &str, contact: ContactId, at: Timestamp) {
        match kind {
            kind::EMAIL_SENT => {
                self.sent += 1;
                *self.arrived.entry(contact).or_default() += 1;
            }
            kind::EMAIL_HELD => self.held += 1,
            kind::EMAIL_BOUNCED => {
                self.bounced += 1;
                *self.arrived.entry(contact).or_default() -= 1;
            }
            kind::EMAIL_OPENED => drop(self.opened.insert(contact)),
            kind::EMAIL_CLICKED => drop(self.clicked.insert(contact)),
            kind::UNSUBSCRIBED => drop(self.unsubscribed.insert(contact)),
            _ => {}
        }
        if matches!(kind, kind::EMAIL_SENT | kind::PROGRAM_ACTED) {
            self.last = self.last.max(Some(at));
        }
    }
}
