//! The program as its users run it: processes that are killed and started again.

mod killed;
mod mailbox;
mod promise;
mod server;
mod text;
