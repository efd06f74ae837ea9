//! Policies of MTA-STS (RFC 8461 §3.2) as text: `key: value` a line.

/// Longest time that a policy may be remembered, in seconds.
pub(super) const LONGEST: u64 = 31_557_600;

/// What who sends mail to a domain is asked to do where its server does not prove who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Not to deliver.
    Enforce,
    /// To report, and deliver.
    Testing,
    None,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Policy {
    pub mode: Mode,
    /// Names of servers, in lower case; `*.example.com` for all with one label more.
    pub mx: Vec<String>,
    /// Seconds.
    pub max_age: u64,
}

/// Why no verifier can read a policy.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("it is not text in UTF-8")]
    Encoding,
    #[error("line {0} is no key with its value")]
    Line(usize),
    #[error("version: STSv1 is missing")]
    Version,
    #[error("its mode is none of enforce, testing and none")]
    Mode,
    #[error("max_age is no number of seconds of at most ten digits")]
    MaxAge,
    #[error("\"{0}\" is no name of a server")]
    Mx(String),
    #[error("no server is named by mx")]
    NoMx,
}

/// Lines may end in CRLF or LF. Unknown keys are passed over, and of a key that comes twice the first counts, but for `mx`.
pub(super) fn parse(body: &[u8]) -> Result<Policy, Unreadable> {
    let text = std::str::from_utf8(body).map_err(|_| Unreadable::Encoding)?;
    let (mut version, mut mode, mut max_age, mut mx) = (None, None, None, Vec::new());
    for (index, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line).trim_end_matches([' ', '\t']);
        if line.is_empty() {
            continue;
        }
        let pair = line.split_once(':').filter(|(key, _)| is_key(key));
        let (key, value) = pair.ok_or(Unreadable::Line(index + 1))?;
        let value = value.trim_start_matches([' ', '\t']);
        match key {
            "version" => _ = version.get_or_insert(value),
            "mode" => _ = mode.get_or_insert(value),
            "max_age" => _ = max_age.get_or_insert(value),
            "mx" => mx.push(pattern(value).ok_or_else(|| Unreadable::Mx(value.chars().take(100).collect()))?),
            _ => {}
        }
    }
    if version != Some("STSv1") {
        return Err(Unreadable::Version);
    }
    let mode = match mode {
        Some("enforce") => Mode::Enforce,
        Some("testing") => Mode::Testing,
        Some("none") => Mode::None,
        _ => return Err(Unreadable::Mode),
    };
    let digits = |text: &&str| (1..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let max_age = max_age.filter(digits).and_then(|text| text.parse().ok()).ok_or(Unreadable::MaxAge)?;
    if mx.is_empty() && mode != Mode::None {
        return Err(Unreadable::NoMx);
    }
    Ok(Policy { mode, mx, max_age })
}

/// A letter or digit, then up to 31 more, `_`, `-` and `.` among them.
fn is_key(text: &str) -> bool {
    let rest = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    text.len() <= 32 && text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.bytes().all(rest)
}

/// A name of a host, or one with a star for its first label.
fn pattern(text: &str) -> Option<String> {
    let name = text.strip_prefix("*.").unwrap_or(text);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !(label.starts_with('-') || label.ends_with('-'))
    };
    (name.len() <= 253 && name.split('.').all(is_label)).then(|| text.to_ascii_lowercase())
}

impl Policy {
    /// Whether a server is named (RFC 8461 §4.1): a star stands for one label and no more.
    pub fn names(&self, host: &str) -> bool {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let below = host.split_once('.').map(|(_, above)| above);
        self.mx.iter().any(|mx| mx.strip_prefix("*.").map_or(*mx == host, |above| below == Some(above)))
    }
}

#[cfg(test)]
mod tests;
