//! What rules say, from the outside: through a plain view, with tables where the cases are many.

mod evaluate;
mod filter_table;
mod validate;
mod world;
