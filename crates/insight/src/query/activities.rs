//! The table of activities, in columns from the image's own: there are many rows, so no row is ever made, and the columns
//! are made a piece at a time, as the query comes to read it.

use super::hours::ROWS;
use super::narrow::Narrow;
use super::reading::Reading;
use super::shared::Shared;
use super::tables::BATCH;
use super::{PARTITIONS, Scope};
use audience::{Block, Image};
use datafusion::arrow::array::{
    ArrayRef, Int64Array, RecordBatch, RecordBatchOptions, TimestampMicrosecondArray, new_null_array,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use datafusion::error::Result;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use model::{HOUR, Timestamp};
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Contact,
    Visitor,
    Lead,
    Kind,
    Asset,
    At,
    Value,
    Currency,
    Properties,
    /// How many activities a row stands for.
    Rows,
}

const PARTS: [(&str, Part); 10] = [
    ("contact_id", Part::Contact),
    ("visitor_id", Part::Visitor),
    ("lead_id", Part::Lead),
    ("kind", Part::Kind),
    ("asset", Part::Asset),
    ("occurred_at", Part::At),
    ("value", Part::Value),
    ("currency", Part::Currency),
    ("properties", Part::Properties),
    (ROWS, Part::Rows),
];

impl Part {
    pub(super) fn data_type(self) -> DataType {
        match self {
            Part::At => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Part::Value => DataType::Float64,
            Part::Rows => DataType::Int64,
            _ => DataType::Utf8View,
        }
    }
}

