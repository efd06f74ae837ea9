//! What a language must be able to say, and how a template is filled.

use model::filter::{Figure, Op};

/// Templates of one language. `{v}` is the value, `{f}` a field, `{n}` a number, `{a}` and `{b}` two bounds, `{p}` a
/// program or a property. Pairs are the positive and the negative form, or singular and plural.
pub struct Phrases {
    pub and: &'static str,
    pub or: &'static str,
    pub not: &'static str,
    pub everybody: &'static str,
    pub nobody: &'static str,
    pub op: fn(Op) -> &'static str,
    pub yes_no: (&'static str, &'static str),
    pub more_values: &'static str,
    /// Kinds of activity beyond those that are spelled out.
    pub more_kinds: &'static str,
    /// A field that is unknown or empty.
    pub missing: &'static str,
    pub quoted: &'static str,
    pub of_account: &'static str,
    pub of_lead: &'static str,
    pub segment: (&'static str, &'static str),
    pub list: (&'static str, &'static str),
    pub stage: (&'static str, &'static str),
    pub member: (&'static str, &'static str),
    pub status: (&'static str, &'static str),
    pub status_in: &'static str,
    pub relationship: (&'static str, &'static str),
    pub tier: (&'static str, &'static str),
    /// Behaviour, fit, account, total.
    pub scores: [&'static str; 4],
    /// Given, withdrawn, neither.
    pub consent: [&'static str; 3],
    pub opportunity: &'static str,
    pub opportunity_that: &'static str,
    /// Open, won, lost.
    pub outcomes: [&'static str; 3],
    /// In the order of the type.
    pub relationships: [&'static str; 6],
    /// In the order of the type.
    pub tiers: [&'static str; 3],
    pub has: &'static str,
    pub has_never: &'static str,
    /// An event that has no phrase of its own.
    pub custom: &'static str,
    pub properties: &'static str,
    pub at_least: (&'static str, &'static str),
    pub at_most: (&'static str, &'static str),
    pub exactly: (&'static str, &'static str),
    pub times_between: &'static str,
    pub any_times: &'static str,
    pub days: (&'static str, &'static str),
    pub hours: (&'static str, &'static str),
    pub last: &'static str,
    pub between: &'static str,
    pub before: &'static str,
    pub since: &'static str,
    pub since_lead: &'static str,
    pub since_segment: &'static str,
    pub since_stage: &'static str,
    /// The day, week, month, quarter and year that now lies in, the one before, the one after.
    pub this: [&'static str; 5],
    pub previous: [&'static str; 5],
    pub next: [&'static str; 5],
    pub then: &'static str,
    pub not_since: &'static str,
    pub figure: fn(&Figure) -> &'static str,
    /// One, several.
    pub at_least_of_account: (&'static str, &'static str),
    pub at_most_of_account: (&'static str, &'static str),
    pub some_of_account: &'static str,
    pub none_of_account: &'static str,
}

/// Puts the values into the places of a template, once: a value that looks like a place stays as it is.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(values.iter().find(|(own, _)| *own == name).map_or("", |(_, value)| value));
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The form for a number.
pub fn plural(n: u32, (one, many): (&'static str, &'static str)) -> &'static str {
    if n == 1 { one } else { many }
}
