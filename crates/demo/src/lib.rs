//! How a world becomes inputs: the tables of a simulated company, read as they are, turned into the history that the
//! engine replays, with what such a world lacks (names, mail, traffic, costs, people who use the product) generated from
//! a fixed seed and labelled so. It yields batches of inputs and never meets engine or store.
//!
//! `proof` answers with the product's own rules whether the leads that they qualify win more often.

mod definitions;
mod generate;
mod person;
pub mod proof;
mod sales;
mod script;
mod seed;
mod users;
mod world;

pub use definitions::definitions;
pub use generate::{GENERATED, costs};
pub use proof::{Proof, proof};
pub use sales::OpenAql;
pub use script::{Batch, Options, Plan, Script, Time};
pub use seed::Seed;
pub use users::{DOMAIN, DemoUser, users};
pub use world::{Counts, World, WorldError};
