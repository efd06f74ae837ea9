//! What a file looks like and how it would be read: the proposal that a person confirms or corrects.

use crate::question::{Question, settle};
use crate::table::{Reading, Row, TableFile};
use crate::target::{Slot, Target};
use crate::{ColumnMapping, FileError, Limits, Mapping};
use hygiene::header::{Table, guesses};
use hygiene::votes::Finding;
use hygiene::{ColumnProfile, ColumnSummary, DecimalMark, Problem};
use model::{Currency, Field, FieldType};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Rows that are looked at. A later row that contradicts them is rejected when its time comes.
const PROFILED: u64 = 50_000;
const PREVIEW: usize = 20;
/// From here on a heading is taken at its word.
const SURE: u8 = 70;

/// What the instance knows that a file does not say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Surroundings {
    /// IANA zone of the instance.
    pub zone: Option<String>,
    /// Reporting currency; offered first where an amount does not say its own.
    pub currency: Option<Currency>,
    /// Alpha-2 code of phone numbers without a country code.
    pub country: Option<String>,
}

/// A column as it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Column {
    pub name: String,
    pub summary: ColumnSummary,
    /// The currency that the heading names.
    pub heading_currency: Finding<Currency>,
    /// How sure the proposed target is, 0 to 100; 0 when none is proposed.
    pub confidence: u8,
}

/// A file, and how it would be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Proposal {
    /// Bytes.
    pub size: u64,
    /// Name of the encoding; absent for Parquet.
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    /// Rows looked at; all of them when `whole`.
    pub rows: u64,
    pub whole: bool,
    pub columns: Vec<Column>,
    /// First rows as text.
    pub preview: Vec<Vec<String>>,
    /// The proposal itself, with everything that the file settles.
    pub mapping: Mapping,
    /// What it leaves open.
    pub questions: Vec<Question>,
    /// What else keeps the import from starting.
    pub problems: Vec<Problem>,
    home: Option<Currency>,
}

/// Looks at a file and proposes how to read it as a table of an instance with these fields.
pub fn propose(
    path: &Path,
    table: Table,
    fields: &[Field],
    around: &Surroundings,
    reading: &Reading,
    limits: Limits,
) -> Result<Proposal, FileError> {
    let mut file = TableFile::open(path, reading, limits)?;
    let mut profiles: Vec<ColumnProfile> = file.header.iter().map(|_| ColumnProfile::default()).collect();
    let (mut row, mut rows, mut whole, mut preview) = (Row::default(), 0, true, Vec::new());
    while file.next(&mut row)? {
        if rows == PROFILED {
            whole = false;
            break;
        }
        rows += 1;
        if row.problem.is_none() {
            row.cells.iter().zip(&mut profiles).for_each(|(cell, profile)| profile.add(cell));
        }
        if preview.len() < PREVIEW {
            preview.push(row.cells.iter().map(|cell| cell.chars().take(200).collect()).collect());
        }
    }
    if rows == 0 {
        return Err(FileError::new("the file has a header but no rows", "export it again with its rows"));
    }
    let columns = file.header.iter().zip(&profiles).map(|(name, profile)| {
        let mut summary = profile.summary();
        // Parquet prints its own numbers: with a point and without thousands.
        if file.encoding.is_none() && summary.decimal_mark != Finding::None {
            summary.decimal_mark = Finding::One(DecimalMark::Point);
            summary.whole_mark = Finding::One(DecimalMark::Point);
        }
        Column {
            name: name.clone(),
            summary,
            heading_currency: hygiene::column::currency_of_heading(name),
            confidence: 0,
        }
    });
    let mut columns: Vec<Column> = columns.collect();
    let mut mapping = Mapping::new(table);
    mapping.encoding = file.encoding.clone();
    mapping.delimiter = file.delimiter;
    mapping.zone = around.zone.clone();
    mapping.country = around.country.clone();
    mapping.columns = assign(table, &mut columns, fields);
    let mut proposal = Proposal {
        size: file.size,
        encoding: file.encoding,
        delimiter: file.delimiter,
        rows,
        whole,
        columns,
        preview,
        mapping: mapping.clone(),
        questions: Vec::new(),
        problems: Vec::new(),
        home: around.currency,
    };
    proposal.revise(&mapping, fields);
    Ok(proposal)
}

impl Proposal {
    /// Takes a person's mapping in place of what was proposed; what it leaves out stays as proposed. Questions and
    /// problems are found anew. A change of encoding or delimiter needs [`propose`] again.
    pub fn revise(&mut self, own: &Mapping, fields: &[Field]) {
        let mut mapping = own.over(&self.mapping);
        let header: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        self.questions = settle(&mut mapping, &self.columns, fields, self.home);
        self.problems = mapping.problems(&header, fields);
        self.mapping = mapping;
    }

