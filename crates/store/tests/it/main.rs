//! Tests of the store: each runs on SQLite and on PostgreSQL.

mod applier;
mod approvals;
mod changes;
mod definitions;
mod durability;
mod halts;
mod imports;
mod intake;
mod narrow;
mod numbers;
mod open;
mod parity;
mod paused;
mod reclaim;
mod returned;
mod runs;
mod sender_domains;
mod sends;
mod steps;
mod support;
mod suppressions;
mod waiting;
mod work;
