//! Settling with a batch on top: contact by contact what the batch touched, in bulk everybody else.

use super::Overlay;
use crate::kernel::Bulk;
use crate::settle::{Moves, Settled};
use model::*;
use roaring::RoaringBitmap;
use rules::verdict::earlier;
use rules::{Evaluation, View};
use std::collections::{BTreeSet, HashMap};

impl Overlay<'_> {
    /// Settles contacts by everything decided so far: what moves is taken in as changes of this overlay.
    pub fn settle(&mut self, contacts: &[ContactId]) -> Result<Moves, crate::FoldError> {
        let mut moves = Moves::default();
        self.settle_each(contacts, &mut moves);
        self.take_in(moves)
    }

    /// Settles every contact, as publishing a segment or a scoring model demands. Those that the batch touched are
    /// settled one by one, all others in bulk. `until` is told for the former only.
    pub fn settle_everybody(&mut self) -> Result<Moves, crate::FoldError> {
        self.everybody_unsettled = false;
        let touched = self.touched_everywhere();
        let rows: RoaringBitmap = touched.iter().filter_map(|id| self.image.contacts.ids.find(id.0)).collect();
        let mut moves = Moves::default();
        let others = &self.image.contacts.living - &rows;
        let scored: HashMap<u32, Scores> = self.bulk_scores(&others, &mut moves);
        let mut bulk = Bulk::over(self, &scored);
        let filters: Vec<Filter> = self.segments().map(|(key, _)| Filter::InSegment(key.to_string())).collect();
        bulk.prepare(&filters);
        for ((key, _), filter) in self.segments().zip(&filters) {
            let is = &*bulk.select(filter) & &others;
            let was = self.stored_members(key).map(|members| members & &others).unwrap_or_default();
            for (set, entered) in [(&is - &was, true), (&was - &is, false)] {
                for contact in self.image.ids(&set) {
                    moves.note(key, contact, !entered, entered);
                }
            }
        }
        drop(bulk);
        self.settle_each(&touched.into_iter().collect::<Vec<_>>(), &mut moves);
        self.unsettled.clear();
        self.take_in(moves)
    }

    fn take_in(&mut self, moves: Moves) -> Result<Moves, crate::FoldError> {
        for change in moves.changes() {
            self.apply(change)?;
        }
        Ok(moves)
    }

    fn settle_each(&mut self, contacts: &[ContactId], moves: &mut Moves) {
        let keys: Vec<String> = self.segments().map(|(key, _)| key.to_string()).collect();
        let mut done = BTreeSet::new();
        for contact in contacts {
            let Some(id) = self.resolve(*contact).filter(|id| done.insert(*id)) else { continue };
            let before = self.scores(rules::Subject { contact: Some(id), ..Default::default() });
            let Some(settled) = self.work_out(id, &keys) else { continue };
            if settled.scores != before {
                moves.scores.push((id, before, settled.scores));
            }
            for key in &keys {
                moves.note(key, id, self.in_segment(id, key), settled.segments.contains(key));
            }
            moves.until.push((id, settled.until));
            self.unsettled.remove(&id);
        }
    }

    pub(crate) fn worked_out(&mut self, contact: ContactId) -> Option<Settled> {
        let keys: Vec<String> = self.segments().map(|(key, _)| key.to_string()).collect();
        self.work_out(self.resolve(contact)?, &keys)
    }

    /// Scores first, since segments may ask for them; the new scores stand in the overlay from then on.
    fn work_out(&mut self, contact: ContactId, segments: &[String]) -> Option<Settled> {
        let subject = self.subject(contact)?;
        let now = self.now();
        let scored = self.scoring().map(|model| rules::score(self, model, subject, now));
        let (scores, mut until) = scored.map_or((Scores::default(), None), |scored| (scored.scores, scored.until));
        if scores != self.scores(subject) {
            self.contacts.entry(contact).or_default().scores = Some(scores);
        }
        let mut evaluation = Evaluation::new(self, subject, now);
        let mut member = BTreeSet::new();
        for key in segments {
            let verdict = evaluation.verdict(&Filter::InSegment(key.clone()));
            until = earlier(until, verdict.until);
            if verdict.holds {
                member.insert(key.clone());
            }
        }
        Some(Settled { contact, segments: member, scores, until })
    }

    pub(crate) fn changed_score(&self, dense: u32) -> Option<(ContactId, Scores, Scores)> {
        let before = self.image.members.scores(dense);
        let contact = self.image.contacts.id(dense);
        let subject = self.image.subject_of(dense);
        let after = self.scoring().map(|model| rules::score(self, model, subject, self.now()).scores);
        let after = after.unwrap_or_default();
        (after != before).then_some((contact, before, after))
    }

    /// Scores of contacts that the batch did not touch, where the model or what it builds on is new; only those that
    /// change are returned.
    fn bulk_scores(&self, others: &RoaringBitmap, moves: &mut Moves) -> HashMap<u32, Scores> {
        let new_model = self.definitions.keys().any(|(kind, _)| *kind == DefinitionKind::Scoring);
        if !new_model && !self.scoring().is_some_and(builds_on_segments) {
            return HashMap::new();
        }
        let changed = others.iter().filter_map(|dense| Some((dense, self.changed_score(dense)?)));
        let mut scored = HashMap::new();
        for (dense, (contact, before, after)) in changed {
            moves.scores.push((contact, before, after));
            scored.insert(dense, after);
        }
        scored
    }

    /// Contacts that the batch touched, itself or through their account.
    fn touched_everywhere(&self) -> BTreeSet<ContactId> {
        let mut touched: BTreeSet<ContactId> = self.contacts.keys().copied().collect();
        touched.extend(&self.unsettled);
        for account in self.accounts.keys().chain(self.account_contacts.keys()) {
            touched.extend(self.contacts_of(*account));
        }
        touched
    }
}

fn builds_on_segments(model: &definition::ScoringModel) -> bool {
    fn mentions(filter: &Filter) -> bool {
        match filter {
            Filter::All(parts) | Filter::Any(parts) => parts.iter().any(mentions),
            Filter::Not(part) => mentions(part),
            Filter::InSegment(_) => true,
            _ => false,
        }
    }
    model.fit.iter().chain(&model.account).any(|rule| mentions(&rule.when))
}
