//! What came of it: the twelve KPIs with their formulas and rows, the funnel, who uses the software, what a draft would
//! have done, and SQL.
//!
//! Everything is computed from the audience image (activities, records, definitions) and the cost lines; nothing is
//! kept, so a figure always opens into the rows that it was counted from. All KPIs leave out contacts whose
//! relationship does not count and say how many that were.

pub mod funnel;
pub mod kpi;
pub mod period;
pub mod query;
pub mod rehearse;
pub mod results;
pub mod usage;

pub use period::Period;
