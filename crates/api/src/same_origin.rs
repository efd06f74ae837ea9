//! Whether a request comes from our own pages: what keeps other sites from acting with a visitor's cookie.

use crate::problem::Problem;
use axum::http::{HeaderMap, header};

/// Refuses what another site's page may have sent. Browsers always say where a changing request comes from; a client
/// that says nothing should use an API key, not a cookie.
pub fn check(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let same = match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => text("host").is_some_and(|host| host_of(origin).eq_ignore_ascii_case(host)),
        (None, None) => false,
    };
    if !same {
        return Err(Problem::forbidden(
            "The request does not say that it comes from this site (Origin). Use an API key from other programs.",
        ));
    }
    // Forms of other sites can send only these without asking; ours never do.
    match headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) {
        Some(kind) if !is_ours(kind) => {
            Err(Problem::malformed("Send application/json, or multipart/form-data for an upload."))
        }
        _ => Ok(()),
    }
}

fn host_of(origin: &str) -> &str {
    origin.split_once("://").map_or("", |(_, host)| host)
}

fn is_ours(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    ["application/json", "multipart/form-data", "message/rfc822"].iter().any(|ours| kind.eq_ignore_ascii_case(ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_our_own_pages_may_act() {
        let yes = [
            &[("sec-fetch-site", "same-origin")][..],
            &[("origin", "http://go.example.com"), ("host", "go.example.com")],
            &[("sec-fetch-site", "same-origin"), ("content-type", "application/json; charset=utf-8")],
        ];
        let no = [
            &[][..],
            &[("host", "go.example.com")],
            &[("sec-fetch-site", "cross-site"), ("origin", "http://go.example.com"), ("host", "go.example.com")],
            &[("sec-fetch-site", "same-site")],
            &[("origin", "null"), ("host", "go.example.com")],
            &[("origin", "http://go.example.com.evil.test"), ("host", "go.example.com")],
            &[("origin", "http://go.example.com:81"), ("host", "go.example.com")],
            &[("sec-fetch-site", "same-origin"), ("content-type", "text/plain")],
        ];
        for pairs in yes {
            assert!(check(&headers(pairs)).is_ok(), "{pairs:?}");
        }
        for pairs in no {
            assert!(check(&headers(pairs)).is_err(), "{pairs:?}");
        }
    }
}
