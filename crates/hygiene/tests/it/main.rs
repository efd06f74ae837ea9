//! Hygiene as its users see it.

mod cells;
mod columns;
mod dates;
mod round_trip;
