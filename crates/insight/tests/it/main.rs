//! The figures of a small world against numbers counted by hand, and SQL over the same world.

mod counting;
mod figures;
mod golden;
mod query;
mod query_limits;
mod query_ways;
mod rehearse;
mod results;
mod stages;
mod world;
