//! What is sent, what is held, what comes back, and what a crash leaves behind.

mod back;
mod complaints;
mod crash;
mod fixture;
mod flow;
mod gate;
mod halts;
mod hits;
mod kill;
mod older;
mod others;
mod outward;
mod places;
mod preflight;
mod returned;
mod senders;
mod shared;
mod sink;
mod topics;
mod variants;
mod watched;
mod ways;
mod ways_back;
mod worth;
