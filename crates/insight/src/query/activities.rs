//! The table of activities, in columns from the image's own: there are many rows, so no row is ever made, and the columns
//! are made a piece at a time, as the query comes to read it.

use super::narrow::Narrow;
use super::tables::BATCH;
use super::texts::Texts;
use super::{PARTITIONS, Scope};
use audience::{ActivityLeads, Block, Columns, Image};
use datafusion::arrow::array::{
    ArrayRef, Float64Array, RecordBatch, RecordBatchOptions, TimestampMicrosecondArray, new_null_array,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use datafusion::error::Result;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use model::{Money, Timestamp, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Contact,
    Visitor,
    Lead,
    Kind,
    Asset,
    At,
    Value,
    Currency,
    Properties,
}

const PARTS: [(&str, Part); 9] = [
    ("contact_id", Part::Contact),
    ("visitor_id", Part::Visitor),
    ("lead_id", Part::Lead),
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
}

/// Activities as they were when the query began; reading them needs no lock.
#[derive(Debug)]
pub(super) struct Scan {
    schema: SchemaRef,
    parts: Vec<Part>,
    within: (Timestamp, Timestamp),
    shared: Shared,
    blocks: Vec<Block>,
}

impl Scan {
    pub(super) fn of(image: &Image, wanted: &Wanted<'_>) -> Result<Scan> {
        let Narrow { from, to, .. } = *wanted.narrow;
        let kinds = image.kinds().into_iter().filter(|kind| wanted.narrow.has_kind(kind));
        let blocks = kinds.flat_map(|kind| image.blocks(kind, from, to)).collect();
        let parts: Vec<Part> = wanted.columns.iter().map(|column| PARTS[*column].1).collect();
        let schema = Arc::new(schema().project(wanted.columns)?);
        let shared = Shared::of(image, &parts, wanted.scope);
        Ok(Scan { schema, parts, within: (from, to), shared, blocks })
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
        let arrays = self.parts.iter().map(|part| self.shared.array(*part, block, &columns)).collect::<Result<_>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(columns.rows()));
        Ok(RecordBatch::try_new_with_options(Arc::clone(&self.schema), arrays, &options)?)
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

/// What rows share, made ready once: texts by dense number or number of detail; amounts.
#[derive(Debug)]
struct Shared {
    contacts: Texts,
    visitors: Texts,
    /// The last text is no lead.
    leads: Texts,
    lead_of: ActivityLeads,
    assets: Texts,
    properties: Texts,
    amounts: Vec<Money>,
}

impl Shared {
    fn of(image: &Image, parts: &[Part], scope: Scope) -> Shared {
        let mut shared = Shared {
            contacts: Texts::none(),
            visitors: Texts::none(),
            leads: Texts::none(),
            lead_of: ActivityLeads::default(),
            assets: Texts::none(),
            properties: Texts::none(),
            amounts: Vec::new(),
        };
        if parts.contains(&Part::Contact) {
            let ids = (0..image.contact_span()).map(|owner| Some(image.contact_of(owner).to_string()));
            shared.contacts = Texts::of(ids);
        }
        if parts.contains(&Part::Visitor) {
            let ids = (0..image.visitor_span()).map(|owner| Some(image.visitor_of(owner).to_string()));
            shared.visitors = Texts::of(ids);
        }
        if parts.contains(&Part::Lead) {
            let ids = (0..image.lead_span()).map(|lead| Some(image.lead_of(lead).to_string()));
            shared.leads = Texts::of(ids.chain([None]));
            shared.lead_of = image.activity_leads();
        }
        if parts.contains(&Part::Asset) {
            shared.assets = Texts::of(image.details().into_iter().map(|detail| detail.and_then(|(asset, _)| asset)));
        }
        if parts.contains(&Part::Properties) {
            let all = image.details().into_iter();
            shared.properties = Texts::of(all.map(|detail| detail.filter(|_| scope.personal).map(|(_, of)| json(of))));
        }
        if parts.iter().any(|part| matches!(part, Part::Value | Part::Currency)) {
            shared.amounts = image.amounts().to_vec();
        }
        shared
    }

    fn bytes(&self) -> usize {
        let texts = [&self.contacts, &self.visitors, &self.leads, &self.assets, &self.properties];
        let texts = texts.map(Texts::bytes).iter().sum::<usize>();
        texts + self.lead_of.bytes() + size_of_val(self.amounts.as_slice())
    }

    fn leads(&self, columns: &Columns<'_>) -> Result<ArrayRef> {
        let none = self.leads.len() as u32 - 1;
        let (owners, at, details) = (columns.owner(), columns.at(), columns.detail());
        let rows = owners.iter().zip(at).zip(details);
        let lead = |((owner, at), detail): ((&u32, i64), u32)| self.lead_of.lead(*owner, at, detail).unwrap_or(none);
        self.leads.array(rows.map(lead).collect())
    }

    fn array(&self, part: Part, block: &Block, columns: &Columns<'_>) -> Result<ArrayRef> {
        let rows = columns.rows();
        let money = |value: &[u32]| value.iter().map(|value| self.amounts.get(*value as usize)).collect::<Vec<_>>();
        Ok(match part {
            Part::At => Arc::new(TimestampMicrosecondArray::from(columns.at()).with_timezone("UTC")),
            Part::Kind => Texts::of([Some(&block.kind)]).array(vec![0; rows])?,
            Part::Contact if block.of_contacts => self.contacts.array(columns.owner().into_owned())?,
            Part::Visitor if !block.of_contacts => self.visitors.array(columns.owner().into_owned())?,
            Part::Lead if block.of_contacts => self.leads(columns)?,
            Part::Asset => self.assets.array(columns.detail())?,
            Part::Properties => self.properties.array(columns.detail())?,
            Part::Value => {
                let amounts = money(&columns.value());
                Arc::new(Float64Array::from_iter(amounts.into_iter().map(|money| money.map(major))))
            }
            Part::Currency => {
                let amounts = money(&columns.value());
                Texts::of(amounts.into_iter().map(|money| money.map(|money| money.currency.to_string()))).all()
            }
            Part::Contact | Part::Visitor | Part::Lead => new_null_array(&part.data_type(), rows),
        })
    }
}

fn json(properties: &BTreeMap<String, Value>) -> String {
    let members = properties.iter().map(|(key, value)| (key.clone(), value.to_json())).collect();
    serde_json::Value::Object(members).to_string()
}

fn major(money: &Money) -> f64 {
    money.minor as f64 / 10f64.powi(money.currency.decimals() as i32)
}
