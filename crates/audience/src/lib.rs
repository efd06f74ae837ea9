//! Who, right now: all that a rule can read about every contact of a workspace, in memory, in columns.
//!
//! [`Image`] is a pure fold of the change log; [`Overlay`] is a view over it with what a batch has decided and not yet
//! committed. Nothing here decides anything (that is `rules`) and nothing here is remembered (that is `store`); the
//! only files touched are snapshots, which may be thrown away at any time.

mod column;
mod dict;
mod due;
mod error;
mod facts;
mod fields;
mod fold;
mod ids;
mod image;
mod members;
mod overlay;
mod published;
mod records;
mod view;

pub use error::FoldError;
pub use image::{Image, Sizes};
pub use overlay::Overlay;
pub use published::Published;
