//! Broken definitions: each problem names its place and the remedy.

use model::field::is_key;
use model::{Body, DefinitionKind};
use rules::{Refs, validate, validate_filter};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

#[derive(Default)]
pub struct Published(BTreeMap<(DefinitionKind, String), Body>);

impl Published {
    fn with(mut self, kind: DefinitionKind, key: &str, json: Json) -> Published {
        self.0.insert((kind, key.into()), Body::parse(kind, &json).unwrap());
        self
    }
}

impl Refs for Published {
    fn definition(&self, kind: DefinitionKind, key: &str) -> Option<&Body> {
        self.0.get(&(kind, key.to_string()))
    }
    fn is_user(&self, email: &str) -> bool {
        email.ends_with("@siembra.test")
    }
}

fn settings() -> Json {
    json!({
        "company": "Acme", "sender_name": "Acme", "sender_address": "hi@acme.test", "public_url": "https://go.acme.test",
        "currency": "EUR", "zone": "Europe/Madrid", "fiscal_year_start": 1, "week_start": 1,
        "business_hours": {"from": 9, "to": 17, "days": [1, 2, 3, 4, 5]}, "holidays": ["2026-12-25"],
        "go_live": "2026-01-01", "limits": {"per_day": 1, "per_week": 3},
        "marketing_sources": ["web"], "rejection_reasons": ["no budget"], "channels": ["Email"]
    })
}

fn lifecycle() -> Json {
    json!({
        "label": "Leads",
        "stages": [
            {"key": "new", "label": "New", "kind": "inventory", "path": true},
            {"key": "check", "label": "Check", "kind": "gate"},
            {"key": "aql", "label": "AQL", "kind": "sla", "sla_hours": 8, "path": true},
            {"key": "won", "label": "Won", "kind": "terminal", "path": true},
            {"key": "lost", "label": "Lost", "kind": "terminal"}
        ],
        "transitions": [
            {"from": ["new"], "to": "check", "on": "filter", "when": {"score": {"part": "behaviour", "at_least": 5}}},
            {"from": ["check"], "to": "aql", "on": "filter", "when": {"score": {"part": "account", "at_least": 5}}},
            {"from": ["check"], "to": "lost", "on": "filter", "when": {"all": []}},
            {"to": "won", "on": "won"}
        ]
    })
}

fn scoring() -> Json {
    json!({
        "label": "Score",
        "behaviour": [{"key": "opens", "label": "Opens", "what": {"kind": ["email_opened"]}, "points": 2, "most": 5}],
        "fit": [{"key": "no", "label": "Norway", "points": 5,
                 "when": {"field": {"of": "contact", "key": "country", "op": "is", "values": ["NO"]}}}],
        "account": [{"key": "big", "label": "Big", "points": 20,
                     "when": {"field": {"of": "account", "key": "employees", "op": "at_least", "values": [100]}}}],
        "target_account_at": 20
    })
}

pub fn published() -> Published {
    use DefinitionKind::*;
    let segment = |filter: Json| json!({"label": "S", "filter": filter});
    Published::default()
        .with(Settings, "main", settings())
        .with(Lifecycle, "main", lifecycle())
        .with(Scoring, "main", scoring())
        .with(List, "fair", json!({"label": "Fair"}))
        .with(Email, "hello", json!({"label": "Hello", "subject": "Hi", "mjml": "<mjml/>"}))
        .with(Segment, "hot", segment(json!({"score": {"part": "total", "at_least": 50}})))
        .with(Segment, "a", segment(json!({"in_segment": "b"})))
        .with(Segment, "b", segment(json!({"not": {"in_segment": "c"}})))
        .with(
            Field,
            "contact.plan",
            json!({"object": "contact", "key": "plan", "type": "choice", "label": "Plan",
            "choices": [{"key": "free", "label": "Free"}, {"key": "pro", "label": "Pro"}]}),
        )
        .with(
            Field,
            "contact.renewal",
            json!({"object": "contact", "key": "renewal", "type": "date", "label": "Renewal"}),
        )
        .with(Program, "news", program(json!({"batch": {"segment": "hot", "email": "hello"}})))
}

pub fn program(does: Json) -> Json {
    json!({"label": "News", "channel": "Email", "does": does})
}

/// The value at a pointer replaced.
pub fn with(mut json: Json, pointer: &str, value: Json) -> Json {
    *json.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")) = value;
    json
}

#[track_caller]
pub fn refused(kind: DefinitionKind, key: &str, json: Json, path: &str, words: &str) {
    let problems = validate(key, &Body::parse(kind, &json).unwrap(), &published());
    let found = problems.iter().any(|problem| problem.path == path && problem.message.contains(words));
    assert!(found, "no problem at {path} with \"{words}\" in {problems:#?}");
}

