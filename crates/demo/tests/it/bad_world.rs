//! What a world in files may and may not be.

use demo::World;
use std::fs;
use std::path::Path;

const TABLES: [(&str, &str, &str); 9] = [
    (
        "accounts",
        "account_id,company_name,industry,region,employee_band,estimated_revenue_band,process_maturity_band,created_at,mood",
        "a1,Company a1,logistics,UK,200-499,$10M-$50M,low,2023-01-02,fine",
    ),
    (
        "contacts",
        "contact_id,account_id,job_title,role_function,seniority,buyer_role,email_domain_type,created_at",
        "c1,a1,CFO,vp_finance,c_suite,economic_buyer,corporate,2023-01-03",
    ),
    (
        "leads",
        "lead_id,contact_id,account_id,lead_created_at,lead_source,first_touch_channel,current_stage,owner_rep_id,is_sql,converted_within_90_days,conversion_timestamp",
        "l1,c1,a1,2024-01-05,inbound_marketing,inbound_marketing,closed_won,rep_000001,True,True,2024-03-20",
    ),
    (
        "touches",
        "touch_id,lead_id,touch_timestamp,touch_type,touch_channel,touch_direction,campaign_id",
        "t1,l1,2024-01-06,webinar,inbound_marketing,inbound,",
    ),
    (
        "sessions",
        "session_id,lead_id,session_timestamp,session_type,page_views,pricing_page_views,demo_page_views,session_duration_seconds",
        "s1,l1,2024-01-07,website,3,1,,120",
    ),
    (
        "sales_activities",
        "activity_id,lead_id,rep_id,activity_timestamp,activity_type,activity_outcome",
        "v1,l1,rep_000001,2024-01-08,call,",
    ),
    (
        "opportunities",
        "opportunity_id,lead_id,created_at,stage,estimated_acv,close_outcome,closed_at",
        "o1,l1,2024-02-01,closed_won,20000,closed_won,2024-03-20",
    ),
    ("customers", "customer_id,opportunity_id,account_id,customer_start_at", "k1,o1,a1,2024-03-20"),
    (
        "subscriptions",
        "subscription_id,customer_id,plan_name,subscription_start_at,subscription_status",
        "b1,k1,growth,2024-03-20,active",
    ),
];

fn write(folder: &Path, change: impl Fn(&str, &str) -> String) {
    for (name, header, row) in TABLES {
        fs::write(folder.join(format!("{name}.csv")), change(name, &format!("{header}\n{row}\n"))).unwrap();
    }
}

/// The world with further rows in one table.
fn with_rows(table: &str, rows: &str) -> World {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), |name, text| if name == table { format!("{text}{rows}\n") } else { text.to_string() });
    World::read(folder.path()).unwrap()
}

fn refused(change: impl Fn(&str, &str) -> String) -> String {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), change);
    World::read(folder.path()).unwrap_err().to_string()
}

fn counts<'w>(world: &'w World, table: &str) -> &'w demo::Counts {
    world.counts.iter().find(|counts| counts.table == table).unwrap()
}

#[test]
fn a_world_of_csv_files_with_a_column_too_many() {
    let world = with_rows("accounts", "a2,,,,,,,2023-02-01,");
    assert_eq!((counts(&world, "accounts").read, counts(&world, "accounts").loaded), (2, 2));
    assert!(counts(&world, "accounts").unused_columns.contains_key("mood"));
    assert!(counts(&world, "leads").unused_columns["is_sql"].contains("nobody knew"));
    assert_eq!(world.sessions[0].demo_page_views, 0);
    assert!(world.leads[0].converted);
}

#[test]
fn a_missing_file_or_column_is_named() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), |_, text| text.to_string());
    fs::remove_file(folder.path().join("touches.csv")).unwrap();
    assert!(World::read(folder.path()).unwrap_err().to_string().contains("has no touches.parquet or touches.csv"));
    let text =
        refused(|name, text| if name == "leads" { text.replace("lead_created_at", "born") } else { text.to_string() });
    assert!(text.contains("leads.csv: lacks the column lead_created_at"), "{text}");
    let text = refused(|name, text| if name == "touches" { "PK\u{3}\u{4}".into() } else { text.to_string() });
    assert!(text.contains("touches.csv: lacks the column touch_id"), "{text}");
    let text = refused(|name, text| if name == "leads" { format!("{text}l2,only two\n") } else { text.to_string() });
    assert!(text.contains("leads.csv: row 2"), "{text}");
}

#[test]
fn a_parquet_file_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), |_, text| text.to_string());
    fs::write(folder.path().join("leads.parquet"), b"PAR1 but not really").unwrap();
    assert!(World::read(folder.path()).unwrap_err().to_string().contains("leads.parquet: not a Parquet file"));
}

#[test]
fn bad_rows_are_passed_over_and_counted_by_reason() {
    let world = with_rows(
        "touches",
        "t2,l1,31/01/2024,webinar,x,inbound,\nt3,nobody,2024-01-06,webinar,x,inbound,\nt1,l1,2024-01-06,call,x,inbound,\nt4,l1,2024-01-06,call,x,sideways,\n,l1,2024-01-06,call,x,inbound,",
    );
    let counts = counts(&world, "touches");
    assert_eq!((counts.read, counts.loaded), (6, 1));
    let reasons: Vec<&str> = counts.skipped.keys().map(String::as_str).collect();
    assert_eq!(
        reasons,
        [
            "lead_id names a row that is not there",
            "no touch_id",
            "touch_direction is neither inbound nor outbound",
            "touch_id occurs twice",
            "touch_timestamp is not a date",
        ]
    );
    let world = with_rows(
        "opportunities",
        "o2,l1,2024-02-30,negotiation,5,,\no3,l1,2024-02-01,negotiation,-5,,\no4,l1,2024-02-01,x,5,maybe,2024-02-02",
    );
    assert_eq!(self::counts(&world, "opportunities").loaded, 1);
}

#[test]
fn a_time_within_the_day_is_kept() {
    let world =
        with_rows("sessions", "s2,l1,2024-01-09 14:30:00,website,1,0,0,5\ns3,l1,2024-01-09T14:30:00Z,website,1,0,0,5");
    let times: Vec<_> = world.sessions[1..].iter().map(|row| (row.at.at.to_string(), row.at.exact)).collect();
    assert_eq!(times, vec![("2024-01-09T14:30:00Z".to_string(), true); 2]);
}
