//! What a test of variants counts: what contacts did since their message, with or without a click, in one currency.

use super::fixture::*;
use crate::support::{feed, publish};
use model::activity::kind;
use model::input::*;
use model::record::OpportunityOutcome;
use model::*;
use serde_json::json;

const VARIANTS: [(&str, &str); 2] = [("plain", "Plain"), ("short", "Short")];

fn money(minor: i64, currency: &str) -> Option<Money> {
    Some(Money { minor, currency: Currency::parse(currency).unwrap() })
}

impl World {
    async fn did(&self, who: &str, kind: &str, value: Option<Money>, more: &[(&str, &str)]) {
        let properties = more.iter().map(|(key, text)| (key.to_string(), Value::text(*text))).collect();
        let (contact, at) = (Key::email(who), self.clock.now());
        let put = ActivityPut { contact, lead: None, kind: kind.into(), asset: None, at, value, properties };
        feed(&self.engine, &format!("{who}:{kind}:{value:?}"), Input::Activity(put)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn purchases_and_won_deals_count_once_in_the_reporting_currency() {
    let world = world("sqlite::memory:").await;
    let mut settings = instance().remove(0).2;
    settings["rates"] = json!([{"currency": "USD", "date": "2020-01-01", "rate": "0.5"}]);
    let variants = VARIANTS.map(|(key, label)| json!({"key": key, "label": label}));
    let test = json!({"variants": variants, "by": "revenue", "after_hours": 24, "sample": 1});
    let does = json!({"batch": {"segment": "all", "email": "guide", "test": test}});
    let program = json!({"label": "Spring", "channel": "Email", "does": does});
    let bodies = [(DefinitionKind::Settings, "main", settings), (DefinitionKind::Program, "spring", program)];
    publish(&world.engine, &bodies).await;
    for name in ["ana", "bo", "cy", "di"] {
        world.consenting(&format!("{name}@example.com"), name).await;
    }
    world.did("ana@example.com", kind::PURCHASE, money(700_00, "EUR"), &[]).await;
    world.pass(HOUR);
    let id = world.run("spring").await;
    world.settle().await;
    world.pass(HOUR);
    world.did("ana@example.com", kind::FORM_SUBMITTED, None, &[]).await;
    world.did("bo@example.com", kind::PURCHASE, money(100_00, "EUR"), &[]).await;
    world.did("bo@example.com", kind::PURCHASE, money(40_00, "USD"), &[]).await;
    // No rate: no value, and never one for one.
    world.did("bo@example.com", kind::PURCHASE, money(900_00, "NOK"), &[]).await;
    // It closes the deal, and is counted with it.
    world.did("cy@example.com", kind::PURCHASE, money(300_00, "EUR"), &[("opportunity", "o-1")]).await;
    // Di clicks in the last issue, and opens this one.
    let (other, this) = ((id + 1).to_string(), id.to_string());
    world.did("di@example.com", kind::EMAIL_CLICKED, None, &[("program", "spring"), ("run", &other)]).await;
    world.did("di@example.com", kind::EMAIL_OPENED, None, &[("program", "spring"), ("run", &this)]).await;
    let deal = |key: &str, minor, closed_at| OpportunityPut {
        key: Key::external(key),
        account: None,
        lead: None,
        amount: money(minor, "EUR"),
        outcome: Some(OpportunityOutcome::Won),
        opened_at: None,
        closed_at: Some(closed_at),
        roles: ["cy", "di"].map(|name| (Key::email(format!("{name}@example.com")), "buyer".into())).into(),
        fields: FieldPuts::new(),
    };
    let now = world.clock.now();
    feed(&world.engine, "won", Input::Opportunity(deal("o-1", 300_00, now))).await;
    feed(&world.engine, "before", Input::Opportunity(deal("o-2", 800_00, now.plus(-DAY)))).await;
    let run = store::runs::get(world.store(), DEFAULT_WORKSPACE, id).await.unwrap();
    let results = world.performer.test_results(&run).await.unwrap().unwrap();
    let sum = |of: &dyn Fn(&rules::variants::Seen) -> f64| results.seen.iter().map(of).sum::<f64>();
    assert_eq!(sum(&|seen| seen.reached as f64), 4.0);
    assert_eq!((sum(&|seen| seen.opens as f64), sum(&|seen| seen.clicks as f64)), (1.0, 0.0));
    assert_eq!(sum(&|seen| seen.conversions as f64), 3.0, "Ana's form, what Bo and Cy bought");
    assert_eq!(sum(&|seen| seen.revenue), 100.0 + 20.0 + 300.0);
}
