//! Figures, what did not follow, windows of the calendar and the account's contacts: what is refused, how it reads, and
//! what it answers.

use crate::validate::published;
use model::Filter;
use rules::{Keys, Lang, sentence, validate_filter};
use serde_json::{Value as Json, json};

fn filter(json: &Json) -> Filter {
    serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{json}: {error}"))
}

fn measure(of: Json, op: &str, values: Json) -> Json {
    json!({"measure": {"kind": ["page_viewed"], "of": of, "op": op, "values": values}})
}

fn opened(window: Json) -> Json {
    json!({"did": {"kind": ["email_opened"], "window": window}})
}

#[test]
fn what_makes_no_sense_is_refused_with_its_place_and_the_remedy() {
    let euros = json!([{"minor": 100, "currency": "EUR"}]);
    let two = json!([{"minor": 100, "currency": "EUR"}, {"minor": 200, "currency": "NOK"}]);
    let of_account = |who: Json| json!({"at_account": {"who": who, "count": {"at_least": 3}}});
    let date =
        |op: &str, values: Json| json!({"field": {"of": "contact", "key": "renewal", "op": op, "values": values}});
    let cases = [
        (measure(json!("distinct_assets"), "contains", json!(["x"])), "filter.measure.op", "use is, is_not"),
        (measure(json!("distinct_assets"), "at_least", json!(["x"])), "filter.measure.values[0]", "the figure"),
        (measure(json!({"sum": "value"}), "at_least", json!([5])), "filter.measure.values[0]", "currency"),
        (measure(json!({"sum": "value"}), "known", json!([])), "filter.measure.op", "compare it with an amount"),
        (measure(json!({"sum": "value"}), "between", two), "filter.measure.values", "one currency"),
        (measure(json!({"max": {"property": " "}}), "at_least", json!([5])), "filter.measure.of", "is empty"),
        (measure(json!("last"), "in_this", json!(["fortnight"])), "filter.measure.values", "day, week, month"),
        (date("anniversary_in_next_days", json!([400])), "filter.field.values", "from 0 to 366"),
        (date("in_previous", json!([])), "filter.field.values", "exactly one value"),
        (opened(json!({"since_segment": "nope"})), "filter.did.window.since_segment", "publish it first"),
        (opened(json!({"since_stage": "nope"})), "filter.did.window.since_stage", "no stage"),
        (
            json!({"not_since": {"first": {"kind": []}, "then": {"kind": ["x"]}}}),
            "filter.not_since.first.kind",
            "at least one",
        ),
        (
            of_account(json!({"score": {"part": "total", "at_least": 5}})),
            "filter.at_account.who",
            "can't ask about scores",
        ),
        (of_account(json!({"in_segment": "hot"})), "filter.at_account.who", "can't ask about scores"),
        (of_account(of_account(json!({"all": []}))), "filter.at_account.who", "contacts again"),
        (
            json!({"at_account": {"who": {"all": []}, "count": {"at_least": 0}}}),
            "filter.at_account.count",
            "give a bound",
        ),
    ];
    for (json, path, words) in cases {
        let problems = validate_filter(&filter(&json), &published());
        let found = problems.iter().any(|problem| problem.path == path && problem.message.contains(words));
        assert!(found, "no problem at {path} with \"{words}\" for {json}: {problems:#?}");
    }
    for json in [
        measure(json!({"sum": "value"}), "at_least", euros),
        measure(json!("last"), "in_last_days", json!([90])),
        measure(json!({"distinct": "utm_source"}), "at_least", json!([2])),
        opened(json!({"since_stage": "aql"})),
        opened(json!({"this": "quarter"})),
        of_account(opened(json!({"previous": "week"}))),
        date("in_this", json!(["month"])),
    ] {
        assert_eq!(validate_filter(&filter(&json), &published()), [], "{json}");
    }
}

#[test]
fn a_segment_cannot_count_since_it_was_entered_itself() {
    let own = json!({"label": "A", "filter": opened(json!({"since_segment": "a"}))});
    let body = model::Body::parse(model::DefinitionKind::Segment, &own).unwrap();
    let problems = rules::validate("a", &body, &published());
    assert!(problems.iter().any(|problem| problem.message.contains("in a circle")), "{problems:#?}");
}

#[test]
fn it_reads_as_people_would_say_it() {
    let three = json!({"at_account": {"who": {"did": {"kind": ["page_viewed"], "window": {"this": "month"}}}, "count": {"at_least": 3}}});
    let asked = json!({"not_since": {"first": {"kind": ["form_submitted"]}, "then": {"kind": ["email_opened"]}, "window": {"last_days": 30}}});
    let assets = measure(json!("distinct_assets"), "at_least", json!([3]));
    let renewal = json!({"field": {"of": "contact", "key": "renewal", "op": "in_next", "values": ["month"]}});
    for (json, lang, text) in [
        (&three, Lang::En, "At least 3 contacts of the account fit: has viewed a page this month"),
        (&three, Lang::Es, "Al menos 3 contactos de la cuenta cumplen: ha visto una página este mes"),
        (&three, Lang::No, "Minst 3 kontakter i bedriften oppfyller: har sett en side denne måneden"),
        (&asked, Lang::En, "Has submitted a form in the last 30 days, and since then has not opened an email"),
        (&assets, Lang::En, "The number of different items (viewed a page) is at least 3"),
        (&renewal, Lang::En, "Renewal is next month"),
        (&renewal, Lang::No, "Renewal er neste måned"),
    ] {
        assert_eq!(sentence(&filter(json), &Keys, lang), text, "{lang:?}");
    }
    let both = sentence(&filter(&json!({"all": [three, renewal]})), &Keys, Lang::En);
    let wanted = "(at least 3 contacts of the account fit: has viewed a page this month) and renewal is next month";
    assert_eq!(both, wanted);
}