    /// Everything that keeps an import from starting, as one list; empty when it may start.
    pub fn open(&self) -> Vec<Problem> {
        let question = |question: &Question| {
            let values: Vec<&str> = question.choices.iter().map(|choice| choice.value.as_str()).collect();
            let about = serde_json::to_value(question.about).ok().and_then(|name| name.as_str().map(str::to_string));
            let remedy =
                format!("answer with \"{}\" in the column's mapping: {}", about.unwrap_or_default(), values.join(", "));
            Problem::new(question.text.clone(), remedy)
        };
        self.problems.iter().cloned().chain(self.questions.iter().map(question)).collect()
    }
}

/// Gives every column its best target; each target to the column that is surest of it.
fn assign(table: Table, columns: &mut [Column], fields: &[Field]) -> Vec<ColumnMapping> {
    let mut wishes: Vec<(u8, usize, Target)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if crate::report::is_own(&column.name) {
            continue;
        }
        for guess in guesses(table, &column.name, fields) {
            let Some(target) = Target::parse(&guess.target).filter(|target| target.fits(table, fields)) else {
                continue;
            };
            let confidence = guess.confidence.saturating_sub(contradiction(&target, table, fields, &column.summary));
            wishes.push((confidence, at, target));
        }
        if let Some(target) = by_values(table, &column.summary) {
            wishes.push((SURE, at, target));
        }
    }
    wishes.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut given: Vec<Option<(u8, Target)>> = vec![None; columns.len()];
    for (confidence, at, target) in wishes.into_iter().filter(|wish| wish.0 >= SURE) {
        let taken = given.iter().flatten().any(|(_, other)| *other == target) && !target.takes_many();
        if given[at].is_none() && !taken && !rivals(&target, &given) {
            given[at] = Some((confidence, target));
        }
    }
    let mappings = columns.iter_mut().zip(given).map(|(column, given)| {
        let (confidence, target) = given.unwrap_or_else(|| (0, leftover(table, column)));
        column.confidence = confidence;
        let property = matches!(target, Target::Property(_)).then(|| property_type(&column.summary));
        ColumnMapping { column: column.name.clone(), to: Some(target), property, ..ColumnMapping::default() }
    });
    mappings.collect()
}

/// A full name beside first and last name would say the same twice.
fn rivals(target: &Target, given: &[Option<(u8, Target)>]) -> bool {
    let has = |other: Target| given.iter().flatten().any(|(_, target)| *target == other);
    let parts = || has(Target::Field("first_name".into())) || has(Target::Field("last_name".into()));
    *target == Target::Fixed(Slot::FullName) && parts()
}

/// How much the values speak against a target.
fn contradiction(target: &Target, table: Table, fields: &[Field], summary: &ColumnSummary) -> u8 {
    if summary.filled == 0 {
        return 0;
    }
    let fits = match target.field_type(table, fields, None) {
        Some(FieldType::Email) => summary.emails >= 50,
        Some(FieldType::Date | FieldType::Instant) => {
            summary.date_format != Finding::None || summary.kind == FieldType::Integer
        }
        Some(FieldType::Integer | FieldType::Decimal | FieldType::Money) => summary.decimal_mark != Finding::None,
        Some(FieldType::Boolean) => matches!(summary.kind, FieldType::Boolean | FieldType::Integer),
        _ => true,
    };
    if fits { 0 } else { 40 }
}

/// A column of addresses is the e-mail address, whatever it is called.
fn by_values(table: Table, summary: &ColumnSummary) -> Option<Target> {
    let slot = match (table, summary.kind) {
        (Table::Contacts, FieldType::Email) => Slot::Email,
        (Table::Leads | Table::Activities, FieldType::Email) => Slot::ContactEmail,
        _ => return None,
    };
    Some(Target::Fixed(slot))
}

/// What becomes of a column that nothing speaks for: activities keep it as a property, records leave it.
fn leftover(table: Table, column: &Column) -> Target {
    let key = hygiene::text::slug(&column.name);
    let own = crate::report::is_own(&column.name);
    if table == Table::Activities && column.summary.filled > 0 && model::field::is_key(&key) && !own {
        return Target::Property(key);
    }
    Target::Ignore
}

fn property_type(summary: &ColumnSummary) -> FieldType {
    match summary.kind {
        FieldType::Integer if summary.numeric => FieldType::Integer,
        FieldType::Decimal if summary.numeric => FieldType::Decimal,
        FieldType::Boolean => FieldType::Boolean,
        _ => FieldType::Text,
    }
}
