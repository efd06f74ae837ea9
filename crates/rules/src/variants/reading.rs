//! What a test says when it is read.

use super::chi::imbalance;
use super::posterior::{Posterior, chances};
use model::definition::{Aim, VariantTest};

/// From this chance on to be the best, a variant clearly is.
pub const CLEAR: f64 = 0.95;
/// Below this chance the parts are not of the sizes that they should have.
const UNEVEN: f64 = 0.001;

/// What was seen of the contacts of one part.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Seen {
    /// Contacts that fell into it.
    pub assigned: u64,
    /// Contacts who were sent it; of a holdout all.
    pub reached: u64,
    /// Contacts who did each thing, by people as far as that is known.
    pub opens: u64,
    pub clicks: u64,
    pub conversions: u64,
    /// Purchases of all and the sum of their squares, a contact, in the reporting currency.
    pub revenue: f64,
    pub squares: f64,
}

impl Seen {
    /// What may be believed of this part by an aim.
    pub fn posterior(&self, by: Aim) -> Posterior {
        match by {
            Aim::Opens => Posterior::rate(self.opens, self.reached),
            Aim::Clicks => Posterior::rate(self.clicks, self.reached),
            Aim::Conversions => Posterior::rate(self.conversions, self.reached),
            Aim::Revenue => Posterior::mean(self.revenue, self.squares, self.reached),
        }
    }

    /// The rate, or the mean, as seen.
    pub fn value(&self, by: Aim) -> Option<f64> {
        let part = match by {
            Aim::Opens => self.opens as f64,
            Aim::Clicks => self.clicks as f64,
            Aim::Conversions => self.conversions as f64,
            Aim::Revenue => self.revenue,
        };
        (self.reached > 0).then(|| part / self.reached as f64)
    }
}

/// One variant, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    pub value: Option<f64>,
    /// Holds the true value with 95 %.
    pub interval: (f64, f64),
    /// Absent while it is too early to say.
    pub chance: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Its time has not come, or too few contacts were reached.
    TooEarly,
    /// The parts have other sizes than they should: something took contacts away from one of them.
    Uneven,
    /// None is clearly the best; the place of the one that leads.
    Unclear(usize),
    Clear(usize),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub variants: Vec<Read>,
    pub verdict: Verdict,
    /// The chance of parts as uneven as these.
    pub evenness: f64,
}

impl Reading {
    /// The variant that leads, whether or not it does so clearly.
    pub fn leading(&self) -> Option<usize> {
        match self.verdict {
            Verdict::Clear(n) | Verdict::Unclear(n) => Some(n),
            Verdict::TooEarly | Verdict::Uneven => None,
        }
    }
}

/// Reads a test; `due` when its time has come.
pub fn read(test: &VariantTest, seen: &[Seen], due: bool) -> Reading {
    let posteriors: Vec<Posterior> = seen.iter().map(|part| part.posterior(test.by)).collect();
    // Before its time some messages of a part are still on their way.
    let counts: Vec<u64> = seen.iter().map(|part| if due { part.reached } else { part.assigned }).collect();
    let evenness = imbalance(&counts, &vec![1.0; counts.len()]);
    let enough = seen.iter().all(|part| part.reached >= u64::from(test.sample.max(1)));
    let told = (due && enough && evenness >= UNEVEN).then(|| chances(&posteriors));
    let best = told.as_ref().and_then(|all| (0..all.len()).max_by(|a, b| all[*a].total_cmp(&all[*b])));
    let verdict = match (best, &told) {
        _ if evenness < UNEVEN => Verdict::Uneven,
        (Some(best), Some(all)) if all[best] >= CLEAR => Verdict::Clear(best),
        (Some(best), _) => Verdict::Unclear(best),
        (None, _) => Verdict::TooEarly,
    };
    let one = |(n, part): (usize, &Seen)| Read {
        value: part.value(test.by),
        interval: posteriors[n].interval(),
        chance: told.as_ref().map(|all| all[n]),
    };
    Reading { variants: seen.iter().enumerate().map(one).collect(), verdict, evenness }
}