#[track_caller]
pub fn accepted(kind: DefinitionKind, key: &str, json: Json) {
    assert_eq!(validate(key, &Body::parse(kind, &json).unwrap(), &published()), []);
}

#[test]
fn sound_definitions_pass() {
    for ((kind, key), body) in &published().0 {
        if !["a", "b"].contains(&key.as_str()) {
            assert_eq!(validate(key, body, &published()), [], "{kind:?} {key}");
        }
    }
}

#[test]
fn filters() {
    let field =
        |key: &str, op: &str, values: Json| json!({"field": {"of": "contact", "key": key, "op": op, "values": values}});
    let did = |more: Json| {
        let mut did = json!({"kind": ["email_opened"]});
        did.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "did": did })
    };
    let cases = [
        (field("nope", "is", json!(["x"])), "filter.field.key", "no contact field"),
        (field("country", "at_least", json!(["x"])), "filter.field.op", "use is, is_not, contains"),
        (field("renewal", "contains", json!(["x"])), "filter.field.op", "type date"),
        (field("renewal", "before", json!(["1/2/2026"])), "filter.field.values[0]", "2026-03-01"),
        (field("renewal", "between", json!(["2026-03-01", "2026-02-01"])), "filter.field.values", "lower value first"),
        (field("renewal", "between", json!(["2026-03-01"])), "filter.field.values", "two values"),
        (field("renewal", "in_last_days", json!([0])), "filter.field.values", "between 1 and"),
        (field("renewal", "in_last_days", json!(["7"])), "filter.field.values", "whole number"),
        (field("plan", "is", json!(["gold"])), "filter.field.values[0]", "choose from free, pro"),
        (field("plan", "known", json!(["free"])), "filter.field.values", "no value; remove"),
        (field("plan", "contains", json!([""])), "filter.field.values", "not empty"),
        (field("plan", "is", json!([])), "filter.field.values", "at least one value"),
        (json!({"field": {"of": "opportunity", "key": "stage", "op": "known"}}), "filter.field.of", "opportunity"),
        (did(json!({"kind": []})), "filter.did.kind", "at least one"),
        (did(json!({"kind": ["Signed Up"]})), "filter.did.kind", "snake_case"),
        (did(json!({"count": {"at_least": 0}})), "filter.did.count", "give a bound"),
        (did(json!({"count": {"at_most": 0}})), "filter.did.count", "set at_least to 0"),
        (did(json!({"window": {"last_days": 0}})), "filter.did.window", "between 1 and"),
        (
            did(json!({"window": {"between": {"from": "2026-02-01", "to": "2026-01-01"}}})),
            "filter.did.window",
            "ends before",
        ),
        (
            did(json!({"properties": [{"key": "at", "op": "in_last_days", "values": [1]}]})),
            "filter.did.properties[0].op",
            "use the window",
        ),
        (json!({"all": [{"in_segment": "nope"}]}), "filter.all[0].in_segment", "publish it first"),
        (json!({"in_list": "nope"}), "filter.in_list", "no published list"),
        (json!({"not": {"stage": ["nope"]}}), "filter.not.stage", "choose from new, check"),
        (json!({"stage": []}), "filter.stage", "at least one"),
        (json!({"program": {"key": "nope"}}), "filter.program.key", "no published program"),
        (json!({"program": {"key": "news", "status": ["bought"]}}), "filter.program.status", "choose from member"),
        (json!({"score": {"part": "fit"}}), "filter.score", "no bound"),
        (json!({"score": {"part": "fit", "at_least": 9, "at_most": 3}}), "filter.score", "swap"),
        (json!({"relationship": []}), "filter.relationship", "at least one"),
        (json!({"all": vec![json!({"in_list": "fair"}); 201]}), "filter", "200 conditions"),
    ];
    for (filter, path, words) in cases {
        let problems = validate_filter(&serde_json::from_value(filter.clone()).unwrap(), &published());
        let found = problems.iter().any(|problem| problem.path == path && problem.message.contains(words));
        assert!(found, "{filter}: no problem at {path} with \"{words}\" in {problems:#?}");
    }
}

#[test]
fn segments_in_circles_and_too_deep() {
    use DefinitionKind::Segment;
    let segment = |key: &str| json!({"label": "S", "filter": {"any": [{"in_segment": key}]}});
    refused(Segment, "c", segment("a"), "filter.any[0].in_segment", "c → a → b → c");
    refused(Segment, "c", segment("c"), "filter.any[0].in_segment", "c → c");
    accepted(Segment, "d", segment("hot"));
    let mut refs = published().with(Segment, "s0", json!({"label": "S", "filter": {"all": []}}));
    for level in 1..40 {
        refs = refs.with(Segment, &format!("s{level}"), segment(&format!("s{}", level - 1)));
    }
    let deep = Body::parse(Segment, &segment("s30")).unwrap();
    assert!(validate("deep", &deep, &refs)[0].message.contains("deep"));
    let shallow = Body::parse(Segment, &segment("s10")).unwrap();
    assert_eq!(validate("shallow", &shallow, &refs), []);
}

