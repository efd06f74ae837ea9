//! Mapping documents: what they may say, what is refused, and how they lie over a proposal.

use crate::support::{Kept, fields, file, fixture, options, propose, run_with};
use import::{ColumnMapping, Mapping, Table, Target, targets};
use model::record::OpportunityOutcome;
use model::{Input, Value};

fn refused(text: &str) -> String {
    Mapping::parse(text).unwrap_err().to_string()
}

#[test]
fn documents_that_say_what_nobody_understands_are_refused_with_the_place() {
    assert!(refused("{").contains("not JSON"));
    assert!(refused(r#"{"object":"people"}"#).contains("people"));
    assert!(refused(r#"{"object":"contacts","colums":[]}"#).contains("colums"));
    assert!(refused(r#"{"object":"contacts","columns":[{"column":"a","target":"email"}]}"#).contains("\"target\""));
    assert!(refused(r#"{"object":"contacts","columns":[{"column":"a","to":"e-mail"}]}"#).contains("further_email"));
    assert!(refused(r#"{"object":"contacts","columns":[{"column":"a","date_format":"dmy"}]}"#).contains("dd/mm/yyyy"));
    assert!(refused(r#"{"object":"contacts","columns":[{"column":"a","currency":"Euro"}]}"#).contains("EUR"));
}

#[test]
fn mappings_come_back_from_their_text() {
    let proposal = propose(&fixture("contactos.csv"), Table::Contacts);
    let text = serde_json::to_string(&proposal.mapping).unwrap();
    assert_eq!(Mapping::parse(&text).unwrap(), proposal.mapping);
    let whole: import::Proposal = serde_json::from_str(&serde_json::to_string(&proposal).unwrap()).unwrap();
    assert_eq!(whole, proposal);
}

#[test]
fn problems_of_a_mapping() {
    let header = ["a".to_string(), "b".to_string()];
    let problems = |text: &str| -> String {
        let mapping = Mapping::parse(text).unwrap();
        mapping.problems(&header, &fields()).iter().map(|problem| problem.to_string() + "\n").collect()
    };
    for (text, words) in [
        (
            r#"{"object":"contacts","columns":[{"column":"a","to":"field.shoe_size"},{"column":"b","to":"email"}]}"#,
            "no \"field.shoe_size\"",
        ),
        (
            r#"{"object":"contacts","columns":[{"column":"a","to":"amount"},{"column":"b","to":"email"}]}"#,
            "no \"amount\"",
        ),
        (
            r#"{"object":"contacts","columns":[{"column":"a","to":"email"},{"column":"b","to":"email"}]}"#,
            "two columns go to",
        ),
        (r#"{"object":"contacts","columns":[{"column":"a","to":"field.city"}]}"#, "e-mail address or the id"),
        (r#"{"object":"leads","columns":[{"column":"a","to":"external_id"}]}"#, "the contact of the leads"),
        (r#"{"object":"activities","columns":[{"column":"a","to":"contact.email"}]}"#, "the kind of the activities"),
        (
            r#"{"object":"accounts","columns":[{"column":"a","to":"field.industry"}]}"#,
            "the id, the name or the web domain",
        ),
        (r#"{"object":"contacts","columns":[{"column":"a","to":"email"},{"column":"a","to":"external_id"}]}"#, "twice"),
        (
            r#"{"object":"contacts","columns":[{"column":"a","to":"email"}],"fixed":[{"to":"field.country","value":"Freedonia"}]}"#,
            "fixed value of \"field.country\"",
        ),
    ] {
        assert!(problems(text).contains(words), "{}", problems(text));
    }
    let good = r#"{"object":"contacts","columns":[{"column":"a","to":"email"},{"column":"b","to":"further_email"}]}"#;
    assert_eq!(problems(good), "");
}

#[test]
fn a_document_overrules_the_proposal_and_takes_the_rest_from_it() {
    let mut proposal = propose(&fixture("oportunidades.csv"), Table::Opportunities);
    let text = std::fs::read_to_string(fixture("mapping.json")).unwrap();
    let own = Mapping::parse(&text).unwrap();
    proposal.revise(&own, &fields());
    assert_eq!(proposal.open(), []);
    assert_eq!(proposal.mapping.target("cierre").to_string(), "closed_at", "the target was left to the proposal");
    let done = run_with(&fixture("oportunidades.csv"), &proposal.mapping, &fields(), &options(), Kept::default());
    let inputs = done.inputs();
    let Input::Opportunity(first) = &inputs[0] else { panic!() };
    assert_eq!(first.amount.unwrap().to_string(), "1000.25 MXN", "the row's own currency goes first");
    assert_eq!(first.outcome, Some(OpportunityOutcome::Won));
    assert_eq!(first.closed_at.unwrap().to_string(), "2024-03-03T23:00:00Z", "month first, midnight in Madrid");
    assert_eq!(first.fields["source"], Some(Value::text("referral")));
    let Input::Opportunity(second) = &inputs[1] else { panic!() };
    assert_eq!(second.amount.unwrap().to_string(), "1234.00 EUR");
    assert_eq!(second.outcome, Some(OpportunityOutcome::Lost));
}

#[test]
fn a_target_that_a_person_gives_away_leaves_its_proposed_column() {
    let file = file("email,work\na@example.no,b@example.no\n");
    let mut proposal = propose(file.path(), Table::Contacts);
    assert_eq!(proposal.mapping.target("email").to_string(), "email");
    let mut own = Mapping::new(Table::Contacts);
    own.columns.push(ColumnMapping { column: "work".into(), to: Target::parse("email"), ..ColumnMapping::default() });
    proposal.revise(&own, &fields());
    assert_eq!(proposal.mapping.target("email").to_string(), "ignore");
    assert_eq!(proposal.open(), []);
}

#[test]
fn a_run_refuses_what_is_still_open() {
    let file = file("email,created\na@example.no,03/04/2024\n");
    let proposal = propose(file.path(), Table::Contacts);
    let done = run_with(file.path(), &proposal.mapping, &fields(), &options(), Kept::default());
    assert!(done.result.unwrap_err().to_string().contains("date format of the column \"created\""));
    assert!(done.sink.batches.is_empty() && done.rejected.is_empty());
}

#[test]
fn options_that_do_not_fit_are_refused() {
    let file = file("account id\nA1\n");
    let proposal = propose(file.path(), Table::Accounts);
    for (options, words) in [
        (import::Options { list: Some("fair".into()), ..options() }, "accounts cannot have a list"),
        (import::Options { source: " ".into(), ..options() }, "has no source"),
    ] {
        let done = run_with(file.path(), &proposal.mapping, &fields(), &options, Kept::default());
        assert!(done.result.unwrap_err().to_string().contains(words));
    }
}

#[test]
fn every_target_has_a_label() {
    for table in Table::ALL {
        let all = targets(table, &fields());
        assert!(all.iter().all(|info| !info.label.is_empty()));
        assert!(all.len() > 5);
    }
}
