//! Hygiene as its users see it.

mod addresses;
mod cells;
mod columns;
mod dates;
mod round_trip;
