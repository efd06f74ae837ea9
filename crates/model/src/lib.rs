//! What things are: ids, records, activities, definitions, filters, money and time.
//!
//! Everything here is plain data with its parsing, printing and limits. Nothing here reads a clock, a file, the
//! network or randomness, and nothing here decides anything: deciding is `rules`, remembering is `store`.

pub mod activity;
pub mod address;
pub mod change;
pub mod cost;
pub mod definition;
pub mod field;
pub mod filter;
pub mod hit;
pub mod id;
pub mod input;
pub mod money;
pub mod read;
pub mod record;
pub mod time;
pub mod traces;
pub mod user;
pub mod value;

pub use activity::{Activity, Nature};
pub use change::{Change, ChangeBatch, NurturePlace, Scores};
pub use cost::{Cost, CostCategory};
pub use definition::{Body, Definition, DefinitionKind, DefinitionState};
pub use field::{Field, FieldType, Object};
pub use filter::Filter;
pub use id::*;
pub use input::{Envelope, Input};
pub use money::{Currency, Money};
pub use record::{Account, Contact, Lead, Opportunity, Relationship, Tier, Visitor};
pub use time::{DAY, HOUR, MINUTE, SECOND, Timestamp};
pub use traces::Traces;
pub use user::Role;
pub use value::{Decimal, Value};

/// The workspace that a new instance begins with.
pub const DEFAULT_WORKSPACE: WorkspaceId = WorkspaceId(1);
