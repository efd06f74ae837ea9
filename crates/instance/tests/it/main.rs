//! The text form: what it reads, what it refuses, and that it comes back.

mod form;
mod starter;
