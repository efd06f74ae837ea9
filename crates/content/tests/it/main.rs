//! Emails from definition to message, good and bad.

mod bombs;
mod fixture;
mod headers;
mod links;
mod lint;
mod personal;
mod preflight;
mod tokens;
mod verp;
