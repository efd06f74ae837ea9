//! Providers over HTTP: what each is given, and what follows from what it says or does not say.

mod double;
mod given;
mod said;

use double::Double;
use mail::{Transport, Values, Waits, WayKind};
use std::time::Duration;

const PROVIDERS: [WayKind; 5] =
    [WayKind::Ses, WayKind::SendGrid, WayKind::Mailgun, WayKind::Postmark, WayKind::SparkPost];

/// What a provider has to be told, at the address of the double.
fn values(kind: WayKind, double: &Double) -> Values {
    let pairs: &[(&str, &str)] = match kind {
        WayKind::Ses => &[
            ("region", "eu-west-1"),
            ("access_key", "AKIDEXAMPLE"),
            ("secret_key", "wJalrXUtnFEMI"),
            ("configuration_set", "news"),
        ],
        WayKind::SendGrid => &[("api_key", "SG.secret")],
        WayKind::Mailgun => &[("domain", "mg.example.com"), ("api_key", "key-secret")],
        WayKind::Postmark => &[("token", "pm-secret"), ("stream", "broadcast")],
        WayKind::SparkPost => &[("api_key", "sp-secret")],
        WayKind::Smtp => &[],
    };
    let mut values: Values = pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    values.insert("endpoint".into(), double.url());
    values
}

fn transport(kind: WayKind, double: &Double) -> Transport {
    let waits = Waits { connect: Duration::from_millis(700), answer: Duration::from_millis(700) };
    Transport::of(kind, &values(kind, double), waits).unwrap()
}
