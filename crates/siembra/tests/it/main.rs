//! The program as its users run it: processes that are killed and started again.

mod killed;
mod promise;
mod server;