pub(super) fn schema(reading: &Reading) -> SchemaRef {
    let parts = PARTS.iter().enumerate().filter(|(_, (_, part))| reading.by_hour || *part != Part::Rows);
    let fields = parts.map(|(place, (name, part))| {
        let is_numbered = reading.numbered.contains_key(&place);
        Field::new(*name, if is_numbered { DataType::UInt32 } else { part.data_type() }, true)
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// Whether the image knows the texts of a column by numbers.
pub(super) fn has_numbers(column: usize) -> bool {
    matches!(PARTS[column].1, Part::Contact | Part::Visitor | Part::Lead | Part::Kind | Part::Asset)
}

/// What a scan asks for.
pub(super) struct Wanted<'w> {
    pub columns: &'w [usize],
    pub reading: &'w Reading,
    pub scope: Scope,
    pub narrow: &'w Narrow,
}

/// Activities as they were when the query began; reading them needs no lock.
#[derive(Debug)]
pub(super) struct Scan {
    schema: SchemaRef,
    /// And whether its numbers are asked for.
    parts: Vec<(Part, bool)>,
    by_hour: bool,
    within: (Timestamp, Timestamp),
    shared: Shared,
    blocks: Vec<Block>,
}

impl Scan {
    pub(super) fn of(image: &Image, wanted: &Wanted<'_>) -> Result<Scan> {
        let Narrow { from, to, .. } = *wanted.narrow;
        let kinds = image.kinds().into_iter().filter(|kind| wanted.narrow.has_kind(kind));
        let blocks = kinds.flat_map(|kind| image.blocks(kind, from, to)).collect();
        let schema = Arc::new(schema(wanted.reading).project(wanted.columns)?);
        let mut shared = Shared::default();
        let mut parts = Vec::new();
        for column in wanted.columns {
            let part = PARTS[*column].1;
            let later = wanted.reading.numbered.get(column);
            match later {
                Some(later) => shared.number(part, image, later)?,
                None => shared.read(part, image, wanted.scope),
            }
            parts.push((part, later.is_some()));
        }
        let by_hour = wanted.reading.by_hour;
        Ok(Scan { schema, parts, by_hour, within: (from, to), shared, blocks })
    }

    /// Bytes that it takes beside the image.
    pub(super) fn bytes(&self) -> usize {
        self.shared.bytes() + self.blocks.iter().map(Block::bytes).sum::<usize>()
    }

    /// Reads the activities in parts that can be read at a time, and again.
    pub(super) fn plan(self, limit: Option<usize>) -> Result<Arc<dyn ExecutionPlan>> {
        let of = if self.blocks.len() <= 2 * PARTITIONS { 1 } else { PARTITIONS };
        let (schema, scan) = (Arc::clone(&self.schema), Arc::new(self));
        let partition = |first| Arc::new(Partition { scan: Arc::clone(&scan), first, of }) as Arc<dyn PartitionStream>;
        let partitions = (0..of).map(partition).collect();
        Ok(Arc::new(StreamingTableExec::try_new(schema, partitions, None, [], false, limit)?))
    }

    fn batch(&self, block: &Block) -> Result<RecordBatch> {
        let columns = block.columns(self.within.0, self.within.1);
        let counted = self.by_hour.then(|| Hours::of(&columns.at()));
        let rows = counted.as_ref().map_or(columns.rows(), |hours| hours.at.len());
        let arrays = self.parts.iter().map(|(part, numbered)| match (part, &counted) {
            (Part::Kind, _) => self.shared.kind(&block.kind, rows, *numbered),
            (Part::At, Some(hours)) => Ok(instants(hours.at.clone())),
            (Part::Rows, Some(hours)) => Ok(Arc::new(Int64Array::from(hours.rows.clone())) as ArrayRef),
            // Of an hour nothing else is known.
            (part, Some(_)) => Ok(new_null_array(&part.data_type(), rows)),
            (Part::At, None) => Ok(instants(columns.at())),
            (part, None) if *numbered => Ok(self.shared.numbers(*part, block, &columns)),
            (part, None) => self.shared.array(*part, block, &columns),
        });
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        Ok(RecordBatch::try_new_with_options(Arc::clone(&self.schema), arrays.collect::<Result<_>>()?, &options)?)
    }
}

fn instants(at: Vec<i64>) -> ArrayRef {
    Arc::new(TimestampMicrosecondArray::from(at).with_timezone("UTC"))
}

/// Hours with activities, in order, and how many are in each.
#[derive(Default)]
struct Hours {
    at: Vec<i64>,
    rows: Vec<i64>,
}

impl Hours {
    fn of(instants: &[i64]) -> Hours {
        let mut hours: Vec<i64> = instants.iter().map(|at| at.div_euclid(HOUR)).collect();
        let (Some(first), Some(last)) = (hours.iter().copied().min(), hours.iter().copied().max()) else {
            return Hours::default();
        };
        let mut counted = Hours::default();
        let mut add = |hour: i64, rows: i64| {
            counted.at.push(hour * HOUR);
            counted.rows.push(rows);
        };
        // A stretch of time has a place for each hour; what is scattered over many years is sorted.
        if last.abs_diff(first) <= 2 * instants.len() as u64 {
            let mut rows = vec![0; (last - first) as usize + 1];
            hours.iter().for_each(|hour| rows[(hour - first) as usize] += 1);
            (first..).zip(rows).filter(|(_, rows)| *rows > 0).for_each(|(hour, rows)| add(hour, rows));
        } else {
            hours.sort_unstable();
            hours.chunk_by(|one, next| one == next).for_each(|run| add(run[0], run.len() as i64));
        }
        counted
    }
}

/// Every so-manyth block.
#[derive(Debug)]
struct Partition {
    scan: Arc<Scan>,
    first: usize,
    of: usize,
}

impl PartitionStream for Partition {
    fn schema(&self) -> &SchemaRef {
        &self.scan.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let (scan, schema) = (Arc::clone(&self.scan), Arc::clone(&self.scan.schema));
        let blocks = (self.first..scan.blocks.len()).step_by(self.of);
        let batches = blocks.flat_map(move |block| match scan.batch(&scan.blocks[block]) {
            Ok(batch) => in_pieces(&batch),
            Err(error) => vec![Err(error)],
        });
        Box::pin(RecordBatchStreamAdapter::new(schema, futures::stream::iter(batches)))
    }
}

/// What a processor keeps at hand while it is worked on.
fn in_pieces(batch: &RecordBatch) -> Vec<Result<RecordBatch>> {
    let starts = (0..batch.num_rows()).step_by(BATCH);
    starts.map(|start| Ok(batch.slice(start, BATCH.min(batch.num_rows() - start)))).collect()
}

#[cfg(test)]
mod tests {
    use super::Hours;
    use model::HOUR;
    use std::collections::BTreeMap;

    #[test]
    fn hours_are_counted_near_and_far() {
        let near: Vec<i64> = (0..500).map(|n: i64| (n * n % 311 - 150) * HOUR / 8).collect();
        let far = [-(1 << 60), 1 << 60, 1 << 60];
        for instants in [Vec::new(), near[..1].to_vec(), near.clone(), far.to_vec(), [&near[..], &far].concat()] {
            let mut wanted: BTreeMap<i64, i64> = BTreeMap::new();
            instants.iter().for_each(|at| *wanted.entry(at - at.rem_euclid(HOUR)).or_default() += 1);
            let hours = Hours::of(&instants);
            assert!(hours.at.into_iter().zip(hours.rows).eq(wanted));
        }
    }
}
