//! A table with random values, written in a random style, comes back through detection and reading, or something is asked;
//! it is never misread. The same rows as Parquet read the same.

use crate::support::{Kept, around, fields, options, run_with};
use import::{Limits, Mapping, Proposal, Reading, Table};
use model::{Currency, Input, Money};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// An opportunity: name, cents, day of opening (days since 1970).
type Deal = (String, i64, i32);

#[derive(Debug, Clone)]
struct Style {
    delimiter: char,
    encoding: usize,
    comma: bool,
    grouped: bool,
    date: usize,
    crlf: bool,
}

fn styles() -> impl Strategy<Value = Style> {
    let delimiter = prop::sample::select(vec![',', ';', '\t', '|']);
    let parts = (delimiter, 0usize..4, any::<bool>(), any::<bool>(), 0usize..4, any::<bool>());
    parts.prop_map(|(delimiter, encoding, comma, grouped, date, crlf)| Style {
        delimiter,
        encoding,
        comma,
        grouped,
        date,
        crlf,
    })
}

fn deals() -> impl Strategy<Value = Vec<Deal>> {
    // Letters that every encoding has, and signs that have to be quoted.
    let name = "[A-Za-zæøåñéü][A-Za-zæøåñéü ,;|\"\n']{0,12}[a-zæøåñéü]";
    prop::collection::vec((name, 0i64..900_000_000, 0i32..30_000), 1..12)
}

fn amount(cents: i64, style: &Style) -> String {
    let (mark, other) = if style.comma { (',', ".") } else { ('.', ",") };
    let mut whole = (cents / 100).to_string();
    if style.grouped {
        for at in (1..whole.len()).rev().filter(|at| (whole.len() - at).is_multiple_of(3)).collect::<Vec<_>>() {
            whole.insert_str(at, other);
        }
    }
    format!("{whole}{mark}{:02}", cents % 100)
}

fn date(day: i32, style: &Style) -> String {
    let date = model::value::date_of_day(day);
    let (y, m, d) = (date.year(), date.month(), date.day());
    match style.date {
        0 => format!("{y:04}-{m:02}-{d:02}"),
        1 => format!("{d:02}/{m:02}/{y:04}"),
        2 => format!("{m:02}/{d:02}/{y:04}"),
        _ => format!("{d:02}.{m:02}.{y:04}"),
    }
}

