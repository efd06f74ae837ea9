//! Sentences as people read them.

use crate::world::*;
use model::Object;
use model::activity::kind;
use rules::sentence::kind_phrase;
use rules::{Keys, Lang, Names, explain_in, sentence};
use serde_json::json;

struct Labels;

impl Names for Labels {
    fn field(&self, _: Object, key: &str) -> String {
        match key {
            "country" => "Country".into(),
            "employees" => "Employees".into(),
            key => key.into(),
        }
    }
    fn segment(&self, key: &str) -> String {
        format!("“{key}”")
    }
    fn asset(&self, _: &[String], key: &str) -> String {
        key.to_uppercase()
    }
}

#[test]
fn english() {
    let field = |of: &str, key: &str, op: &str, values: serde_json::Value| json!({"field": {"of": of, "key": key, "op": op, "values": values}});
    let cases = [
        (json!({"all": []}), "Everybody"),
        (json!({"any": []}), "Nobody"),
        (field("contact", "country", "is", json!(["NO", "ES", "SE"])), "Country is NO, ES or SE"),
        (
            field("contact", "country", "is", json!(["1", "2", "3", "4", "5", "6", "7"])),
            "Country is 1, 2, 3, 4, 5 or 2 more",
        ),
        (field("account", "employees", "between", json!([10, 50])), "Employees of the account is between 10 and 50"),
        (field("contact", "city", "is", json!([""])), "City is “”"),
        (field("contact", "city", "contains", json!(["{v}"])), "City contains “{v}”"),
        (field("contact", "renewal", "in_next_days", json!([1])), "Renewal is in the next 1 day"),
        (field("contact", "seen", "after", json!(["2026-03-01T09:30:00Z"])), "Seen is after 2026-03-01 09:30:00 UTC"),
        (
            field("account", "revenue", "at_least", json!([{"minor": 500000, "currency": "EUR"}])),
            "Revenue of the account is at least 5000.00 EUR",
        ),
        (json!({"not": field("contact", "country", "is", json!(["NO"]))}), "Country is not NO"),
        (json!({"not": field("contact", "country", "known", json!([]))}), "Country is missing"),
        (
            json!({"did": {"kind": ["email_opened"], "count": {"at_least": 3}, "window": {"last_days": 30}}}),
            "Has opened an email at least 3 times in the last 30 days",
        ),
        (
            json!({"not": {"did": {"kind": ["email_sent"], "asset": ["welcome"]}}}),
            "Has never been sent an email (WELCOME)",
        ),
        (
            json!({"did": {"kind": ["page_viewed", "demo_asked"], "count": {"at_least": 0, "at_most": 0}, "window": "since_lead_start"}}),
            "Has never viewed a page or done “demo_asked” since the lead began",
        ),
        (
            json!({"did": {"kind": ["purchase"], "count": {"at_least": 2, "at_most": 2},
                "properties": [{"key": "plan", "op": "is", "values": ["pro"]}]}}),
            "Has purchased where plan is pro exactly 2 times",
        ),
        (
            json!({"did": {"kind": ["session", "purchase", "conversion", "a", "b", "c"], "window": {"last_hours": 1}}}),
            "Has visited the website, purchased, converted or done 3 other things in the last 1 hour",
        ),
        (
            json!({"sequence": {"first": {"kind": ["email_clicked"]}, "then": {"kind": ["page_viewed"]}, "within_days": 7}}),
            "Has clicked in an email and then, within 7 days, viewed a page",
        ),
        (
            json!({"all": [{"in_segment": "hot"}, {"any": [{"in_list": "fair"}, {"stage": ["new"]}]}, {"not": {"in_segment": "old"}}]}),
            "Is in the segment “hot”, (is on the list fair or the lead stands in new) and is not in the segment “old”",
        ),
        (json!({"program": {"key": "news", "status": ["sent", "clicked"]}}), "Has the status sent or clicked in news"),
        (json!({"not": {"program": {"key": "news"}}}), "Is not a member of news"),
        (json!({"score": {"part": "behaviour", "at_least": 40}}), "The behaviour score is at least 40"),
        (json!({"score": {"part": "total", "at_least": 4, "at_most": 9}}), "The total score is between 4 and 9"),
        (json!({"consent": "none"}), "Has neither given nor withdrawn consent"),
        (json!({"opportunity": {"outcome": ["open", "won"]}}), "Has an opportunity that is open or won"),
        (json!({"relationship": ["prospect", "customer"]}), "Is a prospect or a customer"),
        (json!({"tier": ["named", "target"]}), "The account is named or a target"),
    ];
    for (json, wanted) in cases {
        assert_eq!(sentence(&filter(json), &Labels, Lang::En), wanted);
    }
}

