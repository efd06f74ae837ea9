//! Rows of every object as the inputs that they become.

use crate::support::{Done, Kept, bring, fields, file, fixture, options, propose, run_with};
use import::{Mapping, Table};
use model::input::{ActivityPut, ContactPut, Key};
use model::record::{LeadOutcome, OpportunityOutcome, Relationship};
use model::{Input, UserId, Value};

fn contacts(done: &Done) -> Vec<ContactPut> {
    let of = |input: Input| if let Input::Contact(put) = input { Some(put) } else { None };
    done.inputs().into_iter().filter_map(of).collect()
}

fn text(put: &ContactPut, key: &str) -> String {
    put.fields.get(key).map_or("absent".into(), |value| value.as_ref().map_or("cleared".into(), Value::to_string))
}

pub fn bring_text(text: &str, table: Table) -> Done {
    let file = file(text);
    let proposal = propose(file.path(), table);
    assert_eq!(proposal.open(), []);
    run_with(file.path(), &proposal.mapping, &fields(), &options(), Kept::default())
}

#[test]
fn contacts_of_a_spanish_spreadsheet() {
    let done = bring(&fixture("contactos.csv"), Table::Contacts);
    let progress = done.result.as_ref().unwrap();
    assert_eq!((progress.rows, progress.accepted, progress.rejected, progress.tidied), (3, 3, 0, 1));
    let puts = contacts(&done);
    assert_eq!(
        puts[0].key,
        Key { email: Some("jose.garcia@iberica.es".into()), external_id: Some("C-1".into()), ..Key::default() }
    );
    assert_eq!((text(&puts[0], "first_name"), text(&puts[0], "last_name")), ("José".into(), "García Pérez".into()));
    assert_eq!(text(&puts[0], "phone"), "+34612345678", "the row's country goes before the instance's");
    assert_eq!(text(&puts[0], "country"), "ES");
    assert_eq!(puts[0].created_at.unwrap().to_string(), "2024-01-24T23:00:00Z");
    assert_eq!(text(&puts[1], "job_title"), "Jefa; logística");
    assert_eq!(text(&puts[2], "job_title"), "absent", "n/a leaves the field as it is");
    let Input::Suppress { address, reason, .. } = &done.inputs()[2] else { panic!("the second contact has opted out") };
    assert_eq!((address.as_str(), reason.as_str()), ("maria@iberica.es", "opted out in Fair 2026"));
    assert!(done.warnings.contains("info@sol.mx"), "a shared mailbox is worth a warning");
}

#[test]
fn contacts_of_a_norwegian_spreadsheet() {
    let done = bring(&fixture("kontakter.csv"), Table::Contacts);
    let puts = contacts(&done);
    assert_eq!(text(&puts[0], "mobile"), "+4799887766");
    assert_eq!(puts[0].owner, Some(UserId(9)));
    assert_eq!((text(&puts[1], "mobile"), puts[1].owner), ("absent".into(), None));
    assert_eq!(text(&puts[2], "first_name"), "absent", "a name typed to fill the box");
    assert_eq!(puts[2].created_at.unwrap().to_string(), "2023-12-01T13:30:00Z");
    for words in ["ring sentralbordet", "oystein@gmail.com", "ukjent@example.no", "Test"] {
        assert!(done.warnings.contains(words), "{words} in {}", done.warnings);
    }
}

#[test]
fn options_reach_every_contact() {
    let file = file("email\na@example.no\n");
    let proposal = propose(file.path(), Table::Contacts);
    let some = |text: &str| Some(text.to_string());
    let options = import::Options {
        list: some("fair"),
        program: some("fair-2026"),
        consent_basis: some("badge scan"),
        ..options()
    };
    let done = run_with(file.path(), &proposal.mapping, &fields(), &options, Kept::default());
    let put = &contacts(&done)[0];
    assert_eq!((&put.list, &put.program, &put.consent_basis), (&some("fair"), &some("fair-2026"), &some("badge scan")));
    let envelope = &done.sink.envelopes()[0];
    assert!(envelope.historical && envelope.source == "import" && envelope.received_at.0 == 7);
}

