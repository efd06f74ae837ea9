//! What contacts did after they got a variant, and after others got nothing.

use super::{HOLDOUT, Tested};
use crate::Engine;
use crate::perform::{Performer, compose};
use crate::work::SendDetails;
use audience::Image;
use model::activity::kind;
use model::definition::VariantTest;
use model::{Currency, Timestamp};
use rules::View;
use rules::variants::{Reading, Seen, read};
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
        let currency = compose::settings(&engine.image()).map(|settings| settings.currency);
        let mut seen = vec![Seen::default(); tested.test.variants.len()];
        let mut holdout = Seen::default();
        for piece in recipients.chunks(PIECE) {
            for recipient in piece {
                let Some(part) = part(recipient, &tested.test) else { continue };
                let reached = part == Part::Holdout || matches!(recipient.state, SendState::Sent | SendState::Unknown);
                let deeds = if reached { deeds(engine, recipient, run, currency) } else { Deeds::default() };
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

fn deeds(engine: &Engine, recipient: &Recipient, run: &Run, currency: Option<Currency>) -> Deeds {
    let image: &Image = &engine.image();
    let Some(contact) = image.resolve(recipient.contact) else { return Deeds::default() };
    let mut deeds = Deeds::default();
    image.timeline_from(contact, recipient.at, &mut |fact| {
        let program = fact.properties.get("program").and_then(model::Value::as_text);
        let ours = program == Some(run.program.as_str());
        match fact.kind {
            kind::EMAIL_OPENED if ours => deeds.opened = true,
            kind::EMAIL_CLICKED if ours => deeds.clicked = true,
            kind::CONVERSION | kind::FORM_SUBMITTED => deeds.converted = true,
            kind::PURCHASE => {
                if let Some(value) = fact.value.filter(|value| Some(value.currency) == currency) {
                    deeds.bought += value.minor as f64 / 10f64.powi(value.currency.decimals() as i32);
                }
            }
            _ => {}
        }
        true
    });
    deeds
}
