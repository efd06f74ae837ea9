//! E-mail addresses: normal form, syntax, role mailboxes, free providers, likely typing errors. Whether a mailbox exists is
//! learned by sending, not here.

use crate::email_domains::{FREEMAIL, OFTEN, ROLES, TYPED_TLDS};
use crate::{Problem, shown, text};
use email_address::{EmailAddress, Options};

/// A well-formed address and what can be said of it offline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    /// Normal form: trimmed, lower case, domain in ASCII. At most 254 bytes.
    pub address: String,
    /// info@, ventas@ and the like: read by several people or by none.
    pub role: bool,
    /// The domain belongs to a free provider and says nothing about the employer.
    pub freemail: bool,
    /// What was probably meant, when the domain looks mistyped.
    pub suggestion: Option<String>,
}

impl Email {
    pub fn domain(&self) -> &str {
        domain_of(&self.address)
    }
}

/// The part after the last `@`; empty when there is none.
pub fn domain_of(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// Whether a domain belongs to a free provider.
pub fn is_freemail(domain: &str) -> bool {
    FREEMAIL.binary_search(&domain).is_ok()
}

/// Reads an address as people write it: with white space, capitals, `mailto:` or `Name <address>` around it.
pub fn parse(input: &str) -> Result<Email, Problem> {
    let written = unwrap(input.trim());
    let bad = |reason: String| Problem::new(reason, "write it like ana@example.com, or leave it empty");
    let (local, domain) = written.rsplit_once('@').ok_or_else(|| bad(format!("{} has no @", shown(input))))?;
    let domain = ascii_domain(domain)
        .ok_or_else(|| bad(format!("{} does not end in a domain such as example.com", shown(input))))?;
    let address = format!("{}@{domain}", local.to_lowercase());
    let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
    if address.len() > 254 || local.contains('"') || EmailAddress::parse_with_options(&address, options).is_err() {
        return Err(bad(format!("{} is not an e-mail address", shown(input))));
    }
    let role = ROLES.binary_search(&local_name(&address)).is_ok();
    let freemail = is_freemail(&domain);
    let suggestion = if freemail { None } else { meant(&domain) }.map(|domain| {
        let (local, _) = address.rsplit_once('@').unwrap_or_default();
        format!("{local}@{domain}")
    });
    Ok(Email { address, role, freemail, suggestion })
}

/// The normal form of an address; `None` when it is none.
pub fn normal(input: &str) -> Option<String> {
    parse(input).ok().map(|email| email.address)
}

/// The domain of an address in normal form, unless a free provider's: it says where somebody works.
pub fn corporate_domain(address: &str) -> Option<&str> {
    Some(domain_of(address)).filter(|domain| !domain.is_empty() && !is_freemail(domain))
}

/// Whether several people read the mailbox of an address in normal form, or none.
pub fn is_role(address: &str) -> bool {
    ROLES.binary_search(&local_name(address)).is_ok()
}

fn unwrap(written: &str) -> &str {
    let inner = match (written.rfind('<'), written.strip_suffix('>')) {
        (Some(open), Some(rest)) => &rest[open + 1..],
        _ => written,
    };
    let without = inner.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:")).map_or(inner, |_| &inner[7..]);
    without.trim().trim_end_matches(['.', ',', ';'])
}

/// The local part without a `+tag`.
fn local_name(address: &str) -> &str {
    let local = address.split_once('@').map_or(address, |(local, _)| local);
    local.split_once('+').map_or(local, |(name, _)| name)
}

/// A host name in lower-case ASCII with at least two labels, the last of letters; `None` otherwise.
pub fn ascii_domain(domain: &str) -> Option<String> {
    let ascii = idna::domain_to_ascii_strict(domain.trim().trim_end_matches('.')).ok()?;
    let (rest, last) = ascii.rsplit_once('.')?;
    let letters = last.starts_with("xn--") || (last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic()));
    (letters && !rest.is_empty() && ascii.len() <= 253).then_some(ascii)
}

fn meant(domain: &str) -> Option<String> {
    let (rest, last) = domain.rsplit_once('.')?;
    if let Some((_, right)) = TYPED_TLDS.iter().find(|(typed, _)| *typed == last) {
        return Some(format!("{rest}.{right}"));
    }
    // One slip, and never a change of the first letter alone: "mail.com" is not a mistyped "gmail.com".
    let near = |often: &&&str| {
        often.as_bytes().first() == domain.as_bytes().first() && text::edits(domain, often, 1).is_some()
    };
    OFTEN.iter().find(near).map(|often| often.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_binary_search() {
        assert!(FREEMAIL.is_sorted());
        assert!(ROLES.is_sorted());
    }

    #[test]
    fn normal_forms() {
        for (written, normal) in [
            (" Ana.Ruiz@Example.COM ", "ana.ruiz@example.com"),
            ("Ana Ruiz <ana@example.com>", "ana@example.com"),
            ("mailto:ana@example.com", "ana@example.com"),
            ("kåre@blåbær.no", "kåre@xn--blbr-roah.no"),
            ("ana+fair@example.co.uk;", "ana+fair@example.co.uk"),
        ] {
            assert_eq!(parse(written).unwrap().address, normal, "{written}");
        }
        assert_eq!(parse("post@BÜCHER.de").unwrap().address, "post@xn--bcher-kva.de");
    }

    #[test]
    fn what_is_no_address_is_refused_with_a_remedy() {
        for written in [
            "",
            "ana",
            "ana@",
            "@example.com",
            "ana@localhost",
            "a na@example.com",
            "ana@exa mple.com",
            "a@b@c",
            "ana@example.1",
            "ana..r@example.com",
        ] {
            let problem = parse(written).unwrap_err();
            assert!(problem.remedy.contains("ana@example.com"), "{written}");
        }
        assert!(parse(&format!("{}@example.com", "a".repeat(65))).is_err());
    }

    #[test]
    fn role_free_and_mistyped() {
        assert!(parse("info@acme.no").unwrap().role);
        assert!(parse("ventas+web@acme.es").unwrap().role);
        assert!(!parse("ana@acme.es").unwrap().role);
        assert!(parse("ana@gmail.com").unwrap().freemail);
        assert_eq!(parse("ana@gmial.com").unwrap().suggestion.unwrap(), "ana@gmail.com");
        assert_eq!(parse("ana@hotmail.con").unwrap().suggestion.unwrap(), "ana@hotmail.com");
        for right in ["ana@mail.com", "ana@acme.com", "ana@gmx.com", "ana@live.no"] {
            assert_eq!(parse(right).unwrap().suggestion, None, "{right}");
        }
    }
}
