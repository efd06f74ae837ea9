//! `/kpis`, `/funnel`, `/query`.

use crate::support::*;
use model::Role;
use serde_json::json;

#[tokio::test]
async fn the_twelve_kpis_open_into_rows() {
    let site = Site::open().await;
    let who = site.role(Role::Analyst).await;
    let report = site.get(&who, "/kpis?from=2026-02-01&to=2026-02-28").await.expect(200).json();
    let kpis: Vec<_> = report["groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["kpis"].as_array().unwrap().clone())
        .collect();
    let mut numbers: Vec<u64> = kpis.iter().map(|kpi| kpi["number"].as_u64().unwrap()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=12).collect::<Vec<u64>>());
    for kpi in &kpis {
        let rows = site.get(&who, &format!("/kpis/{}/rows", kpi["key"].as_str().unwrap())).await.expect(200).json();
        assert!(rows["columns"].is_array());
    }
    site.get(&who, "/kpis/nothing/rows").await.expect(404);
    site.get(&who, "/kpis?from=2026-13-01").await.expect(400);
    site.get(&who, "/kpis?from=2026-02-01&to=2026-01-01").await.expect(422);
    site.get(&who, "/kpis/usage").await.expect(200);
    let funnel = site.get(&who, "/funnel").await.expect(200).json();
    assert!(!funnel["stages"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn sql_is_read_only_and_hides_personal_data_without_the_right() {
    let site = Site::open().await;
    let (analyst, admin) = (site.role(Role::Analyst).await, site.admin().await);
    site.contact(&admin, "kari@example.com", json!({"first_name": "Kari", "country": "NO"})).await;
    let tables = site.get(&analyst, "/query/tables").await.expect(200).json();
    assert!(tables["tables"].as_array().unwrap().iter().any(|table| table["name"] == "contacts"), "{tables}");
    let sql = json!({"sql": "SELECT email, country FROM contacts"});
    let masked = site.post(&analyst, "/query", sql.clone()).await.expect(200).json();
    assert_eq!(masked["rows"], json!([[null, "NO"]]));
    let open = site.post(&admin, "/query", sql).await.expect(200).json();
    assert_eq!(open["rows"], json!([["kari@example.com", "NO"]]));
    for wrong in ["DELETE FROM contacts", "SELECT * FROM nowhere", "SELECT 1; SELECT 2", "COPY contacts TO '/tmp/x'"] {
        let answer = site.post(&admin, "/query", json!({"sql": wrong})).await.expect(422);
        assert_eq!(answer.fields(), ["sql"], "{wrong}");
    }
    let sales = site.role(Role::Sales).await;
    site.post(&sales, "/query", json!({"sql": "SELECT 1"})).await.expect(403);
}
