//! Who is in now by the draft and by the version in force, who would enter and leave, and which segments share members.

use super::question::{Question, Rules};
use super::records::Knowledge;
use super::types::{Movers, NowSize, Overlap};
use super::{RehearsalError, Rehearser};
use model::ContactId;
use std::collections::BTreeSet;

/// Rows of a list.
const MOST_ROWS: usize = 100;
/// Segments of the overlap.
const MOST_SEGMENTS: usize = 20;

type Set = BTreeSet<ContactId>;

impl Rehearser<'_> {
    pub(super) fn movers(&self) -> Result<(NowSize, Movers, Movers, Vec<Overlap>), RehearsalError> {
        let draft = self.within(&self.draft)?;
        let published = self.beside(&draft, |question| self.within(question))?;
        let before = published.clone().unwrap_or_default();
        let of = match self.draft.rules {
            Rules::Segment(_) => self.candidates().len(),
            Rules::Gates { .. } => self.with_open_lead()?,
        };
        let now = NowSize {
            draft: draft.len() as u64,
            published: published.as_ref().map(|published| published.len() as u64),
            of: of as u64,
        };
        let enters = self.listed(draft.difference(&before))?;
        let leaves = self.listed(before.difference(&draft))?;
        Ok((now, enters, leaves, self.overlap(&draft)))
    }

    /// Who is in now.
    fn within(&self, question: &Question) -> Result<Set, RehearsalError> {
        let now = self.wanted.now;
        if let Rules::Segment(filter) = &question.rules {
            let mut found = Set::new();
            self.source.read(&mut |image| found = image.ids(&image.select(filter, now)).into_iter().collect());
            return Ok(found);
        }
        let ask = |knowledge: &Knowledge<'_>, id: ContactId, found: &mut Set| {
            let Some(history) = knowledge.history(id, question) else { return };
            let past = history.at(now);
            if past.contact().is_some_and(|subject| question.ask(&past, subject, now).holds) {
                found.insert(id);
            }
        };
        self.in_turns(&self.candidates(), ask, Set::new())
    }

    fn with_open_lead(&self) -> Result<usize, RehearsalError> {
        let count = |knowledge: &Knowledge<'_>, id: ContactId, sum: &mut usize| {
            let leads = knowledge.image.leads_of(id).into_iter().filter_map(|lead| knowledge.image.lead(lead));
            *sum += usize::from(leads.into_iter().any(|lead| lead.ended_at.is_none()));
        };
        self.in_turns(&self.candidates(), count, 0)
    }

    fn listed<'s>(&self, ids: impl Iterator<Item = &'s ContactId>) -> Result<Movers, RehearsalError> {
        let ids: Vec<ContactId> = ids.copied().collect();
        let list = |knowledge: &Knowledge<'_>, id: ContactId, movers: &mut Movers| {
            movers.contacts.extend(knowledge.mover(id, self.wanted));
        };
        let shown = &ids[..ids.len().min(MOST_ROWS)];
        self.in_turns(shown, list, Movers { count: ids.len() as u64, contacts: Vec::new() })
    }

    fn overlap(&self, draft: &Set) -> Vec<Overlap> {
        let mut found = Vec::new();
        self.source.read(&mut |image| {
            let dense: Vec<u32> = draft.iter().filter_map(|id| image.dense(*id)).collect();
            let others = image.segments().filter(|(key, _)| *key != self.wanted.key || !self.is_segment());
            found = others
                .map(|(key, segment)| {
                    let members = image.members(key);
                    Overlap {
                        segment: key.to_string(),
                        label: segment.label.clone(),
                        members: members.len(),
                        both: dense.iter().filter(|id| members.contains(**id)).count() as u64,
                    }
                })
                .filter(|overlap| overlap.both > 0)
                .collect();
        });
        found.sort_by(|a, b| b.both.cmp(&a.both).then_with(|| a.label.cmp(&b.label)));
        found.truncate(MOST_SEGMENTS);
        found
    }

    fn is_segment(&self) -> bool {
        matches!(self.draft.rules, Rules::Segment(_))
    }
}
