//! What a file leaves open, and the option that answers it.

use crate::args::{Answer, Import};
use anyhow::{Context, Result};
use serde_json::{Value as Json, json};

/// The mapping that the options make; `None` when they say nothing of it.
pub fn mapping(args: &Import, object: &Json) -> Result<Option<Json>> {
    let mut mapping = match &args.mapping {
        Some(file) => {
            let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
            serde_json::from_str(&text).context("the mapping is not JSON")?
        }
        None if args.answers.is_empty() => return Ok(None),
        None => json!({"object": object, "columns": []}),
    };
    if !mapping["columns"].is_array() {
        mapping["columns"] = json!([]);
    }
    if let Some(columns) = mapping["columns"].as_array_mut() {
        args.answers.iter().for_each(|answer| put(columns, answer));
    }
    Ok(Some(mapping))
}

fn put(columns: &mut Vec<Json>, answer: &Answer) {
    let at = columns.iter().position(|column| column["column"] == answer.column.as_str()).unwrap_or_else(|| {
        columns.push(json!({"column": answer.column}));
        columns.len() - 1
    });
    // What one number stands for is the only answer that is no text.
    let number = answer.value.parse::<i64>().ok().filter(|_| answer.about == "scale");
    columns[at][&answer.about] = number.map_or_else(|| json!(answer.value), Json::from);
}

/// Columns of the file that go nowhere, but for those that our reports of rejected rows add.
pub fn left_out(job: &Json) -> Vec<String> {
    let goes = |name: &str| {
        let column = job["mapping"]["columns"].as_array()?.iter().find(|column| column["column"] == name)?;
        column["to"].as_str().filter(|to| *to != "ignore")
    };
    let names = job["columns"].as_array().into_iter().flatten().filter_map(|column| column["name"].as_str());
    names.filter(|name| goes(name).is_none() && !name.starts_with("Import: ")).map(str::to_string).collect()
}

/// The questions and problems of a proposal, each with the options that settle it; `None` when nothing is open.
pub fn open(job: &Json) -> Option<Json> {
    let list = |key: &str| job[key].as_array().cloned().unwrap_or_default();
    let mut questions = list("questions");
    for question in &mut questions {
        let text = |json: &Json| json.as_str().unwrap_or_default().to_string();
        let (column, about) = (text(&question["column"]), text(&question["about"]));
        for choice in question["choices"].as_array_mut().into_iter().flatten() {
            let value = text(&choice["value"]);
            choice["option"] = json!(Answer { column: column.clone(), about: about.clone(), value }.typed());
        }
    }
    let problems = list("problems");
    (!questions.is_empty() || !problems.is_empty()).then(|| json!({"questions": questions, "problems": problems}))
}

/// The same for people to read.
pub fn told(open: &Json, job: &Json) -> String {
    let mut lines = Vec::new();
    let text = |json: &Json| json.as_str().unwrap_or_default().to_string();
    for question in open["questions"].as_array().into_iter().flatten() {
        lines.push(text(&question["text"]));
        let choices = question["choices"].as_array().into_iter().flatten();
        lines.extend(choices.map(|choice| format!("  {}    {}", text(&choice["option"]), text(&choice["example"]))));
    }
    let problems = open["problems"].as_array().into_iter().flatten();
    let said: Vec<String> =
        problems.map(|problem| format!("{}; {}", text(&problem["reason"]), text(&problem["remedy"]))).collect();
    if !said.is_empty() {
        lines.extend(said);
        let columns = job["columns"].as_array().into_iter().flatten().map(|column| text(&column["name"]));
        lines.push(format!("  columns: {}", columns.collect::<Vec<_>>().join(", ")));
        let targets = job["targets"].as_array().into_iter().flatten().map(|info| text(&info["target"]));
        lines.push(format!("  --answer 'COLUMN:to=TARGET' with one of {}", targets.collect::<Vec<_>>().join(", ")));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_go_nowhere_are_named() {
        let job = json!({
            "columns": [{"name": "mail"}, {"name": "shoe"}, {"name": "cat"}, {"name": "Import: line"}],
            "mapping": {"columns": [{"column": "mail", "to": "email"}, {"column": "shoe", "to": "ignore"}]},
        });
        assert_eq!(left_out(&job), ["shoe", "cat"]);
    }
}
