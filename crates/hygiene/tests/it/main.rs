//! Hygiene as its users see it.

mod cells;
mod dates;
mod round_trip;
