//! What came of mail, over the API.

use crate::support::*;
use serde_json::json;

/// What came of it, who is behind each number, and every fetch.
pub async fn of_the_run(site: &Site, who: &As, run: &str) {
    let results = site.get(who, &format!("/programs/spring/results?run={run}")).await.expect(200).json();
    let count = |outcome: &str| {
        let all = results["outcomes"].as_array().unwrap();
        all.iter().find(|one| one["outcome"] == outcome).unwrap()["contacts"].as_u64().unwrap()
    };
    assert_eq!((count("sent"), count("held"), count("opened"), count("clicked")), (1, 1, 1, 1), "{results}");
    let (link, one) = (&results["links"][0], json!({"place": 1, "contacts": 1, "clicks": 1}));
    assert_eq!((&link["link"], &link["wordings"][0]["places"]), (&json!("https://example.com/prices"), &json!([one])));
    let other = site.get(who, "/programs/spring/results?run=999").await.expect(200).json();
    assert!(other["outcomes"].as_array().unwrap().iter().all(|one| one["contacts"] == 0));
    let link = "/programs/spring/results/contacts?outcome=clicked&link=https%3A%2F%2Fexample.com%2Fprices";
    let behind = async |place: u8| site.get(who, &format!("{link}&version=1&place={place}")).await.expect(200).json();
    assert_eq!((&behind(1).await["items"][0]["name"], &behind(2).await["total"]), (&json!("Kari"), &json!(0)));
    let drawn = site.get(who, &format!("/emails/spring_prices/drawn?run={run}")).await.expect(200).json();
    assert!(drawn["version"] == 1 && drawn["html"].as_str().unwrap().contains("data-place=\"1\""), "{drawn}");
    site.get(who, "/emails/spring_prices/drawn?version=7").await.expect(404);
    site.get(who, "/emails/spring_prices/drawn?run=x").await.expect(400);
    let csv = site.get(who, "/programs/spring/results.csv").await.expect(200).text();
    assert!(csv.contains("all,,clicked,1,1") && csv.contains("link,https://example.com/prices,clicked,1,1"), "{csv}");
    assert!(csv.contains("place,spring_prices v1 #1 https://example.com/prices,clicked,1,1"), "{csv}");
    let hits = site.get(who, "/programs/spring/hits").await.expect(200).json();
    assert_eq!((&hits["total"], &hits["labels"]["human"]), (&json!(2), &json!(2)), "{hits}");
    assert_eq!(hits["items"][0]["contact"]["name"], "Kari");
    assert_eq!(site.get(who, "/programs/spring/hits?label=scanner").await.expect(200).json()["total"], 0);
    site.get(who, "/programs/nothing/results").await.expect(404);
}
