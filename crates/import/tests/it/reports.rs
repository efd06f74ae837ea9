//! The downloads: well-formed, safe to open in a spreadsheet, and good to bring again.

use crate::support::{Kept, fields, file, options, propose, run_with};
use import::Table;

#[test]
fn cells_that_a_spreadsheet_would_calculate_are_guarded_and_come_back() {
    let file1 = file("email,city,job title\nbad,=1+1,\"@x, \"\"y\"\"\"\nworse,-5,\"two\nlines\"\n");
    let proposal = propose(file1.path(), Table::Contacts);
    let mapping = {
        let mut proposal = proposal;
        let own =
            import::Mapping::parse(r#"{"object":"contacts","columns":[{"column":"email","to":"email"}]}"#).unwrap();
        proposal.revise(&own, &fields());
        proposal.mapping
    };
    let done = run_with(file1.path(), &mapping, &fields(), &options(), Kept::default());
    assert!(
        done.rejected.starts_with(
            "\u{feff}Import: line,Import: column,Import: problem,Import: what to do,email,city,job title\n"
        )
    );
    assert!(done.rejected.contains("bad,'=1+1,\"'@x, \"\"y\"\"\""), "{}", done.rejected);
    assert!(done.rejected.contains("worse,'-5,\"two\nlines\""));

    let corrected = done.rejected.replace("bad", "ana@example.com").replace("worse", "ola@example.no");
    let file2 = file(corrected);
    let proposal = propose(file2.path(), Table::Contacts);
    assert_eq!(proposal.open(), []);
    assert!(proposal.mapping.columns[..4].iter().all(|column| column.to.as_ref().unwrap().to_string() == "ignore"));
    assert_eq!(proposal.preview[0][5], "=1+1");
    let again = run_with(file2.path(), &proposal.mapping, &fields(), &options(), Kept::default());
    assert_eq!(again.result.unwrap().accepted, 2);
    assert!(again.rejected.matches("Import: line").count() == 1, "the report's own columns are not doubled");
}

#[test]
fn phone_numbers_stay_as_they_were() {
    let file = file("email,phone\nbad,+34 612 34 56 78\nworse,+1+2\n");
    let proposal = propose(file.path(), Table::Contacts);
    let mut mapping = proposal.mapping;
    mapping.columns[0].to = import::Target::parse("email");
    let done = run_with(file.path(), &mapping, &fields(), &options(), Kept::default());
    assert!(done.rejected.contains(",bad,+34 612 34 56 78\n"), "{}", done.rejected);
    assert!(done.rejected.contains(",worse,'+1+2\n"), "{}", done.rejected);
}

#[test]
fn a_report_is_told_in_other_words_and_with_another_delimiter() {
    let report = "\u{feff}Import: line,Import: column,Import: problem,Import: what to do,email,note\n\
                  2,email,no,do,bad,\"a;b, c\"\n3,,no,do,'=1\n";
    let mut told = Vec::new();
    let words = |text: &str| match text.strip_prefix("Import: ") {
        Some(rest) => format!("Importación: {rest}"),
        None => text.to_uppercase(),
    };
    import::report::tell(report.as_bytes(), &mut told, ';', words).unwrap();
    let told = String::from_utf8(told).unwrap();
    assert_eq!(
        told,
        "\u{feff}Importación: line;Importación: column;Importación: problem;Importación: what to do;email;note\n\
         2;email;NO;DO;bad;\"a;b, c\"\n3;;NO;DO;'=1\n"
    );
    let file = file(told.replace("'=1", "x;").replace("bad", "ana@example.com"));
    let proposal = propose(file.path(), Table::Contacts);
    let to: Vec<String> =
        proposal.mapping.columns.iter().map(|column| column.to.as_ref().unwrap().to_string()).collect();
    assert_eq!(to, ["ignore", "ignore", "ignore", "ignore", "email", "ignore"], "its own columns are left out");
}

#[test]
fn a_row_of_another_width_still_makes_a_well_formed_report() {
    let file = file("email,city\na@example.no\nb@example.no,x,y\n");
    let proposal = propose(file.path(), Table::Contacts);
    let done = run_with(file.path(), &proposal.mapping, &fields(), &options(), Kept::default());
    assert_eq!(done.result.unwrap().rejected, 2);
    for record in csv::Reader::from_reader(done.rejected.as_bytes()).records() {
        assert_eq!(record.unwrap().len(), 6);
    }
}

#[test]
fn reports_that_cannot_be_written_end_the_run() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("no space left on device"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let file = file("email\na@example.no\n");
    let proposal = propose(file.path(), Table::Contacts);
    let reports = import::Reports { rejected: Box::new(Full), warnings: Box::new(Full) };
    let error =
        import::run(file.path(), &proposal.mapping, &fields(), &options(), reports, &mut Kept::default()).unwrap_err();
    assert!(error.to_string().contains("no space left"));
}
