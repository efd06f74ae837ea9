//! The table of activities, in columns from the image's own: there are many rows, so no row is ever made.

use super::narrow::Narrow;
use super::texts::Texts;
use super::{PARTITIONS, Scope};
use audience::{Block, Columns, Image};
use datafusion::arrow::array::{
    ArrayRef, Float64Array, RecordBatch, RecordBatchOptions, TimestampMicrosecondArray, new_null_array,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use datafusion::error::Result;
use model::{Money, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Contact,
    Visitor,
    Kind,
    Asset,
    At,
    Value,
    Currency,
    Properties,
}

const PARTS: [(&str, Part); 8] = [
    ("contact_id", Part::Contact),
    ("visitor_id", Part::Visitor),
    ("kind", Part::Kind),
    ("asset", Part::Asset),
    ("occurred_at", Part::At),
    ("value", Part::Value),
    ("currency", Part::Currency),
    ("properties", Part::Properties),
];

impl Part {
    fn data_type(self) -> DataType {
        match self {
            Part::At => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Part::Value => DataType::Float64,
            _ => DataType::Utf8View,
        }
    }
}

pub(super) fn schema() -> SchemaRef {
    let field = |(name, part): (&str, Part)| Field::new(name, part.data_type(), true);
    Arc::new(Schema::new(PARTS.map(field).to_vec()))
}

/// What a scan asks for.
pub(super) struct Wanted<'w> {
    pub columns: &'w [usize],
    pub scope: Scope,
    pub narrow: &'w Narrow,
    /// Rows that are enough.
    pub limit: Option<usize>,
}

/// What rows share, made ready once: texts by dense number, by number of detail, by kind.
struct Shared<'i> {
    image: &'i Image,
    contacts: Texts,
    assets: Texts,
    properties: Texts,
}

/// Reads activities on several threads; a partition each. `took` is told of bytes as they are taken and may end it.
pub(super) fn scan(
    image: &Image,
    wanted: &Wanted<'_>,
    took: &(dyn Fn(usize) -> Result<()> + Sync),
) -> Result<Vec<Vec<RecordBatch>>> {
    let Narrow { from, to, .. } = *wanted.narrow;
    let kinds = image.kinds().into_iter().filter(|kind| wanted.narrow.has_kind(kind));
    let blocks: Vec<Block<'_>> = kinds.flat_map(|kind| image.blocks(kind, from, to)).collect();
    let shared = Shared::of(image, wanted);
    took(shared.contacts.bytes() + shared.assets.bytes() + shared.properties.bytes())?;
    let (next, rows) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let part = || {
        let mut batches = Vec::new();
        while let Some(block) = blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
            if wanted.limit.is_some_and(|limit| rows.load(Ordering::Relaxed) >= limit) {
                break;
            }
            let batch = shared.batch(block, wanted, (from, to))?;
            rows.fetch_add(batch.num_rows(), Ordering::Relaxed);
            took(
                batch.num_rows() * batch.schema().fields().iter().map(|field| width(field.data_type())).sum::<usize>(),
            )?;
            batches.push(batch);
        }
        Ok(batches)
    };
    if blocks.len() <= 2 * PARTITIONS {
        return Ok(vec![part()?]);
    }
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..PARTITIONS).map(|_| scope.spawn(part)).collect();
        let own = part();
        let others = others.into_iter().map(|other| other.join().unwrap_or_else(|p| std::panic::resume_unwind(p)));
        std::iter::once(own).chain(others.collect::<Vec<_>>()).collect()
    })
}

/// Bytes of a row's cell.
fn width(data_type: &DataType) -> usize {
    if *data_type == DataType::Utf8View { 16 } else { 8 }
}

impl<'i> Shared<'i> {
    fn of(image: &'i Image, wanted: &Wanted<'_>) -> Shared<'i> {
        let asks = |part: Part| wanted.columns.iter().any(|column| PARTS[*column].1 == part);
        let mut shared =
            Shared { image, contacts: Texts::default(), assets: Texts::default(), properties: Texts::default() };
        if asks(Part::Contact) {
            let ids = (0..image.contact_span()).map(|owner| Some(image.contact_of(owner).to_string()));
            shared.contacts = Texts::of(ids);
        }
        if asks(Part::Asset) {
            let of = |detail: Option<(Option<&'i str>, _)>| detail.and_then(|(asset, _)| asset);
            shared.assets = Texts::of(image.details().into_iter().map(of));
        }
        if asks(Part::Properties) && wanted.scope.personal {
            let json = |properties: &std::collections::BTreeMap<String, model::Value>| {
                let members = properties.iter().map(|(key, value)| (key.clone(), value.to_json())).collect();
                serde_json::Value::Object(members).to_string()
            };
            shared.properties = Texts::of(image.details().into_iter().map(|detail| detail.map(|(_, of)| json(of))));
        }
        shared
    }

    fn batch(&self, block: &Block<'_>, wanted: &Wanted<'_>, (from, to): (Timestamp, Timestamp)) -> Result<RecordBatch> {
        let columns = block.columns(from, to);
        let rows = columns.at.len();
        let parts = wanted.columns.iter().map(|column| PARTS[*column]);
        let schema =
            Schema::new(parts.clone().map(|(name, part)| Field::new(name, part.data_type(), true)).collect::<Vec<_>>());
        let arrays = parts.map(|(_, part)| self.array(part, block, &columns, wanted.scope)).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        Ok(RecordBatch::try_new_with_options(Arc::new(schema), arrays, &options)?)
    }

    fn array(&self, part: Part, block: &Block<'_>, columns: &Columns, scope: Scope) -> ArrayRef {
        let rows = columns.at.len();
        let money = || columns.value.iter().map(|value| self.image.money(*value));
        match part {
            Part::At => Arc::new(TimestampMicrosecondArray::from(columns.at.clone()).with_timezone("UTC")),
            Part::Kind => Texts::of([Some(block.kind)]).array(std::iter::repeat_n(&0, rows)),
            Part::Contact if block.of_contacts => self.contacts.array(columns.owner.iter()),
            Part::Visitor if !block.of_contacts => {
                let ids = columns.owner.iter().map(|owner| Some(self.image.visitor_of(*owner).to_string()));
                Texts::of(ids).array(&(0..rows as u32).collect::<Vec<_>>())
            }
            Part::Asset => self.assets.array(columns.detail.iter()),
            Part::Value => Arc::new(Float64Array::from_iter(money().map(|money| money.map(major)))),
            Part::Currency => {
                let codes = money().map(|money| money.map(|money| money.currency.to_string()));
                Texts::of(codes).array(&(0..rows as u32).collect::<Vec<_>>())
            }
            Part::Properties if scope.personal => self.properties.array(columns.detail.iter()),
            _ => new_null_array(&part.data_type(), rows),
        }
    }
}

fn major(money: Money) -> f64 {
    money.minor as f64 / 10f64.powi(money.currency.decimals() as i32)
}
