//! Broken tests of variants: each problem names its place and the remedy.

use crate::validate::{accepted, program, refused, with};
use model::DefinitionKind::Program;
use serde_json::{Value as Json, json};

fn batch() -> Json {
    json!({"batch": {"segment": "hot", "email": "hello", "test": {
        "variants": [{"key": "a", "label": "A"}, {"key": "b", "label": "B", "subject": "Other"}],
        "by": "clicks", "after_hours": 24, "share": 20, "holdout": 10}}})
}

#[test]
fn a_sound_test_passes_and_a_program_without_one_reads_as_before() {
    accepted(Program, "mine", program(batch()));
    accepted(Program, "mine", program(json!({"batch": {"segment": "hot", "email": "hello"}})));
}

#[test]
fn broken_tests_are_refused_with_their_place() {
    let refused = |at: &str, value: Json, place: &str, words: &str| {
        let does = with(batch(), &format!("/batch/test/{at}"), value);
        refused(Program, "mine", program(does), &format!("does.batch.test.{place}"), words);
    };
    let many = |n: usize| Json::from_iter((0..n).map(|n| json!({"key": format!("v{n}"), "label": "V", "hour": n})));
    refused("variants", many(1), "variants", "2 to 6");
    refused("variants", many(7), "variants", "2 to 6");
    refused("variants/1/subject", json!(""), "variants[1]", "same as another variant");
    refused("variants/1/subject", json!("two\nlines"), "variants[1].subject", "one line");
    refused("variants/1/key", json!("a"), "variants[1].key", "used twice");
    refused("variants/1/label", json!(" "), "variants[1].label", "is empty");
    refused(
        "variants/1",
        json!({"key": "b", "label": "B", "email": "nope"}),
        "variants[1].email",
        "no published email",
    );
    refused(
        "variants/1",
        json!({"key": "b", "label": "B", "from_address": "me"}),
        "variants[1].from_address",
        "not an e-mail",
    );
    refused("variants/1", json!({"key": "b", "label": "B", "hour": 24}), "variants[1].hour", "0 and 23");
    refused("after_hours", json!(0), "after_hours", "between 1 and 720");
    refused("share", json!(0), "share", "1 at least");
    refused("share", json!(90), "share", "leave somebody over");
    refused("holdout", json!(51), "holdout", "0 and 50");
}
