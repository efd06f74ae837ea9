//! Leaves that time alone never changes: memberships, stages, scores, consent, opportunities, relationship, tier.

use super::Bulk;
use crate::view::combine;
use model::filter::{ConsentTest, ProgramTest, ScorePart, ScoreTest};
use model::{Filter, Scores};
use roaring::RoaringBitmap;

impl Bulk<'_> {
    pub(super) fn standing(&self, leaf: &Filter) -> RoaringBitmap {
        let image = self.image;
        match leaf {
            Filter::InList(list) => image.members.lists.get(list).cloned().unwrap_or_default(),
            Filter::Stage(stages) => {
                let in_stage = |lead: u32| image.leads.row(lead).is_some_and(|lead| stages.contains(&lead.stage));
                image.links.primary_leads().filter(|(_, lead)| in_stage(*lead)).map(|(contact, _)| contact).collect()
            }
            Filter::Program(test) => self.program(test),
            Filter::Score(test) => self.living_where(|contact| score_holds(test, self.scores(contact))),
            Filter::Consent(ConsentTest::Given) => image.members.given.clone(),
            Filter::Consent(ConsentTest::Withdrawn) => image.members.withdrawn.clone(),
            Filter::Consent(ConsentTest::None) => {
                &image.contacts.living - (&image.members.given | &image.members.withdrawn)
            }
            Filter::Opportunity(test) => {
                let meant = image
                    .opportunities
                    .iter()
                    .filter(|(_, opportunity)| test.outcome.is_empty() || test.outcome.contains(&opportunity.outcome));
                let roles = meant.flat_map(|(_, opportunity)| &opportunity.roles);
                roles.filter_map(|role| image.contacts.living(role.contact)).collect()
            }
            Filter::Relationship(wanted) => self.living_where(|contact| {
                let account = image.contacts.account_of(contact).and_then(|account| image.accounts.row(account));
                let own = image.contacts.relationship[contact as usize];
                wanted.contains(&combine(Some(own), account.map(|account| account.relationship)))
            }),
            Filter::Tier(wanted) => self.living_where(|contact| {
                let account = image.contacts.account_of(contact).and_then(|account| image.accounts.row(account));
                account.is_some_and(|account| {
                    wanted.contains(&rules::tier(account.named_tier, self.scores(contact).account, self.scoring))
                })
            }),
            // Answered by `select` and `leaf`.
            Filter::All(_) | Filter::Any(_) | Filter::Not(_) => RoaringBitmap::new(),
            Filter::InSegment(_) | Filter::AtAccount(_) | Filter::Field(_) => RoaringBitmap::new(),
            Filter::Did(_) | Filter::Sequence(_) | Filter::NotSince(_) | Filter::Measure(_) => RoaringBitmap::new(),
        }
    }

    fn program(&self, test: &ProgramTest) -> RoaringBitmap {
        let Some(members) = self.image.members.programs.get(&test.key) else { return RoaringBitmap::new() };
        let meant = members.by_status.iter().filter(|(key, _)| test.status.is_empty() || test.status.contains(key));
        meant.fold(RoaringBitmap::new(), |all, (_, set)| all | set)
    }

    fn scores(&self, contact: u32) -> Scores {
        let own = self.scored.and_then(|scored| scored.get(&contact)).copied();
        own.unwrap_or_else(|| self.image.members.scores(contact))
    }
}

fn score_holds(test: &ScoreTest, scores: Scores) -> bool {
    let own = match test.part {
        ScorePart::Behaviour => scores.behaviour,
        ScorePart::Fit => scores.fit,
        ScorePart::Account => scores.account,
        ScorePart::Total => scores.total(),
    };
    test.at_least.is_none_or(|least| own >= least) && test.at_most.is_none_or(|most| own <= most)
}
