//! Headers as they are in the wild: unfolded, with names in small letters, ended by a blank line or by the first line
//! that is none.

/// Most headers of one part, and most bytes of one value.
const MOST: usize = 500;
const MOST_VALUE: usize = 4_000;

/// Headers in their order.
#[derive(Debug, Clone, Default)]
pub(super) struct Headers(pub Vec<(String, String)>);

impl Headers {
    /// Reads headers from the start of a text; returns them with where the body begins.
    pub fn read(bytes: &[u8]) -> (Headers, usize) {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let end = bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |place| at + place);
            let line = &bytes[at..end];
            let next = (end + 1).min(bytes.len());
            if line.iter().all(u8::is_ascii_whitespace) {
                return (Headers(headers), next);
            }
            if line[0] == b' ' || line[0] == b'\t' {
                let Some((_, value)) = headers.last_mut() else { return (Headers(headers), at) };
                extend(value, line);
            } else if let Some(name) = name(line) {
                let mut value = String::new();
                extend(&mut value, &line[name.len() + 1..]);
                if headers.len() < MOST {
                    headers.push((name.to_ascii_lowercase(), value));
                }
            } else if !headers.is_empty() || !(line.starts_with(b"From ") || line.starts_with(b">From ")) {
                // Otherwise the line of a mailbox file before the first header.
                return (Headers(headers), at);
            }
            at = next;
        }
        (Headers(headers), bytes.len())
    }

    pub fn get<'h>(&'h self, name: &'h str) -> Option<&'h str> {
        self.all(name).next()
    }

    pub fn all<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A header's value in small letters, empty when it is absent.
    pub fn small(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_lowercase()
    }
}

/// The name of a header line, as far as it looks like one.
fn name(line: &[u8]) -> Option<&str> {
    let colon = line.iter().take(80).position(|b| *b == b':')?;
    let name = std::str::from_utf8(&line[..colon]).ok()?;
    (!name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic())).then_some(name)
}

fn extend(value: &mut String, line: &[u8]) {
    if value.len() > MOST_VALUE {
        return;
    }
    let line = String::from_utf8_lossy(&line[..line.len().min(MOST_VALUE)]);
    if !value.is_empty() {
        value.push(' ');
    }
    value.push_str(line.trim());
}

/// A parameter of a header: `boundary` of `multipart/report; boundary="x"`.
pub(super) fn parameter(value: &str, wanted: &str) -> Option<String> {
    let small = value.to_ascii_lowercase();
    let mut from = 0;
    while let Some(place) = small[from..].find(wanted).map(|place| from + place) {
        from = place + wanted.len();
        let before = small[..place].trim_end();
        let rest = value[from..].trim_start();
        if let Some(rest) = rest.strip_prefix('=').map(str::trim_start)
            && (before.ends_with(';') || before.is_empty())
        {
            let found = match rest.strip_prefix('"') {
                Some(quoted) => quoted.split('"').next().unwrap_or_default(),
                None => rest.split([';', ' ', '\t']).next().unwrap_or_default(),
            };
            return Some(found.to_string());
        }
    }
    None
}
