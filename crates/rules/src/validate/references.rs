//! Which segments a filter builds on, directly and through others: circles and forbidden conditions hide there.

use super::Refs;
use crate::evaluate::MAX_SEGMENT_DEPTH;
use model::{Body, DefinitionKind, Filter};
use std::collections::BTreeSet;

pub fn filter_of<'a>(refs: &'a dyn Refs, segment: &str) -> Option<&'a Filter> {
    match refs.definition(DefinitionKind::Segment, segment) {
        Some(Body::Segment(segment)) => Some(&segment.filter),
        _ => None,
    }
}

/// What is wrong with building on a segment: a way back to `own` (or a circle of others), or too many levels.
pub fn trouble(refs: &dyn Refs, own: Option<&str>, segment: &str) -> Option<String> {
    let mut path: Vec<String> = own.map(String::from).into_iter().collect();
    walk(refs, segment, &mut path, &mut BTreeSet::new())
}

fn walk(
    refs: &dyn Refs,
    segment: &str,
    path: &mut Vec<String>,
    done: &mut BTreeSet<(usize, String)>,
) -> Option<String> {
    if let Some(place) = path.iter().position(|outer| outer == segment) {
        let circle = path[place..].join(" → ");
        return Some(format!(
            "the segments build on each other in a circle: {circle} → {segment}; break it at one of them"
        ));
    }
    if path.len() >= MAX_SEGMENT_DEPTH {
        return Some(format!(
            "segments build on each other more than {MAX_SEGMENT_DEPTH} deep; repeat a condition instead"
        ));
    }
    if !done.insert((path.len(), segment.to_string())) {
        return None;
    }
    let filter = filter_of(refs, segment)?;
    path.push(segment.to_string());
    let found = filter.segments().into_iter().find_map(|inner| walk(refs, inner, path, done));
    path.pop();
    found
}

/// Whether some condition, here or in a segment that the filter builds on, is one of those sought.
pub fn contains(refs: &dyn Refs, filter: &Filter, sought: fn(&Filter) -> bool) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![filter];
    while let Some(filter) = open.pop() {
        let mut found = false;
        filter.leaves(&mut |leaf| found |= sought(leaf));
        if found {
            return true;
        }
        let fresh: Vec<&str> = filter.segments().into_iter().filter(|key| seen.insert(key.to_string())).collect();
        open.extend(fresh.into_iter().filter_map(|key| filter_of(refs, key)));
    }
    false
}
