//! Tests of the store: each runs on SQLite and on PostgreSQL.

mod applier;
mod changes;
mod definitions;
mod durability;
mod imports;
mod intake;
mod numbers;
mod open;
mod parity;
mod returned;
mod runs;
mod sender_domains;
mod sends;
mod support;
mod work;
