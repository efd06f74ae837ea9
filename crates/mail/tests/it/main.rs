//! Mail, against a parser, a server that misbehaves on command, and a real Postfix.

mod dkim;
mod fixture;
mod message;
mod outcomes;
mod peer;
mod postfix;
mod real;
mod receiver;
mod returned;
mod starttls;