#[test]
fn scoring_and_gates() {
    use DefinitionKind::{Qualification, Scoring};
    let refused = |pointer: &str, value: Json, path: &str, words: &str| {
        refused(Scoring, "main", with(scoring(), pointer, value), path, words);
    };
    refused("/behaviour/0/what/kind", json!(["sales_call"]), "behaviour[0].what.kind", "never counts");
    refused("/behaviour/0/points", json!(0), "behaviour[0].points", "not be 0");
    refused("/behaviour/0/most", json!(0), "behaviour[0].most", "counts nothing");
    refused("/fit/0/when", json!({"tier": ["named"]}), "fit[0].when", "cannot depend on scores");
    refused("/fit/0/when", json!({"not": {"in_segment": "hot"}}), "fit[0].when", "cannot depend on scores");
    refused("/account/0/when", json!({"in_list": "fair"}), "account[0].when", "account is scored by itself");
    refused("/target_account_at", json!(500), "target_account_at", "account cap, 100");
    self::refused(Scoring, "other", scoring(), "key", "main");
    let gates = json!({"label": "AQL", "target_title": {"all": []}, "behaviour_at_least": 120, "account_at_least": 20});
    self::refused(Qualification, "main", gates.clone(), "behaviour_at_least", "caps this part at 100");
    accepted(Qualification, "main", with(gates, "/behaviour_at_least", json!(40)));
}

#[test]
fn lifecycles() {
    let refused = |pointer: &str, value: Json, path: &str, words: &str| {
        refused(DefinitionKind::Lifecycle, "main", with(lifecycle(), pointer, value), path, words);
    };
    refused("/stages", json!([]), "stages", "begin with");
    refused("/stages/0/kind", json!("terminal"), "stages[0].kind", "holds leads");
    refused("/stages/2/sla_hours", json!(0), "stages[2].sla_hours", "needs its time");
    refused("/stages/1/key", json!("new"), "stages[1].key", "used twice");
    refused("/transitions/3/to", json!("gone"), "transitions[3].to", "choose from new, check");
    refused("/transitions/3/to", json!("lost"), "stages[3]", "no way leads to \"won\"");
    refused("/transitions/0/from", json!(["won"]), "transitions[0].from", "terminal");
    refused("/transitions/2/when", json!({"in_list": "fair"}), "stages[1]", "everybody else");
    refused("/transitions/1/on", json!("won"), "transitions[1].on", "only a filter");
    refused("/transitions/0/when", json!({"stage": ["old"]}), "transitions[0].when.stage", "no stage \"old\"");
    refused("/transitions/0/to", json!("new"), "transitions[0]", "back to where it starts");
}

#[test]
fn programs() {
    let refused = |does: Json, path: &str, words: &str| {
        refused(DefinitionKind::Program, "mine", program(does), path, words);
    };
    refused(json!({"batch": {"segment": "nope", "email": "hello"}}), "does.batch.segment", "no published segment");
    let trigger = |steps: Json| json!({"trigger": {"when": {"kind": ["form_submitted"]}, "steps": steps}});
    refused(trigger(json!([])), "does.trigger.steps", "1 to 50");
    refused(trigger(json!([{"wait_hours": 5}])), "does.trigger.steps[0]", "nothing comes after");
    refused(trigger(json!([{"send": {"email": "nope"}}])), "does.trigger.steps[0].send.email", "no published email");
    refused(
        trigger(json!([{"change": {"field": "plan", "value": "gold"}}])),
        "does.trigger.steps[0].change.value",
        "choose from free, pro",
    );
    refused(
        trigger(json!([{"alert": {"to": {"user": "a@b.c"}, "text": "x"}}])),
        "does.trigger.steps[0].alert.to",
        "no active user",
    );
    let itself = json!({"trigger": {"when": {"kind": ["program_acted"]}, "steps": [{"task": {"text": "call"}}]}});
    refused(itself, "does.trigger.when", "set itself off");
    let nurture = json!({"nurture": {
        "audience": {"not": {"program": {"key": "mine", "status": ["clicked"]}}}, "dormant_days": 90,
        "categories": [{"key": "c_level", "label": "C-level", "when": {"all": []}}],
        "mid_at": 20, "late_at": 50, "hysteresis": 5, "every_days": 7, "hour": 9}});
    accepted(DefinitionKind::Program, "mine", program(nurture.clone()));
    refused(with(nurture.clone(), "/nurture/hour", json!(24)), "does.nurture.hour", "0 and 23");
    refused(with(nurture.clone(), "/nurture/late_at", json!(20)), "does.nurture.late_at", "above mid_at");
    refused(
        with(nurture.clone(), "/nurture/categories/0/key", json!("other")),
        "does.nurture.categories[0].key",
        "there by itself",
    );
    let status = with(nurture, "/nurture/audience/not/program/status", json!(["bought"]));
    refused(status, "does.nurture.audience.not.program.status", "no status \"bought\"");
    let channel = with(program(json!("passive")), "/channel", json!("Fax"));
    self::refused(DefinitionKind::Program, "mine", channel, "channel", "choose from Email");
    let statuses = json!([{"key": "a", "label": "A", "step": 2}, {"key": "b", "label": "B", "step": 1}]);
    let mut unordered = program(json!("passive"));
    unordered["statuses"] = statuses;
    self::refused(DefinitionKind::Program, "mine", unordered, "statuses", "in order");
}