#[test]
fn names_accounts_and_what_a_contact_is_to_us() {
    let done = bring_text(
        "email;Navn;account id;website;Contact type;Other email\na@acme.no;Nordmann, Ola;A-1;https://www.Acme.no/;Kunde;PRIVAT@example.no\n",
        Table::Contacts,
    );
    let put = &contacts(&done)[0];
    assert_eq!((text(put, "first_name"), text(put, "last_name")), ("Ola".into(), "Nordmann".into()));
    let account = Key { external_id: Some("A-1".into()), domain: Some("acme.no".into()), ..Key::default() };
    assert_eq!(put.account, Some(account));
    assert_eq!(put.relationship, Some(Relationship::Customer));
    let mapping = r#"{"object":"contacts","columns":[{"column":"firm","to":"account.name"}]}"#;
    let file = file("email,firm\na@acme.no,Acme AS\n");
    let mut proposal = propose(file.path(), Table::Contacts);
    proposal.revise(&Mapping::parse(mapping).unwrap(), &fields());
    let named = contacts(&run_with(file.path(), &proposal.mapping, &fields(), &options(), Kept::default())).remove(0);
    let account = Some(Key { name: Some("Acme AS".into()), ..Key::default() });
    assert_eq!((text(&named, "company"), named.account), ("Acme AS".into(), account));
    assert_eq!(put.addresses, ["privat@example.no"]);
}

#[test]
fn the_company_of_a_contact_is_its_account() {
    for heading in ["Company", "Account name", "Empresa", "Razón social", "Firma", "Bedrift", "Selskap"] {
        let done = bring_text(&format!("email,{heading}\na@acme.no,Acme AS\nb@acme.no,test\n"), Table::Contacts);
        let puts = contacts(&done);
        let named = Some(Key { name: Some("Acme AS".into()), ..Key::default() });
        assert_eq!((&puts[0].account, text(&puts[0], "company")), (&named, "Acme AS".into()), "{heading}");
        assert_eq!((&puts[1].account, text(&puts[1], "company")), (&None, "absent".into()), "typed to fill the box");
    }
    let both = bring_text("email,Account,Company\na@acme.no,Acme AS,ACME\n", Table::Contacts);
    let put = contacts(&both).remove(0);
    assert_eq!(put.account.unwrap().name.as_deref(), Some("Acme AS"));
    assert_eq!(put.fields["company"], Some(Value::text("ACME")), "a second column is the text");
}

#[test]
fn a_missing_value_takes_the_default_with_a_warning() {
    let file = file("email,industry_group\na@example.no,\nb@example.no,n/a\nc@example.no,Steel\n");
    let mut fields = fields();
    let default = Some(serde_json::json!("Unknown"));
    fields.push(model::Field {
        key: "industry_group".into(),
        label: "Industry group".into(),
        default,
        ..fields[1].clone()
    });
    let around = crate::support::around();
    let proposal =
        import::propose(file.path(), Table::Contacts, &fields, &around, &Default::default(), Default::default())
            .unwrap();
    let done = run_with(file.path(), &proposal.mapping, &fields, &options(), Kept::default());
    let puts = contacts(&done);
    let values: Vec<String> = puts.iter().map(|put| text(put, "industry_group")).collect();
    assert_eq!(values, ["Unknown", "Unknown", "Steel"]);
    assert_eq!(done.result.unwrap().warnings, 2);
    assert!(
        done.warnings.contains("2,industry_group,\"no value; the default \"\"Unknown\"\" was taken\""),
        "{}",
        done.warnings
    );
}

#[test]
fn a_word_can_clear_and_an_empty_cell_does_not() {
    let file = file("email,city\na@example.no,NULL\nb@example.no,\n");
    let mut proposal = propose(file.path(), Table::Contacts);
    let mut own = Mapping::new(Table::Contacts);
    own.clear = Some("NULL".into());
    proposal.revise(&own, &fields());
    let done = run_with(file.path(), &proposal.mapping, &fields(), &options(), Kept::default());
    let puts = contacts(&done);
    assert_eq!((text(&puts[0], "city"), text(&puts[1], "city")), ("cleared".into(), "absent".into()));
}

#[test]
fn accounts() {
    let done = bring_text(
        "Name,Website,Employees,Annual revenue (EUR),Type,Tier,Country\nNordlys Energi AS,www.nordlys.no,\"1,200\",12M,Partner,Named,Norway\n",
        Table::Accounts,
    );
    let Input::Account(put) = &done.inputs()[0] else { panic!() };
    assert_eq!((put.key.domain.as_deref(), put.key.name.as_deref()), (Some("nordlys.no"), Some("Nordlys Energi AS")));
    assert_eq!(put.fields["employees"], Some(Value::Integer(1200)));
    assert_eq!(put.fields["annual_revenue"].as_ref().unwrap().to_string(), "12000000.00 EUR");
    assert_eq!((put.relationship, put.named_tier), (Some(Relationship::Partner), Some(Some(model::Tier::Named))));
}

