//! What should happen, given what is: the reference meaning of filters, scores, gates, lifecycle and nurture.
//!
//! Pure: everything is read through [`View`], and `now` is an argument.

#[cfg(any(test, feature = "proptest"))]
pub mod arbitrary;
pub mod assignment;
pub mod behaviour;
pub mod calendar;
pub mod compare;
pub mod crowd;
pub mod cycle;
mod decay;
pub mod evaluate;
pub mod explain;
pub mod figure;
pub mod gates;
pub mod hits;
pub mod hours;
pub mod lifecycle;
pub mod matcher;
pub mod nurture;
pub mod past;
pub mod placeholder;
pub mod ranges;
pub mod rates;
pub mod score;
pub mod send_gate;
pub mod sentence;
pub mod sequence;
pub mod testview;
pub mod trigger;
pub mod validate;
pub mod variants;
pub mod verdict;
pub mod view;
pub mod window;

pub use evaluate::{Evaluation, evaluate};
pub use explain::{Explanation, explain, explain_in};
pub use gates::{Gate, Gates, WorkList, gates};
pub use matcher::matches;
pub use score::{Contribution, Scored, account_score, score, tier};
pub use sentence::{Keys, Lang, Names, sentence};
pub use validate::{Problem, Refs, validate, validate_filter};
pub use verdict::Verdict;
pub use view::{Fact, LeadState, Subject, View};

#[cfg(test)]
mod past_properties;
#[cfg(test)]
mod properties;
