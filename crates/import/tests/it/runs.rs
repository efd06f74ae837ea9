//! Runs as a whole: the same file twice, resuming, stopping, failing, dry runs, progress.

use crate::support::{Done, Kept, fields, file, options, propose, run_with};
use import::{Mapping, Options, RunError, Table};
use std::collections::BTreeSet;

const ROWS: u64 = 1_234;

fn many() -> (tempfile::NamedTempFile, Mapping) {
    let mut text = String::from("email,city\n");
    for row in 0..ROWS {
        let address = if row % 100 == 7 { "broken".into() } else { format!("a{row}@example.no") };
        text.push_str(&format!("{address},City {row}\n"));
    }
    let file = file(text);
    let mapping = propose(file.path(), Table::Contacts).mapping;
    (file, mapping)
}

fn ids(done: &Done) -> Vec<String> {
    done.sink.envelopes().into_iter().map(|envelope| envelope.message_id).collect()
}

#[test]
fn batches_are_small_and_the_cursor_rises() {
    let (file, mapping) = many();
    let done = run_with(file.path(), &mapping, &fields(), &options(), Kept::default());
    let progress = done.result.as_ref().unwrap();
    assert_eq!((progress.rows, progress.total_rows, progress.rejected), (ROWS, ROWS, 13));
    assert_eq!(
        (progress.bytes, progress.total_bytes),
        (file.path().metadata().unwrap().len(), file.path().metadata().unwrap().len())
    );
    let rows: Vec<u64> = done.sink.batches.iter().map(|batch| batch.rows).collect();
    assert_eq!(rows, [500, 1_000, ROWS]);
    assert!(done.sink.batches.iter().all(|batch| batch.envelopes.len() <= model::input::MAX_BATCH));
    assert!(done.sink.seen.windows(2).all(|pair| pair[0].rows <= pair[1].rows && pair[0].bytes <= pair[1].bytes));
    let unique: BTreeSet<String> = ids(&done).into_iter().collect();
    assert_eq!(unique.len() as u64, ROWS - 13);
    assert!(unique.iter().all(|id| id.len() <= 100));
}

#[test]
fn the_same_file_twice_has_the_same_message_ids() {
    let (file, mapping) = many();
    let run = |options: &Options| ids(&run_with(file.path(), &mapping, &fields(), options, Kept::default()));
    let first = run(&options());
    assert_eq!(first, run(&Options { now: model::Timestamp(99), ..options() }));
    for other in [
        Options { source: "Another fair".into(), ..options() },
        Options { generation: 1, ..options() },
        Options { list: Some("fair".into()), ..options() },
    ] {
        assert!(first.iter().zip(run(&other)).all(|(one, two)| *one != two));
    }
}

#[test]
fn a_corrected_mapping_makes_other_messages() {
    let (file, mapping) = many();
    let mut other = mapping.clone();
    other.columns[1].to = import::Target::parse("field.region");
    let run = |mapping: &Mapping| ids(&run_with(file.path(), mapping, &fields(), &options(), Kept::default()));
    assert_ne!(run(&mapping)[0], run(&other)[0]);
}

#[test]
fn equal_activities_are_two_deeds_unless_they_have_an_id() {
    let text = "email,date,activity\na@example.no,2024-01-01,visit\na@example.no,2024-01-01,visit\n";
    let file1 = file(text);
    let mapping = propose(file1.path(), Table::Activities).mapping;
    let first = ids(&run_with(file1.path(), &mapping, &fields(), &options(), Kept::default()));
    assert!(first.len() == 2 && first[0] != first[1]);
    assert_eq!(first, ids(&run_with(file1.path(), &mapping, &fields(), &options(), Kept::default())));

    let named = |id: &str, day: &str| {
        let file = file(format!("activity id,email,date,activity\n{id},a@example.no,{day},visit\n"));
        let mapping = propose(file.path(), Table::Activities).mapping;
        ids(&run_with(file.path(), &mapping, &fields(), &options(), Kept::default())).remove(0)
    };
    assert_eq!(named("T1", "2024-01-01"), named("T1", "2024-01-02"), "an id is the activity");
    assert_ne!(named("T1", "2024-01-01"), named("T2", "2024-01-01"));
}

#[test]
fn resuming_hands_over_only_what_was_not_and_reports_everything_again() {
    let (file, mapping) = many();
    let whole = run_with(file.path(), &mapping, &fields(), &options(), Kept::default());
    let resumed_options = Options { resume_after: 500, ..options() };
    let resumed = run_with(file.path(), &mapping, &fields(), &resumed_options, Kept::default());
    assert_eq!(resumed.sink.batches, whole.sink.batches[1..]);
    assert_eq!(resumed.sink.passed, whole.sink.batches[..1]);
    assert_eq!((&resumed.rejected, &resumed.warnings), (&whole.rejected, &whole.warnings));
    assert_eq!(resumed.result.unwrap(), whole.result.unwrap());
    let finished = Options { resume_after: ROWS, ..options() };
    assert!(run_with(file.path(), &mapping, &fields(), &finished, Kept::default()).sink.batches.is_empty());
}

#[test]
fn a_sink_that_fails_ends_the_run_with_what_is_safe() {
    let (file, mapping) = many();
    let sink = Kept { fail_at: Some(1), ..Kept::default() };
    let done = run_with(file.path(), &mapping, &fields(), &options(), sink);
    match done.result {
        Err(RunError::Sink { rows: 500, cause }) => assert_eq!(cause.to_string(), "the disk is full"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_run_can_be_stopped() {
    let (file, mapping) = many();
    let sink = Kept { stop_at_rows: Some(1_000), ..Kept::default() };
    let done = run_with(file.path(), &mapping, &fields(), &options(), sink);
    assert!(matches!(done.result, Err(RunError::Stopped { rows: 1_000 })));
    assert_eq!(done.sink.batches.len(), 2);
    assert!(done.rejected.lines().count() > 10, "what is known so far is reported");
}

#[test]
fn a_dry_run_finds_everything_and_hands_over_nothing() {
    let (file, mapping) = many();
    let real = run_with(file.path(), &mapping, &fields(), &options(), Kept::default());
    let dry = run_with(file.path(), &mapping, &fields(), &Options { dry_run: true, ..options() }, Kept::default());
    assert!(dry.sink.batches.is_empty());
    assert_eq!((dry.result.unwrap(), dry.rejected), (real.result.unwrap(), real.rejected));
}
