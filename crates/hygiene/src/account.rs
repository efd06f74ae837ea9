//! Which account somebody belongs to, from an e-mail domain and a company name. Strong evidence attaches at once; weak
//! evidence is shown to a person. Never by a free mail provider's domain.

use crate::{company, email, text, url};

/// What a contact says of where it works.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clues<'a> {
    /// Domain of an e-mail address or web site, normal form.
    pub domain: Option<&'a str>,
    /// Company name as written.
    pub company: Option<&'a str>,
    /// Alpha-2 code.
    pub country: Option<&'a str>,
}

/// An account that may be meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known<'a> {
    pub name: &'a str,
    pub domain: Option<&'a str>,
    pub country: Option<&'a str>,
}

/// Why an account is meant, from the strongest to the weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The domain is the account's own.
    Domain,
    /// The same normalised name in the same country.
    NameAndCountry,
    /// The same normalised name; a country is unknown.
    Name,
    /// One domain lies within the other's registered domain.
    ParentDomain,
    /// Names that are nearly the same.
    SimilarName,
}

impl Reason {
    /// Strong evidence attaches without asking.
    pub fn is_strong(self) -> bool {
        matches!(self, Reason::Domain | Reason::NameAndCountry)
    }
}

/// Likeness of normalised names from which they count as similar.
const SIMILAR: f64 = 0.9;

/// Whether an account is meant, and why; `None` when nothing speaks for it or the countries speak against it.
pub fn compare(clues: &Clues<'_>, known: &Known<'_>) -> Option<Reason> {
    let corporate = clues.domain.filter(|domain| !email::is_freemail(domain));
    if let (Some(domain), Some(own)) = (corporate, known.domain) {
        if domain == own {
            return Some(Reason::Domain);
        }
        if url::registrable(domain) == url::registrable(own) {
            return Some(Reason::ParentDomain);
        }
    }
    let (written, name) = (company::normal(clues.company?), company::normal(known.name));
    if written.is_empty() || name.is_empty() {
        return None;
    }
    match (clues.country, known.country) {
        (Some(here), Some(there)) if here == there && written == name => Some(Reason::NameAndCountry),
        (Some(here), Some(there)) if here != there => None,
        _ if written == name => Some(Reason::Name),
        _ => (text::likeness(&written, &name) >= SIMILAR).then_some(Reason::SimilarName),
    }
}

/// The account with the strongest reason, and its place; among equals the first, so order them by preference (most
/// recently active customer, parent, oldest).
pub fn best<'a>(clues: &Clues<'_>, known: impl IntoIterator<Item = Known<'a>>) -> Option<(usize, Reason)> {
    let matches = known.into_iter().enumerate().filter_map(|(at, account)| Some((at, compare(clues, &account)?)));
    matches.min_by_key(|(_, reason)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(domain: &str, company: &str, country: &str) -> Option<Reason> {
        let some = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        let known = Known { name: "Nordlys Energi AS", domain: some("nordlys.no"), country: some("NO") };
        let filled = |text| Some(text).filter(|text: &&str| !text.is_empty());
        compare(&Clues { domain: filled(domain), company: filled(company), country: filled(country) }, &known)
    }

    #[test]
    fn strong_and_weak() {
        assert_eq!(reason("nordlys.no", "", ""), Some(Reason::Domain));
        assert_eq!(reason("post.nordlys.no", "", ""), Some(Reason::ParentDomain));
        assert_eq!(reason("gmail.com", "NORDLYS ENERGI A/S", "NO"), Some(Reason::NameAndCountry));
        assert_eq!(reason("", "Nordlys Energi", ""), Some(Reason::Name));
        assert_eq!(reason("", "Nordlys Energy", "NO"), Some(Reason::SimilarName));
        assert_eq!(reason("", "Nordlys Energi", "SE"), None);
        assert_eq!(reason("acme.com", "Acme", "NO"), None);
        assert!(Reason::NameAndCountry.is_strong() && !Reason::Name.is_strong());
    }

    #[test]
    fn a_free_provider_is_nobodys_domain() {
        let known = Known { name: "Google", domain: Some("gmail.com"), country: None };
        assert_eq!(compare(&Clues { domain: Some("gmail.com"), ..Clues::default() }, &known), None);
    }

    #[test]
    fn the_strongest_reason_wins() {
        let known = [
            Known { name: "Acme Iberia", ..Known::default() },
            Known { name: "X", domain: Some("acme.es"), country: None },
        ];
        let clues = Clues { domain: Some("acme.es"), company: Some("Acme Iberia SL"), country: None };
        assert_eq!(best(&clues, known), Some((1, Reason::Domain)));
    }
}
