//! Mail, against a parser, a server that misbehaves on command, and a real Postfix.

mod dkim;
mod dmarc;
mod domain;
mod fixture;
mod hooks;
mod imap;
mod letters;
mod message;
mod outcomes;
mod peer;
mod pipelined;
mod postfix;
mod protected;
mod real;
mod receiver;
mod returned;
mod smuggled;
mod starttls;
mod ways;
