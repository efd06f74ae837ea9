//! Activities that are only counted, by kind and by hours or what is made of hours, are read as one row an hour with how
//! many there were: of each of the image's blocks, which are of one kind and a stretch of time, some hundred rows.

use super::reading;
use super::tables::ImageTable;
use datafusion::catalog::default_table_source::source_as_provider;
use datafusion::common::tree_node::Transformed;
use datafusion::common::{Column, Result};
use datafusion::functions_aggregate::sum::sum;
use datafusion::logical_expr::expr::{AggregateFunction, AggregateFunctionParams, ScalarFunction};
use datafusion::logical_expr::{Aggregate, Expr, LogicalPlan, Projection, SubqueryAlias, TableScan, lit, when};
use datafusion::optimizer::optimizer::ApplyOrder;
use datafusion::optimizer::{OptimizerConfig, OptimizerRule};
use std::sync::Arc;

/// The column of how many.
pub(super) const ROWS: &str = "rows";
const OF_HOURS: [&str; 6] = ["hour", "day", "week", "month", "quarter", "year"];

/// The rule that a plan is rewritten by.
#[derive(Debug)]
pub(super) struct CountByHour;

impl OptimizerRule for CountByHour {
    fn name(&self) -> &str {
        "count_by_hour"
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        Some(ApplyOrder::TopDown)
    }

    fn rewrite(&self, plan: LogicalPlan, _: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        let LogicalPlan::Aggregate(aggregate) = &plan else { return Ok(Transformed::no(plan)) };
        if !aggregate.group_expr.iter().all(is_of_hours) || !aggregate.aggr_expr.iter().all(counts_all) {
            return Ok(Transformed::no(plan));
        }
        let Some((hours, rows)) = by_hour(&aggregate.input)? else { return Ok(Transformed::no(plan)) };
        let summed = vec![sum(Expr::Column(rows)).alias(ROWS)];
        let summed = Aggregate::try_new(Arc::new(hours), aggregate.group_expr.clone(), summed)?;
        let groups = aggregate.group_expr.len();
        let sum = Expr::Column(Column::new_unqualified(ROWS));
        // The sum of none is not known, their number is.
        let count = when(sum.clone().is_not_null(), sum).otherwise(lit(0_i64))?;
        let columns = aggregate.schema.iter().enumerate().map(|(place, (table, field))| match place < groups {
            true => Expr::Column(Column::new(table.cloned(), field.name())),
            false => count.clone().alias_qualified(table.cloned(), field.name()),
        });
        let columns = Projection::try_new(columns.collect(), Arc::new(LogicalPlan::Aggregate(summed)))?;
        Ok(Transformed::yes(LogicalPlan::Projection(columns)))
    }
}

fn is_column(expr: &Expr, names: &[&str]) -> bool {
    matches!(expr, Expr::Column(column) if names.contains(&column.name.as_str()))
}

/// Whether all activities of a kind in an hour are of one group.
fn is_of_hours(expr: &Expr) -> bool {
    match expr {
        Expr::Alias(alias) => is_of_hours(&alias.expr),
        Expr::ScalarFunction(ScalarFunction { func, args }) if func.name() == "date_trunc" => match &args[..] {
            [Expr::Literal(unit, _), of] => {
                let unit = unit.try_as_str().flatten().map(str::to_ascii_lowercase);
                unit.is_some_and(|unit| OF_HOURS.contains(&&*unit)) && is_column(of, &["occurred_at"])
            }
            _ => false,
        },
        of => is_column(of, &["kind"]),
    }
}

/// Whether an aggregate is the number of rows.
fn counts_all(expr: &Expr) -> bool {
    match expr {
        Expr::Alias(alias) => counts_all(&alias.expr),
        Expr::AggregateFunction(AggregateFunction { func, params }) if func.name() == "count" => {
            let AggregateFunctionParams { args, distinct, filter, order_by, .. } = params;
            let is_known = |arg: &Expr| match arg {
                Expr::Literal(value, _) => !value.is_null(),
                column => is_column(column, &["kind", "occurred_at"]),
            };
            !distinct && filter.is_none() && order_by.is_empty() && args.iter().all(is_known)
        }
        _ => false,
    }
}

/// The table read by the hour, under whatever name, with the column of how many.
fn by_hour(plan: &LogicalPlan) -> Result<Option<(LogicalPlan, Column)>> {
    match plan {
        LogicalPlan::TableScan(scan) => of_table(scan),
        LogicalPlan::SubqueryAlias(subquery) => {
            let Some((input, _)) = by_hour(&subquery.input)? else { return Ok(None) };
            let rows = Column::new(Some(subquery.alias.clone()), ROWS);
            let subquery = SubqueryAlias::try_new(Arc::new(input), subquery.alias.clone())?;
            Ok(Some((LogicalPlan::SubqueryAlias(subquery), rows)))
        }
        _ => Ok(None),
    }
}

fn of_table(scan: &TableScan) -> Result<Option<(LogicalPlan, Column)>> {
    let Ok(provider) = source_as_provider(&scan.source) else { return Ok(None) };
    let table = provider.downcast_ref::<ImageTable>().and_then(ImageTable::by_hour);
    let (Some(table), None) = (table, scan.fetch) else { return Ok(None) };
    let rows = table.place(ROWS)?;
    let columns = scan.projection.clone().unwrap_or_else(|| (0..rows).collect());
    let hours = reading::scan(scan, table, Some(columns.into_iter().chain([rows]).collect()))?;
    Ok(Some((hours, Column::new(Some(scan.table_name.clone()), ROWS))))
}
