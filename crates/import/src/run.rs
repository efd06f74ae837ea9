//! The run: every row of a file becomes inputs, in batches that a sink takes over durably, with reports beside them.
//!
//! The whole file is read once beforehand, so that a file that breaks in the middle is refused before anything of it is
//! handed over. After a crash the run starts from the top and hands over nothing of what the cursor says is done; what
//! overlaps carries the same message ids and has no effect.

use crate::build::{Built, Note, build};
use crate::keys::{Occurrences, Records, Seen, hash, hex};
use crate::options::Options;
use crate::plan::Plan;
use crate::progress::Progress;
use crate::report::Report;
use crate::table::{Reading, Row, TableFile};
use crate::{FileError, Mapping, Reports, RunError};
use hygiene::Problem;
use hygiene::header::Table;
use model::{Envelope, Field, Input};
use std::path::Path;

/// Rows in a batch. A row gives at most two inputs, so a batch stays within [`model::input::MAX_BATCH`].
pub const BATCH: u64 = 500;

/// Inputs for one intake row.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    pub envelopes: Vec<Envelope>,
    /// Rows of the file done once this batch is durable: the cursor to keep.
    pub rows: u64,
}

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    Continue,
    Stop,
}

/// Takes what a run makes.
pub trait Sink {
    /// Takes a batch over durably, or says why not; the run then ends.
    fn append(&mut self, batch: Batch) -> Result<(), Box<dyn std::error::Error + Send + Sync>>;

    /// Hears of a batch that an earlier run handed over, before the cursor.
    fn passed(&mut self, _batch: Batch) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        Ok(())
    }

    /// Hears how far the run is, after every batch of rows.
    fn progress(&mut self, _progress: &Progress) -> Flow {
        Flow::Continue
    }
}

/// Brings a file in. The mapping must be complete (see [`crate::Proposal::open`]).
pub fn run(
    path: &Path,
    mapping: &Mapping,
    fields: &[Field],
    options: &Options,
    reports: Reports,
    sink: &mut dyn Sink,
) -> Result<Progress, RunError> {
    let reading = Reading { encoding: mapping.encoding.clone(), delimiter: mapping.delimiter };
    let mut file = TableFile::open(path, &reading, options.limits)?;
    let mut problems = mapping.problems(&file.header, fields);
    problems.extend(mapping.unanswered(fields));
    problems.extend(options.problems(mapping.object));
    if !problems.is_empty() {
        return Err(RunError::Mapping(problems));
    }
    let total_rows = count(TableFile::open(path, &reading, options.limits)?)?;
    let plan = Plan::new(mapping, &file.header, fields);
    let mut run = Run::new(&plan, options, reports, &file)?;
    run.progress.total_rows = total_rows;
    let mut row = Row::default();
    loop {
        let more = file.next(&mut row)?;
        if more {
            run.take(&row)?;
            run.progress.bytes = file.position();
        }
        if !more || run.progress.rows.is_multiple_of(BATCH) {
            run.hand_over(sink)?;
            if sink.progress(&run.progress) == Flow::Stop {
                run.finish()?;
                return Err(RunError::Stopped { rows: run.progress.rows });
            }
        }
        if !more {
            run.progress.bytes = file.size;
            run.finish()?;
            return Ok(run.progress);
        }
    }
}

/// Reads a whole file for its errors and its number of rows.
fn count(mut file: TableFile) -> Result<u64, FileError> {
    let (mut row, mut rows) = (Row::default(), 0);
    while file.next(&mut row)? {
        rows += 1;
    }
    if rows == 0 {
        return Err(FileError::new("the file has a header but no rows", "export it again with its rows"));
    }
    Ok(rows)
}

struct Run<'a> {
    plan: &'a Plan,
    options: &'a Options,
    header: Vec<String>,
    rejected: Report,
    warned: Report,
    progress: Progress,
    envelopes: Vec<Envelope>,
    /// Rows that the sink has taken over.
    handed_over: u64,
    records: Records,
    occurrences: Occurrences,
}

