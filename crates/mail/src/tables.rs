//! Tables of phrases, kept as text beside the code: `[name]`, then phrases with a bar between them.

/// The phrases of one table.
pub(crate) type Table = Vec<&'static str>;

/// The tables of a text in their order.
pub(crate) fn parse(text: &'static str) -> Vec<(&'static str, Table)> {
    let mut tables: Vec<(&'static str, Table)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match (line.strip_prefix('[').and_then(|name| name.strip_suffix(']')), tables.last_mut()) {
            (Some(name), _) => tables.push((name, Vec::new())),
            (None, Some((_, phrases))) => phrases.extend(line.split(" |").map(phrase).filter(|one| !one.is_empty())),
            (None, None) => {}
        }
    }
    tables
}

/// One space after the bar is the bar's; a phrase may end with one.
fn phrase(piece: &'static str) -> &'static str {
    piece.strip_prefix(' ').unwrap_or(piece)
}

/// Whether a text in small letters holds one of the phrases.
pub(crate) fn any(table: &[&str], text: &str) -> bool {
    table.iter().any(|phrase| text.contains(phrase))
}
