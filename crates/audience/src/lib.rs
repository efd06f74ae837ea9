//! Who, right now: all that a rule can read about every contact of a workspace, in memory, in columns.
//!
//! [`Image`] is a pure fold of the change log; [`Overlay`] is a view over it with what a batch has decided and not yet
//! committed. Nothing here decides anything (that is `rules`) and nothing here is remembered (that is `store`); the
//! only files touched are snapshots, which may be thrown away at any time.

mod choice;
mod codes;
mod column;
mod count;
mod crowd;
mod days;
mod dict;
mod due;
mod entries;
mod error;
mod facts;
mod fields;
mod fold;
mod ids;
mod image;
mod kernel;
mod live;
mod members;
mod membership;
mod overlay;
mod page;
mod published;
mod raw;
mod reach;
mod records;
mod scan;
mod settle;
mod sizes;
mod snapshot;
mod spread;
mod texts;
mod verify;
mod view;

pub use count::{Asked, Daily};
pub use error::FoldError;
pub use facts::{ActivityLeads, Columns};
pub use image::Image;
pub use overlay::Overlay;
pub use page::{Order, SortBy};
pub use published::Published;
pub use reach::Reach;
pub use scan::{Block, Scanned};
pub use settle::{Moves, SegmentMoves, Settled};
pub use sizes::Sizes;
pub use snapshot::SnapshotError;
pub use verify::Difference;