fn written(deals: &[Deal], style: &Style) -> Vec<u8> {
    let end = if style.crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut csv = csv::WriterBuilder::new().delimiter(style.delimiter as u8).terminator(end).from_writer(Vec::new());
    csv.write_record(["Opportunity ID", "Name", "Amount (EUR)", "Created"]).unwrap();
    for (at, (name, cents, day)) in deals.iter().enumerate() {
        csv.write_record([&format!("D{at}"), name, &amount(*cents, style), &date(*day, style)]).unwrap();
    }
    let text = String::from_utf8(csv.into_inner().unwrap()).unwrap();
    match style.encoding {
        0 => text.into_bytes(),
        1 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        2 => [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
        _ => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
    }
}

fn proposed(path: &Path) -> Proposal {
    let around = import::Surroundings { zone: Some("UTC".into()), ..around() };
    import::propose(path, Table::Opportunities, &fields(), &around, &Reading::default(), Limits::default()).unwrap()
}

/// The proposal with the questions answered as the writer would; what the file settles is left as found.
fn answered(mut proposal: Proposal, style: &Style) -> Mapping {
    let mut own = proposal.mapping.clone();
    for question in &proposal.questions {
        let column = own.columns.iter_mut().find(|column| column.column == question.column).unwrap();
        let answer = match question.column.as_str() {
            "Created" => ["yyyy-mm-dd", "dd/mm/yyyy", "mm/dd/yyyy", "dd.mm.yyyy"][style.date],
            _ if style.comma => ",",
            _ => ".",
        };
        assert!(column.answer(question, answer), "{question:?}");
    }
    proposal.revise(&own, &fields());
    assert_eq!(proposal.open(), []);
    proposal.mapping
}

fn read_back(path: &Path, mapping: &Mapping) -> Vec<Deal> {
    let done = run_with(path, mapping, &fields(), &options(), Kept::default());
    let progress = done.result.as_ref().unwrap();
    assert_eq!(progress.rejected, 0, "{}", done.rejected);
    let deal = |input: Input| match input {
        Input::Opportunity(put) => {
            let Some(Money { minor, currency: Currency::EUR }) = put.amount else { panic!("{:?}", put.amount) };
            let name = put.fields.get("name").cloned().flatten().unwrap().to_string();
            (name, minor, put.opened_at.unwrap().utc_day() as i32)
        }
        other => panic!("{other:?}"),
    };
    done.inputs().into_iter().map(deal).collect()
}

fn tidied(deals: &[Deal]) -> Vec<Deal> {
    deals.iter().map(|(name, cents, day)| (hygiene::text::tidy(name), *cents, *day)).collect()
}

/// Names that the import would rightly not take at their word.
fn taken_at_their_word(deals: &[Deal]) -> bool {
    let odd = |name: &str| hygiene::placeholder::is_junk(name) || hygiene::placeholder::means_nothing(name);
    !deals.iter().any(|(name, ..)| odd(name))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_table_in_any_style_comes_back(deals in deals(), style in styles()) {
        prop_assume!(taken_at_their_word(&deals));
        // Statistics need more than a letter or two to tell western Europe from the rest of the world.
        let letters: usize = deals.iter().map(|(name, ..)| name.chars().filter(|c| !c.is_ascii()).count()).sum();
        prop_assume!(style.encoding != 3 || letters == 0);
        let file = crate::support::file(written(&deals, &style));
        let proposal = proposed(file.path());
        prop_assert_eq!(proposal.delimiter, Some(style.delimiter));
        let mapping = answered(proposal, &style);
        prop_assert_eq!(read_back(file.path(), &mapping), tidied(&deals));
    }

    #[test]
    fn bytes_of_any_kind_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let file = crate::support::file(&bytes);
        for table in Table::ALL {
            let _ = import::propose(file.path(), table, &fields(), &around(), &Reading::default(), Limits::default());
        }
        let _ = import::propose(crate::support::file([b"PAR1", bytes.as_slice(), b"PAR1"].concat()).path(), Table::Contacts, &fields(), &around(), &Reading::default(), Limits::default());
    }

    #[test]
    fn parquet_reads_like_csv(deals in deals()) {
        prop_assume!(taken_at_their_word(&deals));
        let file = tempfile::NamedTempFile::new().unwrap();
        parquet_file(file.reopen().unwrap(), &deals);
        let proposal = proposed(file.path());
        prop_assert_eq!(proposal.open(), []);
        prop_assert_eq!(read_back(file.path(), &proposal.mapping), tidied(&deals));
    }
}

fn parquet_file(file: std::fs::File, deals: &[Deal]) {
    let schema = "message deals { required binary opportunity_id (UTF8); required binary name (UTF8); \
                  required double amount_eur; required int32 created_at (DATE); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut writer = SerializedFileWriter::new(file, schema, Default::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let ids: Vec<ByteArray> = (0..deals.len()).map(|at| ByteArray::from(format!("D{at}").into_bytes())).collect();
    let names: Vec<ByteArray> = deals.iter().map(|(name, ..)| ByteArray::from(name.clone().into_bytes())).collect();
    let amounts: Vec<f64> = deals.iter().map(|(_, cents, _)| *cents as f64 / 100.0).collect();
    let days: Vec<i32> = deals.iter().map(|(.., day)| *day).collect();
    for texts in [&ids, &names] {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(texts, None, None).unwrap();
        column.close().unwrap();
    }
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<DoubleType>().write_batch(&amounts, None, None).unwrap();
    column.close().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int32Type>().write_batch(&days, None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
}
