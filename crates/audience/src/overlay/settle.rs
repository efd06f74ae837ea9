//! Settling with a batch on top: contact by contact what the batch touched, in bulk everybody else.

use super::Overlay;
use super::ready::{Order, Ready};
use crate::kernel::Bulk;
use crate::live::{Shared, Standing};
use crate::settle::{Moves, Settled};
use hashbrown::HashMap;
use model::*;
use roaring::RoaringBitmap;
use rules::evaluate::MAX_SEGMENT_DEPTH;
use rules::verdict::earlier;
use rules::{Evaluation, View};
use std::collections::BTreeSet;

impl<'a> Overlay<'a> {
    /// Settles contacts by everything decided so far: what moves is taken in as changes of this overlay.
    pub fn settle(&mut self, contacts: &[ContactId]) -> Result<Moves, crate::FoldError> {
        let mut moves = Moves::default();
        self.settle_each(contacts, &mut moves);
        self.take_in(moves)
    }

    /// Settles every contact, as publishing a segment or a scoring model demands. Those that the batch touched are
    /// settled one by one, all others in bulk. `until` is told for the former, and for those who enter or leave a segment
    /// since whose entry something is counted.
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

    /// What moves may move more: who enters a segment begins to count since then.
    fn take_in(&mut self, moves: Moves) -> Result<Moves, crate::FoldError> {
        let ripples = self.ready().ripples.clone();
        let (mut all, mut moves) = (Moves::default(), moves);
        for _ in 0..=MAX_SEGMENT_DEPTH {
            for change in moves.changes() {
                self.apply(change)?;
            }
            let mut again: BTreeSet<ContactId> = moves.of(&ripples.watched).collect();
            all.join(moves);
            if again.is_empty() {
                break;
            }
            self.add_rippled(&mut again);
            moves = Moves::default();
            self.settle_each(&again.into_iter().collect::<Vec<_>>(), &mut moves);
        }
        Ok(all)
    }

    fn settle_each(&mut self, contacts: &[ContactId], moves: &mut Moves) {
        let ready = self.ready().clone();
        let mut done = BTreeSet::new();
        let mut shared = Shared::default();
        for contact in contacts {
            let Some(id) = self.resolve(*contact).filter(|id| done.insert(*id)) else { continue };
            let before = self.own_scores(id);
            let Some(standing) = self.work_out(id, &ready, &mut shared) else { continue };
            if standing.scores != before {
                moves.scores.push((id, before, standing.scores));
            }
            self.note_moves(id, &ready, &standing.member, moves);
            moves.until.push((id, standing.until));
            self.unsettled.remove(&id);
        }
    }

    /// Compares with the memberships as last settled.
    fn note_moves(&self, id: ContactId, ready: &Ready<'_>, member: &[bool], moves: &mut Moves) {
        let touched = self.touched(id).map(|touched| &touched.segments).filter(|segments| !segments.is_empty());
        let row = self.in_image(id);
        for ((key, stored), is) in ready.keys().zip(ready.stored.iter()).zip(member) {
            let was = match touched.and_then(|touched| touched.get(key)) {
                Some(member) => *member,
                None => row.is_some_and(|row| stored.is_some_and(|set| set.contains(row))),
            };
            moves.note(key, id, was, *is);
        }
    }

    pub(crate) fn worked_out(&mut self, contact: ContactId) -> Option<Settled> {
        let ready = self.ready().clone();
        let contact = self.resolve(contact)?;
        let Standing { member, scores, until } = self.work_out(contact, &ready, &mut Shared::default())?;
        let segments = ready.keys().zip(member).filter(|(_, member)| *member).map(|(key, _)| key.to_string());
        Some(Settled { contact, segments: segments.collect(), scores, until })
    }

