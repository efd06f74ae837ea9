//! What every test needs: fixtures, files on the fly, a sink that keeps what it is given.

use import::{
    Batch, Flow, Limits, Mapping, Options, Progress, Proposal, Reading, Reports, RunError, Sink, Surroundings, Table,
};
use model::field::builtin_fields;
use model::{Currency, Envelope, Field, Input, Timestamp, UserId};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures").join(name)
}

/// A file with these bytes; it lives as long as the value.
pub fn file(bytes: impl AsRef<[u8]>) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes.as_ref()).unwrap();
    file
}

pub fn fields() -> Vec<Field> {
    builtin_fields()
}

pub fn around() -> Surroundings {
    Surroundings { zone: Some("Europe/Oslo".into()), currency: Some(Currency::EUR), country: Some("NO".into()) }
}

pub fn propose(path: &Path, table: Table) -> Proposal {
    import::propose(path, table, &fields(), &around(), &Reading::default(), Limits::default()).unwrap()
}

pub fn options() -> Options {
    Options {
        source: "Fair 2026".into(),
        historical: true,
        now: Timestamp(7),
        owners: [("selger@example.no".to_string(), UserId(9))].into(),
        ..Options::default()
    }
}

/// Keeps the batches; stops or fails where told.
#[derive(Default)]
pub struct Kept {
    pub batches: Vec<Batch>,
    pub passed: Vec<Batch>,
    pub fail_at: Option<usize>,
    pub stop_at_rows: Option<u64>,
    pub seen: Vec<Progress>,
}

impl Sink for Kept {
    fn append(&mut self, batch: Batch) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        if self.fail_at == Some(self.batches.len()) {
            return Err("the disk is full".into());
        }
        self.batches.push(batch);
        Ok(())
    }

    fn passed(&mut self, batch: Batch) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        self.passed.push(batch);
        Ok(())
    }

    fn progress(&mut self, progress: &Progress) -> Flow {
        self.seen.push(progress.clone());
        if self.stop_at_rows.is_some_and(|rows| progress.rows >= rows) { Flow::Stop } else { Flow::Continue }
    }
}

impl Kept {
    pub fn envelopes(&self) -> Vec<Envelope> {
        self.batches.iter().flat_map(|batch| batch.envelopes.clone()).collect()
    }
}

#[derive(Clone, Default)]
pub struct Page(Arc<Mutex<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Page {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// What a run gave.
pub struct Done {
    pub result: Result<Progress, RunError>,
    pub sink: Kept,
    pub rejected: String,
    pub warnings: String,
}

impl Done {
    pub fn inputs(&self) -> Vec<Input> {
        self.sink.envelopes().into_iter().map(|envelope| envelope.input).collect()
    }
}

pub fn run_with(path: &Path, mapping: &Mapping, fields: &[Field], options: &Options, mut sink: Kept) -> Done {
    let (rejected, warnings) = (Page::default(), Page::default());
    let reports = Reports { rejected: Box::new(rejected.clone()), warnings: Box::new(warnings.clone()) };
    let result = import::run(path, mapping, fields, options, reports, &mut sink);
    Done { result, sink, rejected: rejected.text(), warnings: warnings.text() }
}

/// Proposes, finds nothing open, and runs.
pub fn bring(path: &Path, table: Table) -> Done {
    let proposal = propose(path, table);
    assert_eq!(proposal.open(), [], "{}", path.display());
    run_with(path, &proposal.mapping, &fields(), &options(), Kept::default())
}
