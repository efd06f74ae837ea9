//! Files that are no tables, or broken ones: each is refused with its place and what to do, and nothing of it is handed over.

use crate::support::{Kept, around, fields, file, options, run_with};
use import::{FileError, Limits, Mapping, Reading, Row, RunError, Table, TableFile};
use std::io::Write;

fn small() -> Limits {
    Limits { file: 5_000, line: 1_000, columns: 5, rows: 50, cell: 100 }
}

/// Proposes and, where that does not look far enough, reads to the end.
fn error(bytes: &[u8], limits: Limits) -> FileError {
    let file = file(bytes);
    let proposal = import::propose(file.path(), Table::Contacts, &fields(), &around(), &Reading::default(), limits);
    let Ok(proposal) = proposal else { return proposal.unwrap_err() };
    let done =
        run_with(file.path(), &proposal.mapping, &fields(), &import::Options { limits, ..options() }, Kept::default());
    assert!(done.sink.batches.is_empty(), "something of a broken file was handed over");
    match done.result {
        Err(RunError::File(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_no_table_is_refused_by_what_it_is() {
    let zip = b"PK\x03\x04\x14\0\0\0\x08\0contacts.csv";
    let workbook = b"PK\x03\x04\x14\0\x06\0[Content_Types].xml\0xl/workbook.xml";
    let cases: [(&[u8], &str, &str); 12] = [
        (zip, "zip archive", "unpack"),
        (workbook, "Excel workbook", "CSV UTF-8"),
        (b"\x1f\x8b\x08\0", "gzip", "unpack"),
        (b"%PDF-1.7", "PDF", "CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel", "CSV UTF-8"),
        (b"\xef\xbb\xbf\n <!DOCTYPE html><html>", "web page", "sign-in"),
        (b"<html><body>", "web page", "sign-in"),
        (b"<?xml version=\"1.0\"?>", "XML", "CSV"),
        (b"{\"a\": 1}", "JSON", "API"),
        (b"", "empty", "export"),
        (b" \r\n\n", "empty", "export"),
        (b"\x89PNG\r\n", "picture", "CSV"),
    ];
    for (bytes, reason, remedy) in cases {
        let error = error(bytes, Limits::default());
        assert!(error.reason.contains(reason) && error.remedy.contains(remedy), "{error}");
    }
}

#[test]
fn broken_tables_name_the_place_and_the_remedy() {
    let long_quote = format!("email,b\na@example.no,\"{}\n", "x\n".repeat(800));
    let long_line = format!("email,b\na@example.no,{}\n", "x".repeat(1_500));
    let many_rows = format!("email\n{}", "a@example.no\n".repeat(60));
    let cases: [(&[u8], Option<u64>, &str); 12] = [
        (b"email,name\n", None, "no rows"),
        (b"email,name,email\na@example.no,b,c\n", Some(1), "columns 1 and 3 have the same name"),
        (b"email,name\na@example.no,\"b\nc@example.no,d\n", Some(2), "the quote that opens column 2 is never closed"),
        (long_quote.as_bytes(), Some(2), "not closed within"),
        (long_line.as_bytes(), Some(2), "longer than"),
        (b"email,name\na@example.no,x\0y\n", Some(2), "NUL"),
        (b"a,b,c,d,e,f\n1,2,3,4,5,6\n", Some(1), "more than 5 columns"),
        (many_rows.as_bytes(), Some(52), "more than 50 rows"),
        (b"email,name\na@example.no,\xc3\xa5\nb@example.no,\xe5\xff\n", Some(3), "not valid UTF-8"),
        (b"ana@example.com,Ana\nola@example.no,Ola\n", Some(1), "the first line holds data"),
        (b"\xff\xfea\0,\0b\0\n\0\x00\xd8x\0", Some(2), "not valid UTF-16LE"),
        (&[b'x'; 6_000], None, "larger than"),
    ];
    for (bytes, line, reason) in cases {
        let utf8 = Reading { encoding: reason.contains("UTF-8").then(|| "utf-8".into()), delimiter: None };
        let error = match utf8.encoding {
            None => error(bytes, small()),
            Some(_) => {
                let file = file(bytes);
                import::propose(file.path(), Table::Contacts, &fields(), &around(), &utf8, small()).unwrap_err()
            }
        };
        assert!(error.reason.contains(reason), "{error}, expected {reason}");
        assert_eq!(error.line, line, "{error}");
        assert!(!error.remedy.is_empty());
    }
}

#[test]
fn a_line_of_100_mb_is_refused_without_being_held() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"email,note\na@example.no,ok\nb@example.no,").unwrap();
    let block = vec![b'x'; 1 << 20];
    for _ in 0..100 {
        file.write_all(&block).unwrap();
    }
    let before = resident();
    let result =
        import::propose(file.path(), Table::Contacts, &fields(), &around(), &Reading::default(), Limits::default());
    let error = result.unwrap_err();
    assert_eq!(error.line, Some(3));
    assert!(error.reason.contains("longer than 1 MiB"), "{error}");
    assert!(resident().saturating_sub(before) < 40 << 20, "the line was held in memory");
}

/// Bytes of memory that the process has ever held at once.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0) * 1024
}

#[test]
fn a_file_that_breaks_late_hands_over_nothing() {
    let mut bytes = b"email,name\n".to_vec();
    for row in 0..60_000 {
        bytes.extend_from_slice(format!("a{row}@example.no,x\n").as_bytes());
    }
    bytes.extend_from_slice(b"z@example.no,\"open\n");
    let error = error(&bytes, Limits::default());
    assert_eq!(error.line, Some(60_002));
}

#[test]
fn a_missing_file_and_a_folder_are_errors() {
    for path in ["/nonexistent/contacts.csv", env!("CARGO_MANIFEST_DIR")] {
        let path = std::path::Path::new(path);
        assert!(TableFile::open(path, &Reading::default(), Limits::default()).is_err());
    }
    let reading = Reading { encoding: Some("klingon".into()), delimiter: None };
    let file = file("a,b\n1,2\n");
    assert!(TableFile::open(file.path(), &reading, Limits::default()).err().unwrap().reason.contains("klingon"));
}

#[test]
fn rows_that_do_not_fit_are_rejected_one_by_one() {
    let big = format!("f@example.no,{}\n", "x".repeat(200));
    let file = file(format!(
        "email,name\na@example.no,x\nb@example.no\nc@example.no,x,y\nd@example.no,\"x\" y\ne@example.no,x,,\n{big}"
    ));
    let mut table = TableFile::open(file.path(), &Reading::default(), small()).unwrap();
    let (mut row, mut seen) = (Row::default(), Vec::new());
    while table.next(&mut row).unwrap() {
        seen.push((row.line, row.problem.as_ref().map(|problem| problem.reason.clone())));
    }
    let said = |line: u64, words: &str| {
        let problem = seen.iter().find(|(at, _)| *at == line).and_then(|(_, problem)| problem.clone());
        assert!(problem.as_ref().is_some_and(|reason| reason.contains(words)), "line {line}: {problem:?}");
    };
    said(3, "1 cells, the header 2");
    said(4, "3 cells");
    said(5, "behind its closing quote");
    said(7, "more than 100 bytes");
    assert_eq!((seen[0].1.as_ref(), seen[4].1.as_ref()), (None, None), "empty cells at the end are no fault");
}

#[test]
fn a_damaged_parquet_file_is_an_error_and_no_crash() {
    for bytes in [&b"PAR1"[..], b"PAR1garbagePAR1", b"PAR1\x15\x04\x15\xff\xff\xff\x10\0\0\0PAR1"] {
        let error = error(bytes, Limits::default());
        assert!(error.reason.contains("damaged"), "{error}");
    }
}

#[test]
fn a_mapping_that_does_not_fit_hands_over_nothing() {
    let file = file("email,name\na@example.no,b\n");
    let mapping = Mapping::parse(r#"{"object":"contacts","columns":[{"column":"emial","to":"email"}]}"#).unwrap();
    let done = run_with(file.path(), &mapping, &fields(), &options(), Kept::default());
    let message = done.result.unwrap_err().to_string();
    assert!(message.contains("no column \"emial\"") && message.contains("perhaps \"email\""), "{message}");
    assert!(done.sink.batches.is_empty());
}
