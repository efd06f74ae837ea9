//! Nurture: who belongs into a program gets a place, and at each cast the next content that it has not had.

use super::{Desk, send::Order};
use model::activity::kind;
use model::definition::{AssetType, NurtureProgram, Program, ProgramKind};
use model::input::Key;
use model::*;
use rules::{Subject, View};

impl Desk<'_> {
    /// Whoever entered the audience of a nurture program gets a place; the first cast is the next one.
    pub(super) fn join_nurture(&mut self, subject: Subject) {
        let Some(contact) = subject.contact else { return };
        let mut joining = Vec::new();
        for (key, _, program) in self.active_programs() {
            if let (true, ProgramKind::Nurture(nurture)) = (program.active, &program.does)
                && self.view.nurture_place(contact, key).is_none()
                && rules::evaluate(&self.view, &nurture.audience, subject, self.now).holds
            {
                joining.push((key.to_string(), nurture.clone()));
            }
        }
        for (key, nurture) in joining {
            let (category, depth) = rules::nurture::place(&self.view, &nurture, subject, None, self.now);
            let next_at = rules::nurture::next_cast(&nurture, self.now, &self.zone());
            self.change(Change::Nurture {
                program: key.clone(),
                contact,
                place: NurturePlace { category, depth, exhausted: false, next_at },
            });
            let first = self.first_status(&key);
            // A refusal is impossible here: program and contact were just seen.
            let _ = self.put_member(&key, &Key::id(contact.0), &first);
        }
    }

    /// Every cast that is due by now.
    pub(super) fn cast_due(&mut self) {
        let of = |(key, _, program): (&str, i32, &Program)| match &program.does {
            ProgramKind::Nurture(nurture) => Some((key.to_string(), nurture.clone())),
            _ => None,
        };
        let programs: Vec<(String, NurtureProgram)> = self.active_programs().filter_map(of).collect();
        for (program, nurture) in programs {
            let places = self.view.image().nurture_places(&program);
            let due = places.into_iter().filter(|(_, place)| place.next_at <= self.now).map(|(contact, _)| contact);
            for contact in due.collect::<Vec<_>>() {
                self.cast(&program, &nurture, contact);
            }
        }
    }

    fn cast(&mut self, program: &str, nurture: &NurtureProgram, contact: ContactId) {
        let Some(subject) = self.view.subject(contact) else { return };
        let former = self.view.nurture_place(contact, program).cloned();
        let next_at = rules::nurture::next_cast(nurture, self.now, &self.zone());
        let (category, depth) =
            rules::nurture::place(&self.view, nurture, subject, former.as_ref().map(|place| place.depth), self.now);
        let mut place = NurturePlace { category, depth, exhausted: false, next_at };
        if !rules::evaluate(&self.view, &nurture.audience, subject, self.now).holds {
            // Left the audience: the place stays, nothing is sent.
            place.exhausted = former.is_some_and(|place| place.exhausted);
            self.change(Change::Nurture { program: program.into(), contact, place });
            return;
        }
        let content =
            rules::nurture::next_content(&self.view, self.assets(), &place.category, place.depth, contact, self.now);
        match content.map(|(key, asset)| (key.to_string(), asset.clone())) {
            Some((key, asset)) => {
                let personal = asset.asset_type == AssetType::Accelerator;
                let occurrence = format!("nurture:{program}:{key}:{contact}");
                self.send(
                    Order { program, email: &asset.email, asset: Some(&key), occurrence, from_owner: personal },
                    contact,
                );
                if personal {
                    let text = format!("Follow up on \"{}\", sent in your name", asset.label);
                    self.record(
                        contact,
                        kind::TASK_CREATED,
                        Some(key),
                        &[("text", Value::Text(text)), ("program", Value::text(program))],
                    );
                }
                self.change(Change::Acted { program: program.into(), contact, at: self.now });
                self.record(contact, kind::PROGRAM_ACTED, Some(program.to_string()), &[]);
            }
            None => {
                place.exhausted = true;
                if !former.is_some_and(|place| place.exhausted) {
                    self.record(contact, kind::NURTURE_EXHAUSTED, Some(program.to_string()), &[]);
                }
            }
        }
        self.change(Change::Nurture { program: program.into(), contact, place });
    }
}
