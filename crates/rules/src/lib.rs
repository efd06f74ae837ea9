//! What should happen, given what is: the reference meaning of filters, scores, gates, lifecycle and nurture.
//!
//! Pure: everything is read through [`View`], and `now` is an argument.

pub mod view;

pub use view::{Fact, LeadState, Subject, View};
