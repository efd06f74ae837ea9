//! The engine over a real database: inputs go in at the door, and what they leave behind is looked at.

mod forget;
mod nurture;
mod path;
mod perform;
mod programs;
mod repeat;
mod restart;
mod sales;
mod support;
