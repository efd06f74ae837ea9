//! Formats: what is found in a file before anything is asked.

use crate::support::{around, fields, file, fixture, propose};
use hygiene::votes::Finding;
use hygiene::{DateFormat, DecimalMark};
use import::{Limits, Reading, Row, Table, TableFile};

fn targets(name: &str, table: Table) -> Vec<String> {
    propose(&fixture(name), table)
        .mapping
        .columns
        .iter()
        .map(|column| column.to.as_ref().unwrap().to_string())
        .collect()
}

fn rows(path: &std::path::Path) -> Vec<Vec<String>> {
    let mut table = TableFile::open(path, &Reading::default(), Limits::default()).unwrap();
    let (mut row, mut rows) = (Row::default(), vec![table.header.clone()]);
    while table.next(&mut row).unwrap() {
        assert_eq!(row.problem, None, "line {}", row.line);
        rows.push(row.cells.clone());
    }
    rows
}

#[test]
fn a_spanish_spreadsheet() {
    let proposal = propose(&fixture("contactos.csv"), Table::Contacts);
    assert_eq!((proposal.encoding.as_deref(), proposal.delimiter), (Some("windows-1252"), Some(';')));
    assert_eq!((proposal.rows, proposal.whole), (3, true));
    assert_eq!(
        targets("contactos.csv", Table::Contacts),
        [
            "external_id",
            "field.first_name",
            "field.last_name",
            "email",
            "field.phone",
            "account.name",
            "field.job_title",
            "field.country",
            "created_at",
            "ignore",
            "opted_out",
        ]
    );
    assert_eq!(proposal.columns[8].summary.date_format, Finding::One(DateFormat::Dmy('/')));
    assert_eq!(proposal.columns[9].summary.decimal_mark, Finding::One(DecimalMark::Comma));
    assert_eq!(proposal.preview[0][2], "GARCÍA PÉREZ");
    assert_eq!(proposal.open(), []);
}

#[test]
fn a_norwegian_spreadsheet() {
    let proposal = propose(&fixture("kontakter.csv"), Table::Contacts);
    assert_eq!((proposal.encoding.as_deref(), proposal.delimiter), (Some("windows-1252"), Some(';')));
    assert_eq!(
        targets("kontakter.csv", Table::Contacts),
        [
            "external_id",
            "field.first_name",
            "field.last_name",
            "email",
            "field.mobile",
            "account.name",
            "field.job_title",
            "field.country",
            "created_at",
            "owner",
        ]
    );
    assert_eq!(proposal.columns[8].summary.date_format, Finding::One(DateFormat::Dmy('.')));
    let deals = propose(&fixture("salgsmuligheter.csv"), Table::Opportunities);
    assert_eq!(deals.delimiter, Some(';'), "the first line names the delimiter");
    assert_eq!(deals.columns[3].heading_currency, Finding::One(model::Currency::parse("NOK").unwrap()));
    assert_eq!(deals.open(), []);
}

#[test]
fn utf_16_with_tabs() {
    let proposal = propose(&fixture("unicode.txt"), Table::Contacts);
    assert_eq!((proposal.encoding.as_deref(), proposal.delimiter), (Some("UTF-16LE"), Some('\t')));
    assert_eq!(rows(&fixture("unicode.txt"))[2], ["kare@example.no", "Kåre", "Ås", "日本語 ok"]);
}

#[test]
fn quotes_line_ends_and_a_byte_order_mark() {
    let rows = rows(&fixture("quotes.csv"));
    assert_eq!(rows[0], ["email", "job title", "company"]);
    assert_eq!(rows[1][1], "Head of \"Growth\",\nEMEA");
    assert_eq!(rows[2], ["ola@example.no", "Buyer 5\" screens", "Fjord, Fjell"]);
    assert_eq!(rows[3], ["kim@example.no", "", ""]);
    assert_eq!(rows.len(), 4, "blank lines are no rows");
}

#[test]
fn line_numbers_count_lines_within_quotes_and_every_kind_of_line_end() {
    let file = file("a,b\r\n1,\"x\r\ny\"\r\n\r\n2,z\n3,w\r4,v");
    let mut table = TableFile::open(file.path(), &Reading::default(), Limits::default()).unwrap();
    let (mut row, mut lines) = (Row::default(), Vec::new());
    while table.next(&mut row).unwrap() {
        lines.push((row.line, row.cells[0].clone()));
    }
    assert_eq!(lines, [(2, "1".into()), (5, "2".into()), (6, "3".into()), (7, "4".into())]);
}

