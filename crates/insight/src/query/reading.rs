//! Ways in which the table of activities is read for less than all that there is in a row.

use super::activities;
use super::numbered::Later;
use super::tables::{ImageTable, Rows};
use datafusion::catalog::default_table_source::provider_as_source;
use datafusion::error::Result;
use datafusion::logical_expr::logical_plan::TableScanBuilder;
use datafusion::logical_expr::{LogicalPlan, TableScan};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a query reads the table; else as it is described.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    /// Columns with numbers in the place of their texts.
    pub numbered: BTreeMap<usize, Later>,
    /// One row for the activities of a block in an hour, and how many they are.
    pub by_hour: bool,
}

/// A scan with these columns of its table as it is read in another way.
pub(super) fn scan(of: &TableScan, table: ImageTable, columns: Option<Vec<usize>>) -> Result<LogicalPlan> {
    let scan = TableScanBuilder::new(of.table_name.clone(), provider_as_source(Arc::new(table)))
        .with_projection(columns)
        .with_filters(of.filters.clone())
        .with_fetch(of.fetch)
        .build()?;
    Ok(LogicalPlan::TableScan(scan))
}

impl ImageTable {
    fn read(&self, reading: Reading) -> ImageTable {
        let schema = activities::schema(&reading);
        let (table, source, scope, stop) = (self.table, Arc::clone(&self.source), self.scope, Arc::clone(&self.stop));
        ImageTable { table, source, scope, schema, stop, reading, taken: Arc::clone(&self.taken) }
    }

    pub(super) fn place(&self, column: &str) -> Result<usize> {
        Ok(self.schema.index_of(column)?)
    }

    /// The table with the numbers of a column's texts in their place, and what the texts are; `None` if it has none.
    pub(super) fn numbered(&self, name: &str) -> Option<(ImageTable, Later)> {
        let column = self.place(name).ok()?;
        let has_numbers = matches!(self.table.rows, Rows::Activities) && activities::has_numbers(column);
        if !has_numbers || self.reading.numbered.contains_key(&column) {
            return None;
        }
        let later = Later::default();
        let mut reading = self.reading.clone();
        reading.numbered.insert(column, Arc::clone(&later));
        Some((self.read(reading), later))
    }

    /// The table with a row for activities of a kind in an hour; `None` if it has no hours.
    pub(super) fn by_hour(&self) -> Option<ImageTable> {
        let has_hours = matches!(self.table.rows, Rows::Activities) && !self.reading.by_hour;
        has_hours.then(|| self.read(Reading { by_hour: true, ..self.reading.clone() }))
    }
}