#[test]
fn leads() {
    let done = bring_text(
        "lead_id,contact_id,lead_created_at,lead_source,current_stage,outcome,closed_at\nL1,C1,2024-01-05,inbound,Sales Accepted,,\nL2,C2,2024-01-07,,new,closed won,2024-02-01\nL3,C3,2024-01-07,web,new,lost,2023-02-01\n",
        Table::Leads,
    );
    let inputs = done.inputs();
    let Input::Lead(first) = &inputs[0] else { panic!() };
    assert_eq!((first.key.external_id.as_deref(), first.contact.external_id.as_deref()), (Some("L1"), Some("C1")));
    assert_eq!(
        (first.source.as_deref(), first.stage.as_deref(), first.outcome),
        (Some("inbound"), Some("sales_accepted"), None)
    );
    let Input::Lead(second) = &inputs[1] else { panic!() };
    assert_eq!((second.source.as_deref(), second.outcome), (Some("Fair 2026"), Some(LeadOutcome::Won)));
    assert_eq!(inputs.len(), 2);
    assert!(done.rejected.contains("4,,the lead ends before it starts"), "{}", done.rejected);
}

#[test]
fn a_stage_that_the_lifecycle_lacks_is_left_out_with_a_warning() {
    let file = file(
        "lead id,email,created at,stage\nL1,a@example.no,2024-01-05,Sales Accepted\nL2,b@example.no,2024-01-05,Closing\n",
    );
    let proposal = propose(file.path(), Table::Leads);
    let stages = [("sales_accepted", "sal"), ("sal", "sal"), ("new", "new")];
    let stages = stages.map(|(name, key)| (name.to_string(), key.to_string())).into();
    let done =
        run_with(file.path(), &proposal.mapping, &fields(), &import::Options { stages, ..options() }, Kept::default());
    let stages: Vec<Option<String>> = done
        .inputs()
        .into_iter()
        .map(|input| if let Input::Lead(put) = input { put.stage } else { panic!() })
        .collect();
    assert_eq!(stages, [Some("sal".into()), None], "by its label");
    assert!(
        done.warnings.contains("no stage \"\"Closing\"\"") && done.warnings.contains("new, sal"),
        "{}",
        done.warnings
    );
}

#[test]
fn contacts_of_leads_join_too() {
    let file = file("lead id,email,created at\nL1,a@example.no,2024-01-05\n");
    let proposal = propose(file.path(), Table::Leads);
    let options = import::Options { list: Some("fair".into()), ..options() };
    let inputs = run_with(file.path(), &proposal.mapping, &fields(), &options, Kept::default()).inputs();
    let Input::Contact(put) = &inputs[1] else { panic!("{inputs:?}") };
    assert!(put.update_only && put.list.as_deref() == Some("fair") && put.key == Key::email("a@example.no"));
}

#[test]
fn opportunities_of_a_norwegian_spreadsheet() {
    let done = bring(&fixture("salgsmuligheter.csv"), Table::Opportunities);
    let amounts: Vec<String> = done
        .inputs()
        .iter()
        .map(|input| match input {
            Input::Opportunity(put) => format!("{} {:?}", put.amount.unwrap(), put.outcome.unwrap()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(amounts, ["1250000.50 NOK Open", "500.00 NOK Won", "2500000.00 NOK Lost"]);
    let Input::Opportunity(put) = &done.inputs()[1] else { panic!() };
    assert_eq!(put.account.as_ref().unwrap().name.as_deref(), Some("Fjord & Fjell"));
    assert_eq!(put.outcome, Some(OpportunityOutcome::Won));
    assert!(put.roles.is_empty());
}

#[test]
fn activities_keep_other_columns_as_properties() {
    let done = bring(&fixture("aktiviteter.csv"), Table::Activities);
    let puts: Vec<ActivityPut> =
        done.inputs().into_iter().map(|input| if let Input::Activity(put) = input { put } else { panic!() }).collect();
    assert_eq!(puts.len(), 3);
    assert_eq!(puts[0].contact, Key::email("ana@example.com"));
    assert_eq!((puts[0].kind.as_str(), puts[0].asset.as_deref()), ("page_viewed", Some("/pricing")));
    assert_eq!(puts[0].at.to_string(), "2024-03-01T09:15:00Z");
    assert_eq!(puts[0].properties["pages"], Value::Integer(3));
    assert_eq!(puts[0].properties["score"].to_string(), "1.5");
    assert_eq!((puts[2].kind.as_str(), puts[2].properties.len()), ("webinar_attended", 0));
}
