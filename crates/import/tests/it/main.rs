//! Files as people bring them, from bytes to inputs.

mod bad_input;
mod mappings;
mod reading;
mod refusals;
mod reports;
mod round_trip;
mod rows;
mod runs;
mod support;