#[test]
fn what_was_detected_can_be_overruled() {
    let file = file("navn,e-post\n\"K\u{e5}re\",a@example.no\n");
    let reading = Reading { encoding: Some("latin1".into()), delimiter: Some(';') };
    let table = TableFile::open(file.path(), &reading, Limits::default()).unwrap();
    assert_eq!(table.encoding.as_deref(), Some("windows-1252"));
    assert_eq!(table.header, ["navn,e-post"]);
}

#[test]
fn letters_far_into_a_file_still_decide_its_encoding() {
    let mut bytes = b"email;city\n".to_vec();
    while bytes.len() < (1 << 20) + 100 {
        bytes.extend_from_slice(b"ana@example.com;Oslo\n");
    }
    bytes.extend_from_slice(b"kim@example.com;Troms\xf8\n");
    let file = file(bytes);
    assert_eq!(rows(file.path()).last().unwrap()[1], "Tromsø");
}

#[test]
fn an_open_date_order_is_asked_with_what_each_answer_means() {
    let file = file("email,created at\na@example.no,03/04/2024\nb@example.no,05/06/2024\n");
    let mut proposal = propose(file.path(), Table::Contacts);
    let question = proposal.questions[0].clone();
    assert_eq!(question.column, "created at");
    let shown: Vec<(&str, &str)> = question.choices.iter().map(|c| (c.value.as_str(), c.example.as_str())).collect();
    assert_eq!(shown, [("dd/mm/yyyy", "03/04/2024 → 2024-04-03"), ("mm/dd/yyyy", "03/04/2024 → 2024-03-04")]);
    assert!(proposal.open()[0].remedy.contains("date_format"));
    let mut mapping = proposal.mapping.clone();
    assert!(mapping.columns[1].answer(&question, "mm/dd/yyyy"));
    proposal.revise(&mapping, &fields());
    assert_eq!(proposal.open(), []);
}

#[test]
fn an_open_decimal_mark_and_currency_are_asked() {
    let file = file("opportunity id;amount\n1;1.234\n2;5.678\n");
    let proposal = propose(file.path(), Table::Opportunities);
    let about: Vec<String> = proposal.questions.iter().map(|q| format!("{:?}", q.about)).collect();
    assert_eq!(about, ["DecimalMark", "Currency"]);
    assert_eq!(proposal.questions[1].choices[0].value, "EUR", "the instance's own currency is offered first");
    let dollars = crate::support::file("opportunity id;amount\n1;$ 5\n");
    let choices = &propose(dollars.path(), Table::Opportunities).questions[0].choices;
    assert!(choices.iter().all(|choice| choice.value != "EUR") && choices[0].value == "USD");
    let euros = crate::support::file("opportunity id;amount\n1;€ 1.234,50\n2;7 EUR\n");
    assert_eq!(propose(euros.path(), Table::Opportunities).open(), []);
}

#[test]
fn mixed_units_are_asked() {
    let mut fields = fields();
    let weight = model::Field {
        key: "weight".into(),
        label: "Weight".into(),
        field_type: model::FieldType::Decimal,
        ..fields[1].clone()
    };
    fields.push(weight);
    let file = file("email,weight\na@example.no,12 kg\nb@example.no,500 g\n");
    let reading = Reading::default();
    let proposal =
        import::propose(file.path(), Table::Contacts, &fields, &around(), &reading, Limits::default()).unwrap();
    assert_eq!(format!("{:?}", proposal.questions[0].about), "Unit");
    let kilos = crate::support::file("email,weight\na@example.no,12 kg\n");
    let proposal =
        import::propose(kilos.path(), Table::Contacts, &fields, &around(), &reading, Limits::default()).unwrap();
    assert_eq!(proposal.mapping.columns[1].rule.unit.as_deref(), Some("kg"));
}

#[test]
fn a_column_of_addresses_is_the_address_whatever_its_name() {
    let file = file("who,what\nana@example.com,x\nola@example.no,y\n");
    let proposal = propose(file.path(), Table::Contacts);
    assert_eq!(proposal.mapping.columns[0].to.as_ref().unwrap().to_string(), "email");
    assert_eq!(proposal.open(), []);
    let other = crate::support::file("email,what\nOslo,x\n");
    assert_eq!(
        propose(other.path(), Table::Contacts).mapping.target("email").to_string(),
        "ignore",
        "the values contradict the heading"
    );
}
