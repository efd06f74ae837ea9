//! One file a noun; see `router` for the addresses.

pub mod accounts;
pub mod audit;
pub mod contacts;
pub mod costs;
pub mod definitions;
pub mod emails;
pub mod export;
pub mod imports;
pub mod keys;
pub mod kpis;
pub mod leads;
pub mod lists;
pub mod opportunities;
pub mod outbox;
pub mod parked;
pub mod profile;
pub mod programs;
pub mod publishing;
pub mod query;
pub mod runs;
pub mod segments;
pub mod sends;
pub mod session;
pub mod users;
