//! Query parameters: what cannot be read is refused with its name and what to do, by every route alike.

use crate::support::*;
use serde_json::Value as Json;

/// Values that the parameter cannot have; none for texts that may be anything.
fn wrong(parameter: &Json) -> Vec<&'static str> {
    let (name, schema) = (parameter["name"].as_str().unwrap(), parameter["schema"].to_string());
    match name {
        "limit" => vec!["many", "0", "201", "-1", ""],
        "after" => vec!["yesterday", "-1", "99999999999999999999"],
        "filter" => vec!["%7B"],
        "from" | "to" if !schema.contains("integer") => vec!["yesterday", "2026-13-01", ""],
        "import" | "state" | "contact" => vec!["nonsense"],
        _ if schema.contains("integer") => vec!["many"],
        _ if schema.contains("$ref") || schema.contains("enum") => vec!["nonsense"],
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_its_name() {
    let site = Site::open().await;
    let admin = site.admin().await;
    let id = site.contact(&admin, "ana@example.com", serde_json::json!({})).await;
    let document = serde_json::to_value(api::openapi::document()).unwrap();
    let (mut routes, mut tried) = (0, 0);
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(rest) = path.strip_prefix("/api/v1").filter(|_| item["get"].is_object()) else { continue };
        let address = rest.replace("{id}", &id).replace("{kind}", "segment").replace("{key}", "x");
        let all = item["get"]["parameters"].as_array().cloned().unwrap_or_default();
        let mut cases = vec![("limmit".to_string(), "5")];
        for parameter in all.iter().filter(|parameter| parameter["in"] == "query") {
            let name = parameter["name"].as_str().unwrap();
            cases.extend(wrong(parameter).into_iter().map(|value| (name.to_string(), value)));
        }
        routes += 1;
        for (name, value) in cases {
            let answer = site.get(&admin, &format!("{address}?{name}={value}")).await;
            let answer = answer.expect(400);
            assert_eq!(answer.header("content-type"), "application/problem+json", "{path} {name}={value}");
            assert_eq!(answer.fields(), [name.as_str()], "{path} {name}={value}: {}", answer.text());
            tried += 1;
        }
    }
    assert!(routes > 30 && tried > 100, "{routes} routes, {tried} values");
    site.get(&admin, "/contacts?limit=200&after=0&sort=name&q=").await.expect(200);
    site.get(&As::Nobody, "/contacts?limmit=5").await.expect(401);
}
