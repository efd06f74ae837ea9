//! The doors, tried from outside: every test asks the real router, on a database of its own, with the starter instance
//! in force. Modules mirror the addresses.

mod access;
mod approvals;
mod attachments;
mod contacts;
mod definitions;
mod imports;
mod intake;
mod leads;
mod links;
mod mail;
mod parameters;
mod preferences;
mod preflight;
mod problems;
mod rehearsal;
mod reports;
mod results;
mod returned;
mod room;
mod runs;
mod senders;
mod session;
mod settings;
mod snippets;
mod spam;
mod support;
mod suppressions;
mod ui;
mod ways;