#[test]
fn instance_settings() {
    let refused = |pointer: &str, value: Json, path: &str, words: &str| {
        refused(DefinitionKind::Settings, "main", with(settings(), pointer, value), path, words);
    };
    refused("/zone", json!("Madrid"), "zone", "Europe/Madrid");
    refused("/holidays/0", json!("25/12/2026"), "holidays[0]", "2026-12-25");
    refused("/go_live", json!("2026-02-30"), "go_live", "not a date");
    refused("/business_hours/to", json!(9), "business_hours", "begin before they end");
    refused("/business_hours/days", json!([0]), "business_hours.days", "weekdays");
    refused("/limits/per_day", json!(0), "limits.per_day", "1 or more");
    refused("/sender_address", json!("acme"), "sender_address", "name@example.com");
    refused("/public_url", json!("go.acme.test"), "public_url", "https://");
    refused("/rejection_reasons", json!([]), "rejection_reasons", "at least one");
    let mut rates = settings();
    rates["rates"] = json!([{"currency": "NOK", "date": "2026-01-01", "rate": "0"}]);
    self::refused(DefinitionKind::Settings, "main", rates.clone(), "rates[0].rate", "above 0");
    rates["rates"] = json!([{"currency": "EUR", "date": "2026-01-01", "rate": "1"}]);
    self::refused(DefinitionKind::Settings, "main", rates, "rates[0].currency", "no rate");
}

#[test]
fn fields_assignment_and_content() {
    use DefinitionKind::{Asset, Assignment, Email, Field, Goal};
    let field = |kind: &str, more: Json| {
        let mut field = json!({"object": "contact", "key": "size", "type": kind, "label": "Size"});
        field.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        field
    };
    accepted(Field, "contact.size", field("integer", json!({"default": 3})));
    refused(Field, "contact.size", field("integer", json!({"default": "3"})), "default", "whole number");
    refused(Field, "size", field("integer", json!({})), "key", "contact.size");
    refused(Field, "contact.size", field("choice", json!({})), "choices", "list at least one");
    refused(Field, "contact.email", field("integer", json!({"key": "email"})), "type", "keeps its type");
    assert!(!is_key("Size"));
    let rule = |to: Json, hours: u32| json!({"label": "A", "rules": [{"label": "R", "to": to, "sla_hours": hours}]});
    accepted(Assignment, "main", rule(json!({"round_robin": ["ana@siembra.test"]}), 8));
    refused(Assignment, "main", rule(json!({"round_robin": []}), 8), "rules[0].to.round_robin", "at least one user");
    refused(Assignment, "main", rule(json!({"user": "x@y.z"}), 8), "rules[0].to.user", "invite them");
    refused(Assignment, "main", rule(json!("account_owner"), 0), "rules[0].sla_hours", "between 1");
    let asset = json!({"label": "Guide", "type": "ebook", "depth": "mid", "url": "/guide", "email": "nope"});
    refused(Asset, "guide", asset.clone(), "url", "https://");
    refused(Asset, "guide", asset, "email", "no published email");
    let email = json!({"label": "Hi", "subject": "a\nb", "mjml": "<mjml/>", "operational": " "});
    refused(Email, "hi", email.clone(), "subject", "one line");
    refused(Email, "hi", email, "operational", "say why");
    refused(Goal, "g", json!({"kpi": "clicks"}), "target", "needs a target");
    refused(Email, "Hi there", json!({"label": "Hi", "subject": "a", "mjml": "x"}), "key", "lower-case");
}
