//! The table of activities, in columns from the image's own: there are many rows, so no row is ever made, and the columns
//! are made a piece at a time, as the query comes to read it.

use super::narrow::Narrow;
use super::numbered::{Later, Names};
use super::tables::BATCH;
use super::texts::Texts;
use super::{PARTITIONS, Scope};
use audience::{ActivityLeads, Block, Columns, Image};
use datafusion::arrow::array::{
    ArrayRef, Float64Array, RecordBatch, RecordBatchOptions, TimestampMicrosecondArray, UInt32Array, new_null_array,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use datafusion::error::Result;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use model::{ContactId, LeadId, Money, Timestamp, Value, VisitorId};
use std::collections::{BTreeMap, HashMap};
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

/// With the numbers of texts in the place of the texts of some columns.
pub(super) fn schema(numbered: &BTreeMap<usize, Later>) -> SchemaRef {
    let data_type = |place, part: Part| match numbered.contains_key(&place) {
        true => DataType::UInt32,
        false => part.data_type(),
    };
    let fields = PARTS.iter().enumerate().map(|(place, (name, part))| Field::new(*name, data_type(place, *part), true));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// Whether the image knows the texts of a column by numbers.
pub(super) fn has_numbers(column: usize) -> bool {
    matches!(PARTS[column].1, Part::Contact | Part::Visitor | Part::Lead | Part::Kind | Part::Asset)
}

/// What a scan asks for.
pub(super) struct Wanted<'w> {
    pub columns: &'w [usize],
    pub numbered: &'w BTreeMap<usize, Later>,
    pub scope: Scope,
    pub narrow: &'w Narrow,
}

/// Activities as they were when the query began; reading them needs no lock.
#[derive(Debug)]
pub(super) struct Scan {
    schema: SchemaRef,
    /// And whether its numbers are asked for.
    parts: Vec<(Part, bool)>,
    within: (Timestamp, Timestamp),
    shared: Shared,
    blocks: Vec<Block>,
}

impl Scan {
    pub(super) fn of(image: &Image, wanted: &Wanted<'_>) -> Result<Scan> {
        let Narrow { from, to, .. } = *wanted.narrow;
        let kinds = image.kinds().into_iter().filter(|kind| wanted.narrow.has_kind(kind));
        let blocks = kinds.flat_map(|kind| image.blocks(kind, from, to)).collect();
        let schema = Arc::new(schema(wanted.numbered).project(wanted.columns)?);
        let mut shared = Shared::default();
        let mut parts = Vec::new();
        for column in wanted.columns {
            let part = PARTS[*column].1;
            let later = wanted.numbered.get(column);
            match later {
                Some(later) => shared.number(part, image, later),
                None => shared.read(part, image, wanted.scope),
            }
            parts.push((part, later.is_some()));
        }
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
        let array = |(part, numbered): &(Part, bool)| match numbered {
            true => Ok(Arc::new(self.shared.numbers(*part, block, &columns)) as ArrayRef),
            false => self.shared.array(*part, block, &columns),
        };
        let arrays = self.parts.iter().map(array).collect::<Result<_>>()?;
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
#[derive(Debug, Default)]
struct Shared {
    contacts: Texts,
    visitors: Texts,
    leads: Texts,
    lead_of: ActivityLeads,
    kinds: Vec<String>,
    assets: Texts,
    /// By number of detail.
    asset_of: Vec<Option<u32>>,
    properties: Texts,
    amounts: Vec<Money>,
    /// Bytes of texts that are read after it.
    later: usize,
}

impl Shared {
    fn read(&mut self, part: Part, image: &Image, scope: Scope) {
        match part {
            Part::Contact => {
                let ids = (0..image.contact_span()).map(|owner| Some(image.contact_of(owner).to_string()));
                self.contacts = Texts::of(ids);
            }
            Part::Visitor => {
                let ids = (0..image.visitor_span()).map(|owner| Some(image.visitor_of(owner).to_string()));
                self.visitors = Texts::of(ids);
            }
            Part::Lead => {
                let ids = (0..image.lead_span()).map(|lead| Some(image.lead_of(lead).to_string()));
                self.leads = Texts::of(ids);
                self.lead_of = image.activity_leads();
            }
            Part::Asset => {
                let all = image.details().into_iter();
                self.assets = Texts::of(all.map(|detail| detail.and_then(|(asset, _)| asset)));
            }
            Part::Properties => {
                let all = image.details().into_iter();
                let shown = all.map(|detail| detail.filter(|_| scope.personal).map(|(_, of)| json(of)));
                self.properties = Texts::of(shown);
            }
            Part::Value | Part::Currency => self.amounts = image.amounts().to_vec(),
            Part::Kind | Part::At => {}
        }
    }

    /// Makes a part ready to be read as numbers, and leaves the texts to whoever asks for them later.
    fn number(&mut self, part: Part, image: &Image, later: &Later) {
        let names = match part {
            Part::Contact => {
                let ids = (0..image.contact_span()).map(|owner| image.contact_of(owner).0);
                Names::Ids(ids.collect(), |id| ContactId(id).to_string())
            }
            Part::Visitor => {
                let ids = (0..image.visitor_span()).map(|owner| image.visitor_of(owner).0);
                Names::Ids(ids.collect(), |id| VisitorId(id).to_string())
            }
            Part::Lead => {
                self.lead_of = image.activity_leads();
                let ids = (0..image.lead_span()).map(|lead| image.lead_of(lead).0);
                Names::Ids(ids.collect(), |id| LeadId(id).to_string())
            }
            Part::Kind => {
                self.kinds = image.kinds().into_iter().map(str::to_string).collect();
                Names::Texts(Texts::of(self.kinds.iter().map(Some)))
            }
            Part::Asset => {
                let mut numbers: HashMap<&str, u32> = HashMap::new();
                let mut texts = Vec::new();
                let mut number = |asset| {
                    *numbers.entry(asset).or_insert_with(|| {
                        texts.push(Some(asset));
                        texts.len() as u32 - 1
                    })
                };
                let assets = image.details().into_iter().map(|detail| detail.and_then(|(asset, _)| asset));
                self.asset_of = assets.map(|asset| asset.map(&mut number)).collect();
                Names::Texts(Texts::of(texts))
            }
            Part::At | Part::Value | Part::Currency | Part::Properties => return,
        };
        self.later += names.bytes();
        // A plan is made once; were it made again, its numbers would be of the same texts.
        let _ = later.set(names);
    }

    fn bytes(&self) -> usize {
        let texts = [&self.contacts, &self.visitors, &self.leads, &self.assets, &self.properties];
        let texts = texts.map(Texts::bytes).iter().sum::<usize>();
        let arrays = size_of_val(self.amounts.as_slice()) + size_of_val(self.asset_of.as_slice());
        texts + self.lead_of.bytes() + arrays + self.later
    }

    fn leads<'c>(&self, columns: &'c Columns<'_>) -> impl Iterator<Item = Option<u32>> + use<'_, 'c> {
        let (owners, at, details) = (columns.owner(), columns.at(), columns.detail());
        (0..columns.rows()).map(move |row| self.lead_of.lead(owners[row], at[row], details[row]))
    }

    fn numbers(&self, part: Part, block: &Block, columns: &Columns<'_>) -> UInt32Array {
        match part {
            Part::Contact if block.of_contacts => UInt32Array::from(columns.owner().into_owned()),
            Part::Visitor if !block.of_contacts => UInt32Array::from(columns.owner().into_owned()),
            Part::Lead if block.of_contacts => self.leads(columns).collect(),
            Part::Kind => {
                let number = self.kinds.iter().position(|kind| **kind == *block.kind);
                UInt32Array::from_value(number.unwrap_or_default() as u32, columns.rows())
            }
            Part::Asset => columns.detail().iter().map(|detail| self.asset_of[*detail as usize]).collect(),
            _ => UInt32Array::new_null(columns.rows()),
        }
    }

    fn array(&self, part: Part, block: &Block, columns: &Columns<'_>) -> Result<ArrayRef> {
        let rows = columns.rows();
        let money = |value: &[u32]| value.iter().map(|value| self.amounts.get(*value as usize)).collect::<Vec<_>>();
        Ok(match part {
            Part::At => Arc::new(TimestampMicrosecondArray::from(columns.at()).with_timezone("UTC")),
            Part::Kind => Texts::of([Some(&block.kind)]).array(&UInt32Array::from_value(0, rows))?,
            Part::Contact if block.of_contacts => self.contacts.array(&columns.owner().into_owned().into())?,
            Part::Visitor if !block.of_contacts => self.visitors.array(&columns.owner().into_owned().into())?,
            Part::Lead if block.of_contacts => self.leads.array(&self.leads(columns).collect())?,
            Part::Asset => self.assets.array(&columns.detail().into())?,
            Part::Properties => self.properties.array(&columns.detail().into())?,
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
