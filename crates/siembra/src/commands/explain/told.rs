//! Reasons for people: what holds and what does not, and under it the activities that made it so. Where they are a
//! colleague's it is said whose.

use crate::print::cell;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What `/contacts/{id}/explain` says.
pub fn lines(explained: &Json) -> Vec<String> {
    let activities =
        list(&explained["evidence"]).iter().map(|one| (one["number"].as_i64().unwrap_or(0), activity(one)));
    let mut told = Told { activities: activities.collect(), lines: Vec::new() };
    told.heading("Segments");
    for segment in list(&explained["segments"]) {
        told.line(1, &marked(&segment["member"], &segment["label"]));
        told.because(2, &segment["because"]);
    }
    let scores = &explained["scores"];
    let parts = ["behaviour", "fit", "account"].map(|part| format!("{part} {}", cell(&scores[part])));
    told.heading(&format!("Score {}: {}", cell(&explained["total_score"]), parts.join(", ")));
    for given in list(&explained["contributions"]) {
        let times = given["times"].as_i64().filter(|times| *times > 1).map(|times| format!(" ×{times}"));
        let points = given["points"].as_i64().unwrap_or(0);
        told.line(1, &format!("{points:+} {}{}", cell(&given["label"]), times.unwrap_or_default()));
        told.evidence(2, &given["evidence"]);
    }
    told.gates(&explained["gates"]);
    told.stage(&explained["stage"]);
    told.lines
}

struct Told {
    /// In words, by their numbers.
    activities: BTreeMap<i64, String>,
    lines: Vec<String>,
}

impl Told {
    fn heading(&mut self, text: &str) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.push(text.to_string());
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.lines.push(format!("{}{text}", "  ".repeat(depth)));
    }

    fn because(&mut self, depth: usize, reason: &Json) {
        let parts = list(&reason["parts"]);
        // A group of one says what its only part says.
        if let [only] = parts
            && only["sentence"] == reason["sentence"]
        {
            return self.because(depth, only);
        }
        let until = reason["until"].as_str().map(|until| format!(" (until {until} at least)"));
        let sentence = marked(&reason["holds"], &reason["sentence"]);
        self.line(depth, &(sentence + &until.unwrap_or_default()));
        self.evidence(depth + 1, &reason["evidence"]);
        parts.iter().for_each(|part| self.because(depth + 1, part));
    }

    fn evidence(&mut self, depth: usize, numbers: &Json) {
        for number in list(numbers).iter().filter_map(Json::as_i64) {
            // Of very many the API describes the newest.
            let text = self.activities.get(&number).cloned().unwrap_or_else(|| format!("activity {number}"));
            self.line(depth, &format!("· {text}"));
        }
    }

    fn gates(&mut self, gates: &Json) {
        if gates.is_null() {
            return;
        }
        self.heading("Gates");
        for gate in ["complete", "behaviour", "account"] {
            self.line(1, &marked(&gates[gate]["passed"], &gates[gate]["line"]));
        }
        if let Some(excluded) = gates["excluded"].as_str() {
            self.line(1, &marked(&Json::Bool(false), &excluded.into()));
        }
    }

    fn stage(&mut self, stage: &Json) {
        if stage.is_null() {
            return;
        }
        self.heading(&format!("Stage {} since {}", cell(&stage["label"]), cell(&stage["since"])));
        for reason in list(&stage["because"]) {
            self.line(1, &cell(reason));
        }
    }
}

fn list(value: &Json) -> &[Json] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn marked(holds: &Json, text: &Json) -> String {
    format!("{} {}", if holds == &Json::Bool(true) { "✓" } else { "✗" }, cell(text))
}

fn activity(one: &Json) -> String {
    let about = [&one["asset_label"], &one["asset"]].into_iter().map(cell).find(|text| !text.is_empty());
    let mut parts = vec![cell(&one["occurred_at"]), cell(&one["label"])];
    parts.extend(about);
    if !one["by"].is_null() {
        parts.push(whose(&one["by"]));
    }
    parts.join(" · ")
}

/// Who has no name is called by its id.
fn whose(by: &Json) -> String {
    let name = if by["name"] == by["id"] { "a contact without a name".into() } else { cell(&by["name"]) };
    format!("{name} ({})", cell(&by["id"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_colleagues_did_is_told_with_whose_it_is() {
        let activity = |number: i64, by: Json| {
            json!({"number": number, "label": "Page viewed", "asset": "/pricing", "asset_label": null,
                "occurred_at": "2026-11-20T10:00:00Z", "by": by})
        };
        let sentence = "at least 3 contacts of the account viewed a page";
        let leaf = json!({"sentence": sentence, "holds": true, "until": "2026-11-27T10:00:00Z",
            "evidence": [3, 7, 8, 9], "parts": []});
        let gate = json!({"passed": false, "line": "Behaviour 0 of 50."});
        let explained = json!({
            "segments": [{"key": "busy", "label": "Busy", "member": true, "because":
                {"sentence": sentence, "holds": true, "evidence": [], "parts": [leaf]}}],
            "scores": {"behaviour": 0, "fit": 0, "account": 10}, "total_score": 10,
            "contributions": [{"label": "Busy", "points": 10, "times": 1, "evidence": [8]}],
            "gates": {"complete": gate, "behaviour": gate, "account": gate, "excluded": null},
            "stage": null,
            "evidence": [
                activity(9, json!({"id": "con_3", "name": "con_3"})),
                activity(8, json!({"id": "con_2", "name": "Ana López"})),
                activity(7, Json::Null),
            ],
        });
        let viewed = "2026-11-20T10:00:00Z · Page viewed · /pricing";
        let expected = [
            "Segments".to_string(),
            "  ✓ Busy".into(),
            format!("    ✓ {sentence} (until 2026-11-27T10:00:00Z at least)"),
            "      · activity 3".into(),
            format!("      · {viewed}"),
            format!("      · {viewed} · Ana López (con_2)"),
            format!("      · {viewed} · a contact without a name (con_3)"),
            String::new(),
            "Score 10: behaviour 0, fit 0, account 10".into(),
            "  +10 Busy".into(),
            format!("    · {viewed} · Ana López (con_2)"),
            String::new(),
            "Gates".into(),
            "  ✗ Behaviour 0 of 50.".into(),
            "  ✗ Behaviour 0 of 50.".into(),
            "  ✗ Behaviour 0 of 50.".into(),
        ];
        assert_eq!(lines(&explained), expected);
    }
}
