//! From when until when a certificate is valid, read from its DER (RFC 5280 §4.1): what checks a chain asks this by itself,
//! and one that comes alone has no chain.

/// First and last second, since 1970.
pub fn validity(der: &[u8]) -> Option<(i64, i64)> {
    let (_, certificate, _) = element(der)?;
    let (_, mut fields, _) = element(certificate)?;
    // The oldest have no version.
    if fields.first() == Some(&0xa0) {
        fields = element(fields)?.2;
    }
    // Number, algorithm, issuer.
    for _ in 0..3 {
        fields = element(fields)?.2;
    }
    let (_, validity, _) = element(fields)?;
    let (from, first, rest) = element(validity)?;
    let (until, last, _) = element(rest)?;
    Some((time(from, first)?, time(until, last)?))
}

/// The next element: its tag, what it holds, and what follows it.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = der.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81..=0x83 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*tag, content, rest))
}

/// `UTCTime` has two digits of the year, from 1950 to 2049; `GeneralizedTime` has four.
fn time(tag: u8, text: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(text).ok()?;
    let text = match tag {
        0x17 => format!("{}{text}", if text < "50" { "20" } else { "19" }),
        0x18 => text.to_string(),
        _ => return None,
    };
    let part = |from: usize| text.get(from..from + 2);
    let day = format!("{}-{}-{}", text.get(..4)?, part(4)?, part(6)?);
    super::seconds(&format!("{day}T{}:{}:{}Z", part(8)?, part(10)?, part(12)?))
}
