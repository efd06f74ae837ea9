//! Web addresses and domains: normal form without asking the network.

use crate::{Problem, email::ascii_domain, shown};

/// Normal form of a web address: scheme (https when none is written) and host in lower case, no default port, no
/// fragment, no lone slash at the end. At most 2,000 bytes; only http and https.
pub fn parse(input: &str) -> Result<String, Problem> {
    let bad =
        || Problem::new(format!("{} is not a web address", shown(input)), "write it like https://www.example.com/page");
    let written = input.trim();
    if written.is_empty() || written.len() > 2_000 || written.contains(char::is_whitespace) || written.contains('@') {
        return Err(bad());
    }
    let (scheme, rest) = match written.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("https".to_string(), written),
    };
    if scheme != "http" && scheme != "https" {
        return Err(bad());
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port.parse::<u16>().map_err(|_| bad())?)),
        None => (authority, None),
    };
    let host = ascii_domain(host).ok_or_else(bad)?;
    let usual = if scheme == "http" { 80 } else { 443 };
    let port = port.filter(|port| *port != usual).map_or(String::new(), |port| format!(":{port}"));
    let path = path.split('#').next().unwrap_or_default();
    let path = if path == "/" { "" } else { path };
    Ok(format!("{scheme}://{host}{port}{path}"))
}

/// The host of a web address or a bare domain, lower case, without `www.`: what names a company.
pub fn domain(input: &str) -> Result<String, Problem> {
    let url = parse(input)
        .map_err(|_| Problem::new(format!("{} is not a web domain", shown(input)), "write it like example.com"))?;
    let host = url.split("://").nth(1).unwrap_or_default();
    let host = &host[..host.find(['/', '?', ':']).unwrap_or(host.len())];
    Ok(host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(host).to_string())
}

/// The part of a domain that somebody registered: `mail.acme.co.uk` → `acme.co.uk`.
pub fn registrable(domain: &str) -> &str {
    psl::domain_str(domain).unwrap_or(domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_forms() {
        for (written, normal) in [
            ("WWW.Example.COM", "https://www.example.com"),
            ("http://example.com:80/", "http://example.com"),
            ("https://example.com/A?b=C#d", "https://example.com/A?b=C"),
            ("blåbær.no/om", "https://xn--blbr-roah.no/om"),
        ] {
            assert_eq!(parse(written).unwrap(), normal);
        }
        for written in ["", "acme", "ftp://example.com", "javascript://example.com", "a b.com", "ana@example.com"] {
            assert!(parse(written).is_err(), "{written}");
        }
    }

    #[test]
    fn domains() {
        assert_eq!(domain("https://www.Acme.co.uk/about").unwrap(), "acme.co.uk");
        assert_eq!(domain("acme.no:8080").unwrap(), "acme.no");
        assert_eq!(registrable("mail.acme.co.uk"), "acme.co.uk");
    }
}