    /// Colleagues whose state what happened to these, or to whoever else the batch changed, may move.
    pub(super) fn add_rippled(&self, contacts: &mut BTreeSet<ContactId>) {
        let ready = self.ready();
        match &ready.order {
            Order::Plan(plan) if !ready.ripples.account_wide => self.add_concerned(plan, contacts),
            _ if ready.ripples.account_wide => self.add_colleagues(contacts),
            _ => {}
        }
    }

    fn work_out(&mut self, contact: ContactId, ready: &Ready<'_>, shared: &mut Shared) -> Option<Standing> {
        match &ready.order {
            Order::Plan(plan) => plan.work_out(self, contact, shared),
            Order::Keys(keys) => self.by_reference(contact, keys),
        }
    }

    /// Scores first, since segments may ask for them; the new scores stand in the overlay from then on.
    fn by_reference(&mut self, contact: ContactId, segments: &[String]) -> Option<Standing> {
        let subject = self.subject(contact)?;
        let now = self.now();
        let scored = self.scoring().map(|model| rules::score(self, model, subject, now));
        let (scores, mut until) = scored.map_or((Scores::default(), None), |scored| (scored.scores, scored.until));
        if scores != self.scores(subject) {
            self.put_scores(contact, scores);
        }
        let mut evaluation = Evaluation::new(self, subject, now);
        let mut member = Vec::with_capacity(segments.len());
        for key in segments {
            let verdict = evaluation.verdict(&Filter::InSegment(key.clone()));
            until = earlier(until, verdict.until);
            member.push(verdict.holds);
        }
        Some(Standing { member, scores, until })
    }

    pub(crate) fn put_scores(&mut self, contact: ContactId, scores: Scores) {
        self.contacts.entry(contact).or_default().scores = Some(scores);
    }

    /// Whose scores are other than the image's: before and after.
    fn changed_scores(&mut self, others: &RoaringBitmap) -> Vec<(ContactId, Scores, Scores)> {
        let (ready, mut shared) = (self.ready().clone(), Shared::default());
        let mut changed = Vec::new();
        for dense in others {
            let before = self.image.members.scores(dense);
            let contact = self.image.contacts.id(dense);
            let after = match &ready.order {
                Order::Plan(plan) => plan.score(self, contact, &mut shared),
                Order::Keys(_) => {
                    let subject = self.image.subject_of(dense);
                    self.scoring().map(|model| rules::score(self, model, subject, self.now()).scores)
                }
            };
            let after = after.unwrap_or_default();
            if after != before {
                changed.push((contact, before, after));
            }
        }
        changed
    }

    /// Scores of contacts that the batch did not touch, where the model or what it builds on is new; only those that
    /// change are returned.
    fn bulk_scores(&mut self, others: &RoaringBitmap, moves: &mut Moves) -> HashMap<u32, Scores> {
        let new_model = self.definitions.keys().any(|(kind, _)| *kind == DefinitionKind::Scoring);
        if !new_model && !self.scoring().is_some_and(builds_on_segments) {
            return HashMap::new();
        }
        moves.scores = self.changed_scores(others);
        let rows = moves.scores.iter().map(|(contact, _, after)| (self.row(*contact), *after));
        rows.filter_map(|(row, after)| Some((row?, after))).collect()
    }

    /// Contacts that the batch touched, itself or through their account.
    fn touched_everywhere(&self) -> BTreeSet<ContactId> {
        let mut touched: BTreeSet<ContactId> = self.contacts.keys().copied().collect();
        touched.extend(&self.unsettled);
        for account in self.accounts.keys().chain(self.account_contacts.keys()) {
            touched.extend(self.contacts_of(*account));
        }
        let ready = self.ready();
        if ready.ripples.account_wide || matches!(&ready.order, Order::Plan(plan) if !plan.crowds.is_empty()) {
            self.add_colleagues(&mut touched);
        }
        touched
    }
}

fn builds_on_segments(model: &definition::ScoringModel) -> bool {
    model.fit.iter().chain(&model.account).any(|rule| !rule.when.segments().is_empty())
}
