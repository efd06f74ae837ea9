//! One contact, right now: the published segments and the scoring model made ready once, so that settling a contact
//! reads its timeline once and asks each distinct condition once.
//!
//! The meaning is `rules`'; a property test holds what is settled here equal to the reference, to the instant until
//! which it holds. Segments that build on each other in a circle, or too deep, are left to the reference.

mod deeds;
mod plan;
mod plans;
mod points;
mod work;

pub(crate) use deeds::{Deeds, fact_of};
pub(crate) use plan::Plan;
pub(crate) use plans::{LATCHING, Plans, latching};
pub(crate) use work::{Shared, Standing};
