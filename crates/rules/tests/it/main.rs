//! What rules say, from the outside: through a plain view, with tables where the cases are many.

mod deeds;
mod evaluate;
mod filter_table;
mod gates;
mod hits;
mod programs;
mod ranges;
mod score;
mod sentence;
mod stages;
mod validate;
mod validate_variants;
mod variants;
mod world;
