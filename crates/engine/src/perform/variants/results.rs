//! What contacts did after they got a variant, and after others got nothing.

use super::{HOLDOUT, Tested};
use crate::Engine;
use crate::perform::{Performer, compose};
use crate::work::SendDetails;
use audience::Image;
use model::activity::kind;
use model::definition::VariantTest;
use model::record::OpportunityOutcome;
use model::{OpportunityId, Timestamp};
use rules::View;
use rules::rates::Rates;
use rules::variants::{Reading, Seen, read};
use std::collections::BTreeSet;
use store::StoreError;
use store::runs::{Recipient, Run};
use store::sends::SendState;

/// Contacts looked at before others may have the image.
const PIECE: usize = 2_000;

/// A test with what came of it so far.
#[derive(Debug, Clone)]
pub struct Results {
    pub test: VariantTest,
    /// When the result is or was read.
    pub read_at: Timestamp,
    /// Whether it may be read.
    pub due: bool,
    /// One for each variant.
    pub seen: Vec<Seen>,
    /// Those who got nothing.
    pub holdout: Seen,
    pub reading: Reading,
}

/// Into which count a recipient goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Variant(usize),
    Holdout,
}

/// What one contact did.
#[derive(Default)]
struct Deeds {
    opened: bool,
    clicked: bool,
    converted: bool,
    /// Major units of the reporting currency.
    bought: f64,
}

impl Performer {
    /// What came of a run's test so far; `None` when it tests nothing or has not begun.
    pub async fn test_results(&self, run: &Run) -> Result<Option<Results>, StoreError> {
        let Some(tested) = Tested::of(run)? else { return Ok(None) };
        let (seen, holdout) = self.seen(run, &tested).await?;
        let due = tested.read_at(run) <= self.0.engine.now();
        let reading = read(&tested.test, &seen, due);
        let read_at = tested.read_at(run);
        Ok(Some(Results { test: tested.test, read_at, due, seen, holdout, reading }))
    }

    /// Counts of each variant, and of those who got nothing.
    pub(in crate::perform) async fn seen(&self, run: &Run, tested: &Tested) -> Result<(Vec<Seen>, Seen), StoreError> {
        let engine = &self.0.engine;
        let recipients = store::runs::recipients(engine.store(), engine.workspace(), run.id).await?;
        let settings = compose::settings(&engine.image());
        let mut worth = Worth { rates: Rates::new(settings.as_ref()), counted: BTreeSet::new() };
        let mut seen = vec![Seen::default(); tested.test.variants.len()];
        let mut holdout = Seen::default();
        for piece in recipients.chunks(PIECE) {
            for recipient in piece {
                let Some(part) = part(recipient, &tested.test) else { continue };
                let reached = part == Part::Holdout || matches!(recipient.state, SendState::Sent | SendState::Unknown);
                let deeds = if reached { worth.deeds(engine, recipient, run) } else { Deeds::default() };
                let count = match part {
                    Part::Variant(n) => &mut seen[n],
                    Part::Holdout => &mut holdout,
                };
                add(count, &deeds, reached);
            }
            tokio::task::yield_now().await;
        }
        Ok((seen, holdout))
    }
}

/// Which part a row belongs to; those who got the winner belong to none, nor does who would get nothing in any case.
fn part(recipient: &Recipient, test: &VariantTest) -> Option<Part> {
    let details: SendDetails = serde_json::from_str(&recipient.details).unwrap_or_default();
    match details.variant {
        None => (recipient.reason.as_deref() == Some(HOLDOUT)).then_some(Part::Holdout),
        Some(worn) if worn.won => None,
        Some(worn) => test.variants.iter().position(|variant| variant.key == worn.key).map(Part::Variant),
    }
}

fn add(count: &mut Seen, deeds: &Deeds, reached: bool) {
    count.assigned += 1;
    count.reached += u64::from(reached);
    count.opens += u64::from(deeds.opened);
    count.clicks += u64::from(deeds.clicked);
    count.conversions += u64::from(deeds.converted);
    count.revenue += deeds.bought;
    count.squares += deeds.bought * deeds.bought;
}

/// What deeds are worth, each deal once: that of the first recipient who has a part in it.
struct Worth<'s> {
    rates: Rates<'s>,
    counted: BTreeSet<OpportunityId>,
}

impl Worth<'_> {
    /// Whether or not a click came before: who got nothing cannot click, and is to be compared with.
    fn deeds(&mut self, engine: &Engine, recipient: &Recipient, run: &Run) -> Deeds {
        let image: &Image = &engine.image();
        let Some(contact) = image.resolve(recipient.contact) else { return Deeds::default() };
        let mut deeds = Deeds::default();
        let id = run.id.to_string();
        image.timeline_from(contact, recipient.at, &mut |fact| {
            let of = |property: &str| fact.properties.get(property).and_then(model::Value::as_text);
            // The last issue may be opened after this one goes out. What was told without a run is the program's.
            let ours = of("program") == Some(run.program.as_str()) && of("run").is_none_or(|run| run == id);
            match fact.kind {
                kind::EMAIL_OPENED if ours => deeds.opened = true,
                kind::EMAIL_CLICKED if ours => deeds.clicked = true,
                kind::CONVERSION | kind::FORM_SUBMITTED => deeds.converted = true,
                kind::PURCHASE => {
                    deeds.converted = true;
                    // A purchase that closes a deal is counted with the deal.
                    let alone = !fact.properties.contains_key("opportunity");
                    let value = fact.value.filter(|_| alone);
                    deeds.bought += value.and_then(|value| self.rates.convert(value, fact.at)).unwrap_or_default();
                }
                _ => {}
            }
            true
        });
        for id in image.opportunities_of(contact) {
            let won = image.opportunity(id).filter(|deal| deal.outcome == OpportunityOutcome::Won);
            let Some(deal) = won.filter(|_| !self.counted.contains(&id)) else { continue };
            if let Some(at) = deal.closed_at.filter(|at| *at >= recipient.at) {
                self.counted.insert(id);
                deeds.bought += deal.amount.and_then(|amount| self.rates.convert(amount, at)).unwrap_or_default();
            }
        }
        deeds
    }
}
