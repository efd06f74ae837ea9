//! The engine over a real database: inputs go in at the door, and what they leave behind is looked at.

mod path;
mod perform;
mod support;
