//! The variables that an email reads, and which of them exist.

use crate::problem::Part;

/// One reading of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variable {
    pub part: Part,
    /// Line in the part, from 1.
    pub line: usize,
    /// `contact.first_name`, `unsubscribe_url`.
    pub path: String,
    /// Read in a condition, below one that proves it known, or with a `default`: a missing value does no harm.
    pub guarded: bool,
}

/// A question whether the contact is in a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    pub part: Part,
    pub line: usize,
    pub segment: String,
}

/// The segments of the contact: can be asked for one by its key, and not written.
pub(crate) const SEGMENTS: &str = "contact.segments";

/// Variables that every message has, besides the fields of contact, account and lead.
pub(crate) const BUILTIN: &[(&str, &str)] = &[
    ("contact.name", "First and last name, else the address"),
    ("contact.email", "The address that the message goes to"),
    ("lead.source", "Where the lead came from"),
    ("lead.stage", "The stage of the lead"),
    ("sender.name", "Who the message is from"),
    ("sender.email", "The address that the message is from"),
    ("company", "The company that runs the instance"),
    ("postal_address", "Its postal address"),
    ("unsubscribe_url", "Where the contact unsubscribes"),
    ("preferences_url", "Where the contact chooses what to receive"),
    ("view_url", "Where the message is shown in the browser"),
    ("program.key", "Key of the program that sends"),
    ("program.label", "Its name"),
    ("asset.label", "Name of the offered content"),
    ("asset.url", "Where it is read"),
    ("asset.description", "What it is about"),
];
