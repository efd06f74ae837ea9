//! The tables that SQL sees: records, activities and memberships of the image, a row at a time, only the columns asked.

use super::cells::Cell;
use super::columns::*;
use super::narrow::Narrow;
use super::reading::Reading;
use super::stop::Stop;
use super::{QueryColumn, Scope, Source, activities};
use crate::query::cells;
use async_trait::async_trait;
use audience::Image;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{Field as ArrowField, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::error::Result as DataFusionResult;
use datafusion::execution::memory_pool::{MemoryConsumer, MemoryReservation};
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use std::sync::{Arc, Mutex};

/// Rows in one batch handed to DataFusion.
pub(super) const BATCH: usize = 8_192;

/// A table of the catalogue.
pub struct Table {
    pub name: &'static str,
    pub description: &'static str,
    pub(super) rows: Rows,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Rows {
    Contacts,
    Accounts,
    Leads,
    Opportunities,
    Activities,
    Segments,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

pub static TABLES: &[Table] = &[
    Table { name: "contacts", description: "One row a contact, with every field and the scores", rows: Rows::Contacts },
    Table { name: "accounts", description: "One row an account, with every field", rows: Rows::Accounts },
    Table { name: "leads", description: "One row a lead: source, stage, qualification, hand-over", rows: Rows::Leads },
    Table {
        name: "opportunities",
        description: "One row an opportunity: value, outcome, dates",
        rows: Rows::Opportunities,
    },
    Table { name: "activities", description: "One row an activity of a contact", rows: Rows::Activities },
    Table { name: "segment_members", description: "One row a contact in a segment", rows: Rows::Segments },
];

/// A table over the image as it stands when it is scanned, for one caller.
#[derive(Debug)]
pub(super) struct ImageTable {
    pub(super) table: &'static Table,
    pub(super) source: Arc<dyn Source>,
    pub(super) scope: Scope,
    pub(super) schema: SchemaRef,
    pub(super) stop: Arc<Stop>,
    pub(super) reading: Reading,
    /// What its scans have taken of the query's memory, until the query ends.
    pub(super) taken: Arc<Mutex<Vec<MemoryReservation>>>,
}

impl Table {
    fn schema(&self, source: &Arc<dyn Source>) -> SchemaRef {
        let mut schema = Arc::new(Schema::empty());
        source.read(&mut |image| schema = schema_of(self.rows, image));
        schema
    }

    pub(super) fn columns(&self, source: &Arc<dyn Source>) -> Vec<QueryColumn> {
        self.schema(source).fields().iter().map(|field| cells::describe(field)).collect()
    }
}

impl ImageTable {
    pub(super) fn new(table: &'static Table, source: Arc<dyn Source>, scope: Scope, stop: Arc<Stop>) -> ImageTable {
        let schema = table.schema(&source);
        let reading = Reading::default();
        ImageTable { table, source, scope, schema, stop, reading, taken: Arc::default() }
    }

    /// Counts a batch against the query's memory, and ends a query that is to end.
    fn take(&self, memory: &MemoryReservation, batch: &RecordBatch) -> DataFusionResult<()> {
        self.stop.check()?;
        memory.try_grow(batch.get_array_memory_size())
    }

    fn scan_image(
        &self,
        image: &Image,
        projection: Option<&Vec<usize>>,
        (filters, limit): (&[Expr], Option<usize>),
        memory: &MemoryReservation,
    ) -> DataFusionResult<Arc<dyn ExecutionPlan>> {
        let batches = match self.table.rows {
            Rows::Contacts => {
                let rows = image.contact_ids().filter_map(|id| image.contact(id));
                self.build(image, contacts(image), rows, projection, memory)
            }
            Rows::Accounts => {
                let rows = image.account_ids().filter_map(|id| image.account(id));
                self.build(image, accounts(image), rows, projection, memory)
            }
            Rows::Leads => {
                let rows = image.lead_ids().filter_map(|id| image.lead(id));
                self.build(image, leads(image), rows, projection, memory)
            }
            Rows::Opportunities => {
                let rows = image.opportunity_ids().filter_map(|id| image.opportunity(id));
                self.build(image, opportunities(image), rows, projection, memory)
            }
            Rows::Activities => return self.scan_activities(image, projection, (filters, limit), memory),
            Rows::Segments => {
                let keys: Vec<String> = image.segments().map(|(key, _)| key.to_string()).collect();
                let members = keys.into_iter().flat_map(|key| {
                    let ids = image.ids(&image.members(&key));
                    ids.into_iter().map(move |contact| (key.clone(), contact))
                });
                self.build(image, segments(), members, projection, memory)
            }
        };
        let schema = match projection {
            Some(projection) => Arc::new(self.schema.project(projection)?),
            None => Arc::clone(&self.schema),
        };
        Ok(MemorySourceConfig::try_new_exec(&[batches?], schema, None)?)
    }

    fn scan_activities(
        &self,
        image: &Image,
        projection: Option<&Vec<usize>>,
        (filters, limit): (&[Expr], Option<usize>),
        memory: &MemoryReservation,
    ) -> DataFusionResult<Arc<dyn ExecutionPlan>> {
        let all: Vec<usize> = (0..self.schema.fields().len()).collect();
        let columns = projection.unwrap_or(&all);
        let narrow = &Narrow::by(filters);
        let wanted = activities::Wanted { columns, reading: &self.reading, scope: self.scope, narrow };
        let scan = activities::Scan::of(image, &wanted)?;
        memory.try_grow(scan.bytes())?;
        scan.plan(limit)
    }

    fn build<R>(
        &self,
        image: &Image,
        columns: Vec<Column<R>>,
        rows: impl Iterator<Item = R>,
        projection: Option<&Vec<usize>>,
        memory: &MemoryReservation,
    ) -> DataFusionResult<Vec<RecordBatch>> {
        let wanted: Vec<usize> = projection.cloned().unwrap_or_else(|| (0..columns.len()).collect());
        let schema = Arc::new(self.schema.project(&wanted)?);
        let mut batches = Vec::new();
        let mut cells: Vec<Vec<Cell>> = vec![Vec::with_capacity(BATCH); wanted.len()];
        let mut count = 0;
        let mut flush = |cells: &mut Vec<Vec<Cell>>, count: &mut usize| -> DataFusionResult<()> {
            let arrays =
                wanted.iter().zip(cells.iter()).map(|(place, cells)| columns[*place].kind.array(cells)).collect();
            let options = datafusion::arrow::array::RecordBatchOptions::new().with_row_count(Some(*count));
            let batch = RecordBatch::try_new_with_options(Arc::clone(&schema), arrays, &options)?;
            self.take(memory, &batch)?;
            batches.push(batch);
            cells.iter_mut().for_each(Vec::clear);
            *count = 0;
            Ok(())
        };
        for row in rows {
            for (place, cells) in wanted.iter().zip(cells.iter_mut()) {
                let column = &columns[*place];
                let hidden = column.personal && !self.scope.personal;
                cells.push(if hidden { Cell::Null } else { (column.read)(image, &row) });
            }
            count += 1;
            if count == BATCH {
                flush(&mut cells, &mut count)?;
            }
        }
        flush(&mut cells, &mut count)?;
        Ok(batches)
    }
}

fn schema_of(rows: Rows, image: &Image) -> SchemaRef {
    fn of<R>(columns: Vec<Column<R>>) -> SchemaRef {
        let field = |column: Column<R>| ArrowField::new(column.name, column.kind.arrow(), true);
        Arc::new(Schema::new(columns.into_iter().map(field).collect::<Vec<_>>()))
    }
    match rows {
        Rows::Contacts => of(contacts(image)),
        Rows::Accounts => of(accounts(image)),
        Rows::Leads => of(leads(image)),
        Rows::Opportunities => of(opportunities(image)),
        Rows::Activities => activities::schema(&Reading::default()),
        Rows::Segments => of(segments()),
    }
}

#[async_trait]
impl TableProvider for ImageTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> DataFusionResult<Vec<TableProviderFilterPushDown>> {
        let helps = |filter: &&Expr| match self.table.rows {
            Rows::Activities if Narrow::says_all_of(filter) => TableProviderFilterPushDown::Exact,
            Rows::Activities if Narrow::helps(filter) => TableProviderFilterPushDown::Inexact,
            _ => TableProviderFilterPushDown::Unsupported,
        };
        Ok(filters.iter().map(helps).collect())
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> DataFusionResult<Arc<dyn ExecutionPlan>> {
        let memory = MemoryConsumer::new(self.table.name).register(&state.runtime_env().memory_pool);
        let mut plan: DataFusionResult<Arc<dyn ExecutionPlan>> = Ok(Arc::new(EmptyExec::new(Arc::clone(&self.schema))));
        self.source.read(&mut |image| plan = self.scan_image(image, projection, (filters, limit), &memory));
        self.taken.lock().expect("no panic while held").push(memory);
        plan
    }
}
