//! Emails from definition to message, good and bad.

mod bombs;
mod brand;
mod fixture;
mod headers;
mod icons;
mod languages;
mod links;
mod lint;
mod payloads;
mod personal;
mod preflight;
mod snippets;
mod tokens;
mod verp;
