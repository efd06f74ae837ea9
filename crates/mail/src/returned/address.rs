//! E-mail addresses in text that others wrote.

/// An address and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub address: String,
    pub start: usize,
    pub end: usize,
}

const MOST_LOCAL: usize = 64;
const MOST_DOMAIN: usize = 255;

/// What a field names as an address: what mail can reach or, where it names none, whatever else stands there in the form
/// of one. A report about a host that does not exist names it as it was written.
pub(super) fn field(value: &str) -> Option<String> {
    let found = all(value).pop().map(|found| found.address);
    let bare = value.trim().trim_matches(['<', '>']);
    let (local, domain) = bare.rsplit_once('@').unwrap_or_default();
    let written = (1..=MOST_LOCAL).contains(&local.len()) && (1..=MOST_DOMAIN).contains(&domain.len());
    let plain = !bare.contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;()".contains(c));
    found.or_else(|| (written && plain).then(|| bare.to_string()))
}

/// Every address of a line, in its order.
pub(super) fn all(line: &str) -> Vec<Found> {
    let places = line.match_indices('@').take(50);
    let mut found: Vec<Found> = Vec::new();
    for (at, _) in places {
        if let Some(one) = around(line, at)
            && found.last().is_none_or(|last| last.end <= one.start)
        {
            found.push(one);
        }
    }
    found
}

fn around(line: &str, at: usize) -> Option<Found> {
    let is_local = |c: char| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let is_domain = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let before = line[..at].char_indices().rev().take(2 * MOST_LOCAL).take_while(|(_, c)| is_local(*c));
    let mut start = before.last().map_or(at, |(place, _)| place);
    if line[..at].ends_with('"') {
        start = line[..at - 1].rfind('"').filter(|open| at - open <= MOST_LOCAL)?;
    } else {
        let small = line[start..at].to_ascii_lowercase();
        if small.len() == at - start && ["smtp=", "smtp:", "mailto:"].iter().any(|label| small.starts_with(label)) {
            start += small.find(['=', ':']).map_or(0, |place| place + 1);
        }
        let kept = line[start..at].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_' && c != '+');
        start = at - kept.len();
    }
    let after = line[at + 1..].char_indices().take(MOST_DOMAIN).take_while(|(_, c)| is_domain(*c));
    let end = after.last().map_or(at + 1, |(place, c)| at + 1 + place + c.len_utf8());
    let domain = line[at + 1..end].trim_end_matches(['.', '-']);
    let end = at + 1 + domain.len();
    (is_valid_local(&line[start..at]) && is_valid_domain(domain)).then(|| Found {
        address: line[start..end].to_string(),
        start,
        end,
    })
}

fn is_valid_local(local: &str) -> bool {
    let quoted = local.starts_with('"');
    let dots = local.contains("..") || local.starts_with('.') || local.ends_with('.');
    !local.is_empty() && local.len() <= MOST_LOCAL && (quoted || !dots)
}

/// At least two labels, the last of them with a letter: what mail over the Internet can reach. One letter will do: no such
/// domain exists, but whoever makes reports anonymous writes `a@b.c`.
fn is_valid_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let word = |label: &&str| !label.is_empty() && label.len() <= 63 && !label.starts_with('-');
    let last = labels.last().copied().unwrap_or_default();
    labels.len() >= 2 && labels.iter().all(|label| word(&label)) && last.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Vec<String> {
        all(line).into_iter().map(|found| found.address).collect()
    }

    #[test]
    fn addresses_are_found_in_whatever_surrounds_them() {
        for (line, wanted) in [
            ("<ana@example.com>: host said", "ana@example.com"),
            ("'ana@example.com', failed.", "ana@example.com"),
            ("o=Nexus2;dda:SMTP=ana@example.COM; on Fri", "ana@example.COM"),
            ("[SMTP:ana@example.com]", "ana@example.com"),
            ("rfc822;\"ana maria\"@example.com", "\"ana maria\"@example.com"),
            ("* b+token=x@mail.example.com.", "b+token=x@mail.example.com"),
            ("mail to jürgen@bücher.example", "jürgen@bücher.example"),
        ] {
            assert_eq!(of(line), [wanted], "{line}");
        }
        assert_eq!(of("a@b.example,c@d.e"), ["a@b.example", "c@d.e"]);
        assert_eq!(field("<ana@#host.example>").as_deref(), Some("ana@#host.example"));
        assert_eq!(field(" <ana@example.com> ").as_deref(), Some("ana@example.com"));
        for none in ["", "ana", "@", "ana@", "@host", "a b@host", "ana@host (Ana)"] {
            assert_eq!(field(none), None, "{none}");
        }
        for none in ["david...@gmail.com", "ana@host", "@example.com", "ana@", "a@1.2.3.4", "python@david...", "x@y..z"]
        {
            assert_eq!(of(none), [""; 0], "{none}");
        }
    }
}
