//! Integration tests of the image: a fold that equals every other way to the same state, an overlay that equals the
//! fold, kernels that equal the reference, and verdicts that flip at their second.

mod counts;
mod fold;
mod giants;
mod kernels;
mod live;
mod log;
mod observe;
mod ops;
mod overlay;
mod published;
mod put;
mod settle;
mod snapshots;
mod uncounted;