impl<'a> Run<'a> {
    fn new(plan: &'a Plan, options: &'a Options, reports: Reports, file: &TableFile) -> Result<Run<'a>, RunError> {
        let rejected = Report::new(reports.rejected, &file.header).map_err(RunError::Report)?;
        let warned = Report::new(reports.warnings, &file.header).map_err(RunError::Report)?;
        let progress = Progress { total_bytes: file.size, ..Progress::default() };
        let header = file.header.clone();
        Ok(Run {
            plan,
            options,
            header,
            rejected,
            warned,
            progress,
            envelopes: Vec::new(),
            handed_over: options.resume_after,
            records: Records::default(),
            occurrences: Occurrences::default(),
        })
    }

    fn take(&mut self, row: &Row) -> Result<(), RunError> {
        self.progress.rows += 1;
        match build(self.plan, row, self.options) {
            Err(note) => self.reject(row, &note),
            Ok(built) => self.accept(row, built),
        }
    }

    fn reject(&mut self, row: &Row, note: &Note) -> Result<(), RunError> {
        self.progress.count_rejected(&note.problem.reason);
        self.rejected.add(&self.header, row, note).map_err(RunError::Report)
    }

    fn warn(&mut self, row: &Row, note: &Note) -> Result<(), RunError> {
        self.progress.warnings += 1;
        self.warned.add(&self.header, row, note).map_err(RunError::Report)
    }

    fn accept(&mut self, row: &Row, built: Built) -> Result<(), RunError> {
        let content =
            hash(&[&rmp_serde::to_vec(&built.inputs).expect("inputs are plain data, which always serialises")]);
        let seen = match &built.key {
            Some(key) => self.records.see(&hash(&[key.as_bytes()]), &content, row.line),
            None => Seen::New,
        };
        match seen {
            Seen::New => {}
            Seen::Same(line) => {
                self.progress.repeated += 1;
                let problem = Problem::new(format!("the row repeats line {line} and was passed over"), "nothing");
                return self.warn(row, &Note { column: None, problem });
            }
            Seen::Other(line) => {
                let name = built.key.as_deref().and_then(|key| key.split_once(':')).map_or("", |(_, name)| name);
                let reason = format!("{} is already on line {line}, with other values", hygiene::shown(name));
                let problem = Problem::new(reason, "keep one of the two rows");
                return self.reject(row, &Note { column: None, problem });
            }
        }
        for note in &built.warnings {
            self.warn(row, note)?;
        }
        self.progress.accepted += 1;
        self.progress.tidied += u64::from(built.tidied);
        let id = self.message_id(&built, &content);
        let envelopes = built.inputs.into_iter().enumerate().map(|(at, input)| self.envelope(&id, at, input));
        let envelopes: Vec<Envelope> = envelopes.collect();
        self.envelopes.extend(envelopes);
        Ok(())
    }

    /// The same for the same row of the same source: an activity by its id, everything else by what it says.
    fn message_id(&mut self, built: &Built, content: &[u8; 32]) -> String {
        let object = self.plan.table.as_str().as_bytes();
        let source = self.options.source.as_bytes();
        let hash = match (self.plan.table, &built.key) {
            (Table::Activities, Some(key)) => hash(&[source, object, key.as_bytes()]),
            (Table::Activities, None) => {
                let nth = self.occurrences.count(content).to_le_bytes();
                hash(&[source, object, content, &nth])
            }
            _ => hash(&[source, object, &self.options.generation.to_le_bytes(), content]),
        };
        format!("imp:{}", hex(&hash))
    }

    fn envelope(&self, id: &str, at: usize, input: Input) -> Envelope {
        Envelope {
            message_id: if at == 0 { id.to_string() } else { format!("{id}:{at}") },
            source: "import".into(),
            historical: self.options.historical,
            cause: None,
            depth: 0,
            received_at: self.options.now,
            user: self.options.user,
            input,
        }
    }

    fn hand_over(&mut self, sink: &mut dyn Sink) -> Result<(), RunError> {
        let envelopes = std::mem::take(&mut self.envelopes);
        let rows = self.progress.rows;
        if envelopes.is_empty() || self.options.dry_run {
            return Ok(());
        }
        let (batch, rows_before) = (Batch { envelopes, rows }, self.handed_over);
        let failed = |cause| RunError::Sink { rows: rows_before, cause };
        if rows <= self.options.resume_after {
            return sink.passed(batch).map_err(failed);
        }
        sink.append(batch).map_err(failed)?;
        self.handed_over = rows;
        Ok(())
    }

    fn finish(&mut self) -> Result<(), RunError> {
        self.rejected.flush().and_then(|()| self.warned.flush()).map_err(RunError::Report)
    }
}
