//! What each kind of way out has to be told: the fields, which of them are secret, and what they may hold.

use super::WayKind;
use crate::SmtpSettings;
use std::collections::BTreeMap;
use url::Url;

/// Values by the names of fields, secret ones among them.
pub type Values = BTreeMap<String, String>;

/// Most bytes of one value.
const MOST: usize = 4_000;

/// Something that a kind of way has to be told.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    /// Kept sealed, and never shown.
    pub secret: bool,
    pub required: bool,
    check: fn(&str) -> Result<(), &'static str>,
}

/// A field that is missing or cannot be so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct BadField {
    pub field: String,
    pub message: String,
}

impl BadField {
    pub(crate) fn new(field: &str, message: impl Into<String>) -> BadField {
        BadField { field: field.into(), message: message.into() }
    }
}

const fn open(name: &'static str, required: bool, check: fn(&str) -> Result<(), &'static str>) -> Field {
    Field { name, secret: false, required, check }
}

const fn secret(name: &'static str, required: bool) -> Field {
    Field { name, secret: true, required, check: plain }
}

/// Who may report: the name that the provider's webhook signs in with.
const HOOK_USER: Field = open("hook_user", false, plain);
const HOOK_PASSWORD: Field = secret("hook_password", false);
const ENDPOINT: Field = open("endpoint", false, endpoint);

const SMTP: &[Field] = &[open("url", true, server), open("user", false, plain), secret("password", false)];
const SES: &[Field] = &[
    open("region", true, region),
    open("access_key", true, plain),
    secret("secret_key", true),
    open("configuration_set", false, name),
    open("topic", false, topic),
    ENDPOINT,
];
const SENDGRID: &[Field] = &[secret("api_key", true), open("hook_key", false, public_key), ENDPOINT];
const MAILGUN: &[Field] = &[open("domain", true, domain), secret("api_key", true), secret("hook_key", false), ENDPOINT];
const POSTMARK: &[Field] = &[secret("token", true), open("stream", false, name), HOOK_USER, HOOK_PASSWORD, ENDPOINT];
const SPARKPOST: &[Field] = &[secret("api_key", true), HOOK_USER, HOOK_PASSWORD, ENDPOINT];

/// What a kind of way has to be told.
pub fn fields(kind: WayKind) -> &'static [Field] {
    match kind {
        WayKind::Smtp => SMTP,
        WayKind::Ses => SES,
        WayKind::SendGrid => SENDGRID,
        WayKind::Mailgun => MAILGUN,
        WayKind::Postmark => POSTMARK,
        WayKind::SparkPost => SPARKPOST,
    }
}

/// The values that the kind knows, each as it may be.
pub fn checked(kind: WayKind, values: &Values) -> Result<Values, BadField> {
    let known = fields(kind);
    if let Some(other) = values.keys().find(|name| known.iter().all(|field| field.name != *name)) {
        let names: Vec<&str> = known.iter().map(|field| field.name).collect();
        return Err(BadField::new(other, format!("is not a field of this kind; it has {}", names.join(", "))));
    }
    let mut checked = Values::new();
    for field in known {
        let value = values.get(field.name).map(|value| value.trim()).unwrap_or_default();
        match value {
            "" if field.required => return Err(BadField::new(field.name, "is missing; the way needs it")),
            "" => continue,
            value if value.len() > MOST => return Err(BadField::new(field.name, "is too long")),
            value => (field.check)(value).map_err(|why| BadField::new(field.name, why))?,
        }
        checked.insert(field.name.into(), value.into());
    }
    if checked.contains_key("user") != checked.contains_key("password") && kind == WayKind::Smtp {
        return Err(BadField::new("password", "a user and a password go together; give both or neither"));
    }
    Ok(checked)
}

/// The mail server of a way of the kind SMTP.
pub(crate) fn smtp(values: &Values) -> Result<SmtpSettings, BadField> {
    let values = checked(WayKind::Smtp, values)?;
    let url = values.get("url").map(String::as_str).unwrap_or_default();
    let mut settings = SmtpSettings::parse(url).map_err(|error| BadField::new("url", error.to_string()))?;
    settings.credentials = values.get("user").cloned().zip(values.get("password").cloned());
    Ok(settings)
}

fn plain(text: &str) -> Result<(), &'static str> {
    let good = text.bytes().all(|b| (0x20..0x7f).contains(&b));
    if good { Ok(()) } else { Err("may hold ASCII letters, digits and signs only") }
}

fn name(text: &str) -> Result<(), &'static str> {
    let good = text.len() <= 100 && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if good { Ok(()) } else { Err("may hold letters, digits, - and _ only") }
}

