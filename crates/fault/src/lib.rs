//! Where a test makes the product break: named points at which the process ends, mistakes that can be switched on, and a
//! clock that can be turned.
//!
//! All of it is told by environment variables, and only to a debug build: in a release build the functions are empty, so
//! that nobody can tell a server in use to end or to forget its rules.

mod bug;
mod clock;
mod point;

pub use bug::{Bug, bug};
pub use clock::skew;
pub use point::{Point, point};

/// Names the point at which the process ends, and at which passage: `after_claim:3`; with `:stop` it is stopped instead.
pub const FAIL: &str = "SIEMBRA_FAIL";
/// Names the mistake that is switched on.
pub const BUG: &str = "SIEMBRA_BUG";
/// Names a file with the seconds by which the clock is wrong; it may change while the process runs.
pub const SKEW: &str = "SIEMBRA_SKEW";