#[test]
fn spanish_and_norwegian() {
    let hot = json!({"all": [
        {"did": {"kind": ["email_opened"], "count": {"at_least": 3}, "window": {"last_days": 30}}},
        {"not": {"in_segment": "hot"}}
    ]});
    let hot = filter(hot);
    let spanish = "Ha abierto un correo al menos 3 veces en los últimos 30 días y no está en el segmento “hot”";
    let norwegian = "Har åpnet en e-post minst 3 ganger i løpet av de siste 30 dager og er ikke i segmentet “hot”";
    assert_eq!(sentence(&hot, &Labels, Lang::Es), spanish);
    assert_eq!(sentence(&hot, &Labels, Lang::No), norwegian);
    let spain = filter(json!({"field": {"of": "contact", "key": "country", "op": "is", "values": ["ES"]}}));
    assert_eq!(sentence(&spain, &Labels, Lang::Es), "País es ES");
    assert_eq!(sentence(&spain, &Labels, Lang::No), "Land er ES");
    let rated = json!({"field": {"of": "contact", "key": "rating", "op": "at_least", "values": [1.5]}});
    let paid = json!({"field": {"of": "contact", "key": "paid", "op": "at_least", "values": [{"minor": 150, "currency": "EUR"}]}});
    for said in [filter(rated), filter(paid)] {
        let [en, es, no] = [Lang::En, Lang::Es, Lang::No].map(|lang| sentence(&said, &Labels, lang));
        assert!(en.contains("1.5") && es.contains("1,5") && no.contains("1,5"), "{en} · {es} · {no}");
    }
    assert_eq!([Lang::parse("nb-NO"), Lang::parse("es_MX"), Lang::parse("fr")], [Lang::No, Lang::Es, Lang::En]);
}

#[test]
fn every_known_kind_has_a_phrase() {
    for (name, ..) in kind::ALL {
        for lang in [Lang::En, Lang::Es, Lang::No] {
            assert!(kind_phrase(name, lang).is_some(), "{name}");
        }
    }
}

#[test]
fn an_explanation_shows_what_counted() {
    let mut view = world();
    for day in 1..=25 {
        did(&mut view, "email_opened", None, at(&format!("2026-02-{day:02}")));
    }
    did(&mut view, "page_viewed", None, at("2026-02-26"));
    let wanted = filter(json!({"any": [
        {"did": {"kind": ["email_opened"], "count": {"at_least": 2}}},
        {"sequence": {"first": {"kind": ["email_opened"]}, "then": {"kind": ["page_viewed"]}, "within_days": 3}},
        {"did": {"kind": ["purchase"]}}
    ]}));
    let why = explain_in(&view, &wanted, ana(&view), at("2026-03-08"), &Keys, Lang::En);
    assert!(why.holds);
    assert_eq!(why.parts[0].evidence, (6..=25).collect::<Vec<i64>>(), "the latest twenty");
    assert_eq!(why.parts[1].evidence, [25, 26]);
    assert!(!why.parts[2].holds && why.parts[2].evidence.is_empty());
    assert_eq!(why.parts[2].sentence, "Has purchased");
}