fn domain(text: &str) -> Result<(), &'static str> {
    let label = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let good = text.len() <= 200 && text.contains('.') && text.split('.').all(label);
    if good { Ok(()) } else { Err("is not a domain; write it as mg.example.com") }
}

fn region(text: &str) -> Result<(), &'static str> {
    let good = text.len() <= 30 && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if good && text.contains('-') { Ok(()) } else { Err("is not a region of AWS; write it as eu-west-1") }
}

fn topic(text: &str) -> Result<(), &'static str> {
    let good = text.starts_with("arn:aws") && text.split(':').count() == 6 && text.split(':').nth(2) == Some("sns");
    if good { Ok(()) } else { Err("is not the ARN of an SNS topic; it begins with arn:aws:sns:") }
}

fn public_key(text: &str) -> Result<(), &'static str> {
    crate::hooks::sendgrid_key(text).map(drop).ok_or("is not the verification key that SendGrid shows")
}

fn server(text: &str) -> Result<(), &'static str> {
    let url = Url::parse(text).map_err(|_| "is not a URL; write it as smtp://mail.example.com:587")?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not hold user or password; they have fields of their own");
    }
    if url.query_pairs().any(|(name, _)| name == "ca") {
        return Err("may name a file of authorities on the command line only");
    }
    SmtpSettings::parse(text).map(drop).map_err(|_| "is not a mail server's; write it as smtp://mail.example.com:587")
}

/// Another address of the provider's API: its European one, or a private link.
fn endpoint(text: &str) -> Result<(), &'static str> {
    let url = Url::parse(text).map_err(|_| "is not a URL; write it as https://api.example.com")?;
    let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    let bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.path() == "/";
    match url.scheme() {
        "https" if bare => Ok(()),
        "http" if bare && here => Ok(()),
        _ => Err("has to be https:// and a host, and nothing more"),
    }
}

/// The address of the API without a slash at the end.
pub(super) fn base(values: &Values, usual: &str) -> String {
    values.get("endpoint").map(String::as_str).unwrap_or(usual).trim_end_matches('/').to_string()
}

pub(super) fn get<'a>(values: &'a Values, name: &str) -> &'a str {
    values.get(name).map(String::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pairs: &[(&str, &str)]) -> Values {
        pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect()
    }

    #[test]
    fn a_field_that_is_wrong_is_named() {
        let bad = |kind, pairs: &[(&str, &str)]| checked(kind, &values(pairs)).unwrap_err().field;
        assert_eq!(bad(WayKind::SendGrid, &[]), "api_key");
        assert_eq!(bad(WayKind::SendGrid, &[("api_key", "k"), ("apikey", "k")]), "apikey");
        assert_eq!(bad(WayKind::SendGrid, &[("api_key", "k"), ("hook_key", "no key")]), "hook_key");
        assert_eq!(bad(WayKind::Ses, &[("region", "Ireland"), ("access_key", "a"), ("secret_key", "s")]), "region");
        let ses = [("region", "eu-west-1"), ("access_key", "a"), ("secret_key", "s")];
        assert_eq!(bad(WayKind::Ses, &[&ses[..], &[("topic", "arn:aws:sqs:x:1:t")]].concat()), "topic");
        let endpoints = ["http://api.example.com", "https://u:p@x.example", "https://x.example/v3", "ftp://x"];
        for address in endpoints {
            assert_eq!(bad(WayKind::Ses, &[&ses[..], &[("endpoint", address)]].concat()), "endpoint", "{address}");
        }
        assert_eq!(bad(WayKind::Mailgun, &[("domain", "mg"), ("api_key", "k")]), "domain");
        assert_eq!(bad(WayKind::Postmark, &[("token", "a\nb")]), "token");
        assert_eq!(bad(WayKind::Smtp, &[("url", "smtp://u:p@mail.example.com")]), "url");
        assert_eq!(bad(WayKind::Smtp, &[("url", "smtp://mail.example.com?ca=/etc/passwd")]), "url");
        assert_eq!(bad(WayKind::Smtp, &[("url", "smtp://mail.example.com"), ("user", "ana")]), "password");
    }

    #[test]
    fn a_mail_server_gets_its_credentials_apart_from_its_address() {
        let way = values(&[("url", "smtp://mail.example.com:587"), ("user", "ana"), ("password", "p@ss")]);
        let settings = smtp(&way).unwrap();
        assert_eq!(settings.credentials, Some(("ana".into(), "p@ss".into())));
        assert!(!format!("{settings:?}").contains("p@ss"));
    }
}
