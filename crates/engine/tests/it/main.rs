//! The engine over a real database: inputs go in at the door, and what they leave behind is looked at.

mod cycle;
mod erase;
mod forget;
mod nurture;
mod path;
mod perform;
mod programs;
mod repeat;
mod restart;
mod sales;
mod support;
mod told;
