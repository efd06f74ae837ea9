//! Tests of variants: who gets which, how many it takes, and what may be concluded.
//!
//! The conclusion is Bayesian: for each variant the chance that it is the best, given what was seen and that nothing was
//! known before. It is drawn once, at the time that was set beforehand; what is looked at earlier is shown as too early to
//! say, because whoever stops at the first lucky moment finds a winner among equals.

mod assign;
mod chi;
mod posterior;
mod reading;
mod size;

pub use assign::{Place, place};
pub use chi::imbalance;
pub use posterior::{Posterior, chances};
pub use reading::{CLEAR, Read, Reading, Seen, Verdict, read};
pub use size::{detectable, needed};
