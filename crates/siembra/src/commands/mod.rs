//! One file a command.

pub mod bench;
pub mod demo;
pub mod explain;
pub mod import;
pub mod mail;
pub mod query;
pub mod rehearse;
pub mod report;
pub mod segment;
pub mod senders;
pub mod text;
pub mod verify;
