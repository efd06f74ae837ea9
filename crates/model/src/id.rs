//! Identifiers: dense integers inside, prefixed sortable text outside (`con_0000002s`).
//!
//! The text form is the prefix, an underscore and eight Crockford base-32 digits, so that text order is number order
//! up to 2^40 − 1.

use serde::{Deserialize, Serialize};

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Digits of the text form.
const WIDTH: usize = 8;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{text}\" is not an id of this kind; expected {prefix}_ followed by 8 digits or letters, as in {prefix}_00000001"
)]
pub struct BadId {
    pub text: String,
    pub prefix: &'static str,
}

fn encode(prefix: &str, number: i64) -> String {
    let mut digits = [b'0'; WIDTH];
    let mut rest = number as u64;
    for slot in digits.iter_mut().rev() {
        *slot = DIGITS[(rest & 31) as usize];
        rest >>= 5;
    }
    format!("{prefix}_{}", std::str::from_utf8(&digits).unwrap_or("00000000"))
}

fn decode(prefix: &'static str, text: &str) -> Result<i64, BadId> {
    let bad = || BadId { text: text.chars().take(40).collect(), prefix };
    let digits = text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).ok_or_else(bad)?;
    if digits.len() != WIDTH {
        return Err(bad());
    }
    let mut number = 0i64;
    for byte in digits.bytes() {
        let digit = DIGITS.iter().position(|d| *d == byte.to_ascii_lowercase()).ok_or_else(bad)?;
        number = number << 5 | digit as i64;
    }
    Ok(number)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl $name {
            pub const PREFIX: &'static str = $prefix;
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&encode($prefix, self.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                decode($prefix, text).map($name)
            }
        }
    )*};
}

ids! {
    /// A tenant: everything is kept and decided within one.
    WorkspaceId = "wsp";
    /// A person.
    ContactId = "con";
    /// A company.
    AccountId = "acc";
    /// One sales cycle of a contact.
    LeadId = "lea";
    /// A deal in the making or made.
    OpportunityId = "opp";
    /// An anonymous browser.
    VisitorId = "vis";
    /// One message to one recipient.
    SendId = "snd";
    /// Somebody who signs in.
    UserId = "usr";
    /// A unit of work still to be done.
    WorkId = "wrk";
    /// An import of a file.
    ImportId = "imp";
    /// A cost line.
    CostId = "cst";
    /// A key for the API or for intake.
    KeyId = "key";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_sorts_like_the_number_and_comes_back() {
        let numbers = [0, 1, 31, 32, 1_000, 1_048_576, (1i64 << 40) - 1];
        let texts: Vec<String> = numbers.iter().map(|n| ContactId(*n).to_string()).collect();
        let mut sorted = texts.clone();
        sorted.sort();
        assert_eq!(texts, sorted);
        for (number, text) in numbers.iter().zip(&texts) {
            assert_eq!(text.parse::<ContactId>().unwrap(), ContactId(*number));
        }
    }

    #[test]
    fn another_kinds_id_is_refused() {
        assert!("acc_00000001".parse::<ContactId>().is_err());
        assert!("con_1".parse::<ContactId>().is_err());
        assert!("con_0000000u".parse::<ContactId>().is_err());
    }
}
