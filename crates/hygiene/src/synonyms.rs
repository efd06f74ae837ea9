//! What the columns of tables are called, read from `synonyms.txt`.

use crate::header::Table;
use std::sync::LazyLock;

/// A target of a table and the folded names of columns that fill it.
pub struct Names {
    table: &'static str,
    pub target: &'static str,
    pub names: Vec<&'static str>,
}

static ALL: LazyLock<Vec<Names>> = LazyLock::new(|| {
    let mut all = Vec::new();
    let mut table = "";
    for line in include_str!("synonyms.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = name;
        } else if let Some((target, names)) = line.split_once(": ") {
            all.push(Names { table, target, names: names.split(", ").collect() });
        }
    }
    all
});

/// The targets of a table with their names.
pub fn of(table: Table) -> impl Iterator<Item = &'static Names> {
    ALL.iter().filter(move |names| names.table == table.as_str())
}
