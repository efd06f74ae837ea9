//! What the API shows and takes: plain shapes with their JSON names, a file a noun. The UI's typed client is generated
//! from them. Identifiers are texts here (`con_00000001`); money is minor units with its currency.

pub mod account;
pub mod approval;
pub mod contact;
pub mod definition;
pub mod email;
pub mod explain;
pub mod file;
pub mod health;
pub mod import;
pub mod lanes;
pub mod lead;
pub mod opportunity;
pub mod outbox;
pub mod preflight;
pub mod program;
pub mod query;
pub mod results;
pub mod returned;
pub mod segment;
pub mod sender;
pub mod session;
pub mod settings;
pub mod shared;
pub mod suppression;
pub mod variants;
pub mod ways;
pub mod ways_back;
