//! Signatures of Amazon's APIs, version 4: a request's method, path, headers and body under a key of the day.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use data_encoding::HEXLOWER;

/// An account's key.
pub struct Account<'a> {
    pub id: &'a str,
    pub secret: &'a str,
    pub region: &'a str,
    pub service: &'a str,
}

/// The value of the header Authorization. `headers` are in small letters and sorted, `at` is `20150830T123600Z`.
pub fn authorization(
    account: &Account<'_>,
    at: &str,
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
    body: &[u8],
) -> String {
    let day = &at[..8];
    let lines: String = headers.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();
    let signed = headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
    let canonical = format!("{method}\n{path}\n\n{lines}\n{signed}\n{}", hash(body));
    let scope = format!("{day}/{}/{}/aws4_request", account.region, account.service);
    let text = format!("AWS4-HMAC-SHA256\n{at}\n{scope}\n{}", hash(canonical.as_bytes()));
    let mut key = format!("AWS4{}", account.secret).into_bytes();
    for part in [day, account.region, account.service, "aws4_request"] {
        key = sign(&key, part.as_bytes());
    }
    let signature = HEXLOWER.encode(&sign(&key, text.as_bytes()));
    format!("AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={signed}, Signature={signature}", account.id)
}

fn hash(bytes: &[u8]) -> String {
    HEXLOWER.encode(digest(&SHA256, bytes).as_ref())
}

fn sign(key: &[u8], text: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signatures of Amazon's published test suite.
    #[test]
    fn requests_of_the_published_suite_are_signed_as_there() {
        let account = Account {
            id: "AKIDEXAMPLE",
            secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            region: "us-east-1",
            service: "service",
        };
        let (host, date) = (("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z"));
        let form = ("content-type", "application/x-www-form-urlencoded");
        let cases: [(&str, &[(&str, &str)], &[u8], &str); 4] = [
            ("GET", &[host, date], b"", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            ("POST", &[host, date], b"", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
            (
                "POST",
                &[form, host, date],
                b"Param1=value1",
                "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
            ),
            (
                "GET",
                &[host, ("my-header1", "value2,value2,value1"), date],
                b"",
                "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
            ),
        ];
        for (method, headers, body, signature) in cases {
            let signed = authorization(&account, date.1, (method, "/"), headers, body);
            assert!(signed.ends_with(&format!("Signature={signature}")), "{method} {headers:?}: {signed}");
            assert!(signed.contains("Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "), "{signed}");
        }
    }
}
