//! The doors, tried from outside: every test asks the real router, on a database of its own, with the starter instance
//! in force. Modules mirror the addresses.

mod access;
mod contacts;
mod definitions;
mod imports;
mod intake;
mod leads;
mod mail;
mod parameters;
mod preflight;
mod problems;
mod rehearsal;
mod reports;
mod returned;
mod senders;
mod session;
mod settings;
mod support;
mod suppressions;
mod ui;
mod ways;
