//! Rows that do not come in whole: rejected, passed over, or kept as something else.

use crate::rows::bring_text;
use import::Table;
use model::{Input, Value};

#[test]
fn a_property_of_another_type_is_kept_as_text() {
    let mut text = String::from("email,date,activity,pages\n");
    for row in 0..60_000 {
        text.push_str(&format!("a@example.no,2024-01-01,visit,{}\n", if row == 59_000 { "many" } else { "3" }));
    }
    let done = bring_text(&text, Table::Activities);
    assert_eq!(done.result.as_ref().unwrap().accepted, 60_000);
    assert!(done.warnings.contains("kept as text") && done.warnings.lines().count() == 2, "{}", done.warnings);
    let Input::Activity(put) = &done.inputs()[59_000] else { panic!() };
    assert_eq!(put.properties["pages"], Value::text("many"));
}

#[test]
fn what_cannot_be_read_rejects_its_row_with_place_reason_and_remedy() {
    let done = bring_text(
        "email,name,country,created at,relationship\nana@example.com,A,ES,2024-01-02,prospect\nnot an address,B,ES,2024-01-02,\n,C,ES,2024-01-02,\nd@example.no,D,Freedonia,2024-01-02,\ne@example.no,E,ES,2024-02-30,\nf@example.no,F,ES,2024-01-02,frenemy\n",
        Table::Contacts,
    );
    let progress = done.result.as_ref().unwrap();
    assert_eq!((progress.accepted, progress.rejected), (1, 5));
    for line in [
        "3,email,\"\"\"not an address\"\" ",
        "4,,the contact has neither an e-mail address nor an id,give one of them",
        "5,country,\"\"\"Freedonia\"\" is not a country\"",
        "6,created at,\"\"\"2024-02-30\"\" is not a date written yyyy-mm-dd, or does not exist\"",
        "7,relationship,\"\"\"frenemy\"\" is not known here\"",
    ] {
        assert!(done.rejected.contains(line), "{line} in {}", done.rejected);
    }
    assert_eq!(progress.reasons["… is not a country"], 1);
}

#[test]
fn a_row_twice_is_one_record_and_an_id_twice_with_other_values_is_refused() {
    let done = bring_text("contact id,city\nC1,Oslo\nC1,Oslo\nC1,Bergen\nC2,Oslo\n", Table::Contacts);
    let progress = done.result.as_ref().unwrap();
    assert_eq!((progress.accepted, progress.repeated, progress.rejected), (2, 1, 1));
    assert!(done.rejected.contains("\"\"\"C1\"\" is already on line 2, with other values\""), "{}", done.rejected);
    assert!(done.warnings.contains("the row repeats line 2"));
}
