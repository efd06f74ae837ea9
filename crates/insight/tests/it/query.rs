//! SQL over all six tables, and what a caller may see.

use crate::golden::{image, world};
use audience::Image;
use insight::query::{Limits, QueryError, QueryResult, Scope, Source, TABLES, run, tables};
use model::DefinitionKind;
use serde_json::{Value as Json, json};
use std::sync::Arc;

#[derive(Debug)]
pub struct Kept(pub Image);

impl Source for Kept {
    fn read(&self, with: &mut dyn FnMut(&Image)) {
        with(&self.0);
    }
}

pub async fn ask(image: Image, sql: &str, personal: bool, limits: Limits) -> Result<QueryResult, QueryError> {
    run(Arc::new(Kept(image)), sql, Scope { personal }, limits).await
}

pub async fn rows(sql: &str) -> Vec<Vec<Json>> {
    ask(image(), sql, true, Limits::default()).await.unwrap_or_else(|error| panic!("{sql}: {error}")).rows
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_can_be_read_whole() {
    let source: Arc<dyn Source> = Arc::new(Kept(image()));
    let described = tables(&source);
    let counts = [7, 2, 4, 7, 43, 7];
    for (table, count) in TABLES.iter().zip(counts) {
        let sql = format!("SELECT * FROM {}", table.name);
        let all = run(Arc::clone(&source), &sql, Scope { personal: true }, Limits::default()).await.unwrap();
        assert_eq!(all.rows.len(), count, "{}", table.name);
        let told = described.tables.iter().find(|told| told.name == table.name).unwrap();
        assert_eq!(all.columns, told.columns, "{}", table.name);
        assert!(!all.truncated);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn activities_name_the_lead_that_they_are_about() {
    let mut world = world();
    world.about(2, 2);
    let sql =
        "SELECT DISTINCT x.contact_id = l.contact_id, l.contact_id FROM activities x JOIN leads l ON l.id = x.lead_id";
    let told = ask(world.image(), sql, true, Limits::default()).await.unwrap().rows;
    assert_eq!(told, [[json!(true), json!("con_00000002")]]);
    assert_eq!(rows("SELECT count(lead_id) FROM activities").await, [[json!(0)]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn joins_groups_and_orders() {
    let sql = "SELECT c.first_name, a.name, count(*) AS n FROM activities x JOIN contacts c ON c.id = x.contact_id \
               LEFT JOIN accounts a ON a.id = c.account_id WHERE x.kind = 'email_sent' \
               GROUP BY c.first_name, a.name HAVING count(*) > 1 ORDER BY c.first_name;";
    assert_eq!(rows(sql).await, [[json!("ana"), json!("Acme"), json!(2)], [json!("bo"), json!(null), json!(2)]]);
    let sql = "SELECT l.lead_source, sum(o.amount) AS won FROM opportunities o JOIN leads l ON l.id = o.lead_id \
               WHERE o.outcome = 'won' AND o.currency = 'EUR' GROUP BY l.lead_source";
    assert_eq!(rows(sql).await, [[json!("inbound"), json!(1300.0)]]);
    let sql = "SELECT s.segment, count(DISTINCT s.contact_id) FROM segment_members s GROUP BY s.segment";
    assert_eq!(rows(sql).await, [[json!("all"), json!(7)]]);
    let sql = "SELECT date_trunc('month', occurred_at) AS month, count(*) FROM activities WHERE kind = 'email_clicked' \
               GROUP BY 1 ORDER BY 1";
    let by_month = rows(sql).await;
    assert_eq!(by_month.iter().map(|row| row[1].clone()).collect::<Vec<_>>(), [json!(3), json!(1)]);
    assert_eq!(rows("SELECT sum(employees) FROM accounts").await, [[json!(300)]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn personal_columns_are_null_without_the_right() {
    let field = |key: &str, personal: bool| json!({"object": "contact", "key": key, "type": "text", "label": key, "personal": personal});
    let mut world = world();
    world.define(DefinitionKind::Field, "contact.nickname", field("nickname", true));
    // Called like a column that is there: it does not make the table unreadable.
    world.define(DefinitionKind::Field, "contact.consent", field("consent", false));
    let image = world.image();
    let sql = "SELECT id, email, first_name, nickname, consent FROM contacts ORDER BY id LIMIT 1";
    let open = ask(image.clone(), sql, true, Limits::default()).await.unwrap().rows.remove(0);
    assert_eq!(open[1..], [json!("ana@example.com"), json!("ana"), json!(null), json!(null)]);
    let closed = ask(image.clone(), sql, false, Limits::default()).await.unwrap().rows.remove(0);
    assert_eq!((&closed[0], &closed[1..]), (&open[0], &[json!(null), json!(null), json!(null), json!(null)][..]));
    // Neither can it be guessed by asking whether it is so.
    for sql in [
        "SELECT id FROM contacts WHERE email = 'ana@example.com'",
        "SELECT id FROM contacts WHERE first_name LIKE 'a%'",
        "SELECT contact_id FROM activities WHERE properties LIKE '%guide%'",
    ] {
        assert!(ask(image.clone(), sql, false, Limits::default()).await.unwrap().rows.is_empty(), "{sql}");
        assert!(!ask(image.clone(), sql, true, Limits::default()).await.unwrap().rows.is_empty(), "{sql}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_a_select_is_taken() {
    let folder = std::env::temp_dir().join(format!("siembra-query-{}", std::process::id()));
    let path = folder.display();
    for sql in [
        "INSERT INTO contacts (id) VALUES ('x')".to_string(),
        "UPDATE contacts SET id = 'x'".into(),
        "DELETE FROM contacts".into(),
        "CREATE TABLE mine AS SELECT * FROM contacts".into(),
        "CREATE VIEW mine AS SELECT * FROM contacts".into(),
        "DROP TABLE contacts".into(),
        format!("CREATE EXTERNAL TABLE mine (a TEXT) STORED AS CSV LOCATION '{path}'"),
        format!("COPY contacts TO '{path}' STORED AS CSV"),
        format!("EXPLAIN ANALYZE COPY contacts TO '{path}' STORED AS CSV"),
        "EXPLAIN CREATE TABLE mine AS SELECT 1".into(),
        "SET datafusion.execution.batch_size = 1".into(),
        "SELECT * FROM '/etc/passwd'".into(),
        "SELECT * FROM information_schema.tables".into(),
        "SELECT 1; SELECT 2".into(),
        String::new(),
    ] {
        let refused = ask(image(), &sql, true, Limits::default()).await;
        assert!(matches!(refused, Err(QueryError::Wrong(_))), "{sql}: {refused:?}");
    }
    assert!(!folder.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_names_what_is_wrong() {
    let says = async |sql: &str| ask(image(), sql, true, Limits::default()).await.unwrap_err().to_string();
    for (sql, said) in [
        ("SELECT id,\n  emial FROM contacts", "line 2, column 3: there is no column \"emial\"; did you mean email?"),
        (
            "SELECT c.shoe_size FROM contacts c",
            "line 1, column 10: there is no column \"c.shoe_size\"; the list of tables names the columns",
        ),
        (
            "SELECT id FROM contacts c JOIN leads l ON true",
            "line 1, column 8: the column \"id\" is in more than one table; write which, like contacts.id",
        ),
        ("SELECT * FROM contact", "line 1, column 15: there is no table \"contact\"; did you mean contacts?"),
        (
            "SELECT * FROM xyz",
            "line 1, column 15: there is no table \"xyz\"; the tables are contacts, accounts, leads, opportunities, activities, segment_members",
        ),
        ("SELEC * FROM contacts", "line 1, column 1: \"SELEC\" cannot stand here; an SQL statement is expected"),
        ("SELECT * FROM", "ends too early; identifier is missing"),
        ("SELECT 'x", "line 1, column 8: is not SQL as it is understood here: Unterminated string literal"),
        ("DELETE FROM contacts", "only reading is allowed here; write one SELECT"),
        ("SET datafusion.execution.batch_size = 1", "only reading is allowed here; write one SELECT"),
        ("SELECT 1; SELECT 2", "holds more than one statement; send one SELECT at a time"),
        ("", "is empty; write one SELECT"),
        ("SELECT countt(*) FROM contacts", "line 1, column 8: there is no function \"countt\"; did you mean count?"),
        ("SELECT 1 / 0", "divides by zero; put NULLIF(…, 0) around the divisor"),
        (
            "SELECT id, count(*) FROM contacts",
            "line 1, column 8: the column \"contacts.id\" has to stand in GROUP BY, or within an aggregate such as count()",
        ),
    ] {
        assert_eq!(says(sql).await, said, "{sql}");
    }
    let starts = [
        (
            "SELECT * FROM contacts WHERE created_at = true",
            "values of different types meet; convert one of them with CAST(… AS …): ",
        ),
        ("SELECT sum(email) FROM contacts", "line 1, column 8: the function sum does not take values of this type; "),
        (
            "SELECT CAST(id AS BIGINT) FROM contacts",
            "a value does not fit its new type; use TRY_CAST, which gives null instead: ",
        ),
        ("SELECT * FROM contacts ORDER BY", "ends too early; "),
    ];
    for (sql, said) in starts {
        assert!(says(sql).await.starts_with(said), "{sql}: {}", says(sql).await);
    }
    assert!(says(&format!("SELECT '{}'", "x".repeat(30_000))).await.contains("shorten"));
}
