//! Texts that a query only groups by or counts are compared by their numbers in the image; what is left of them after
//! the grouping becomes text again. There are many rows and few groups, and a number takes less to compare than a text.

use super::reading;
use super::tables::ImageTable;
use super::texts::Texts;
use datafusion::arrow::array::{ArrayRef, AsArray, StringViewArray};
use datafusion::arrow::datatypes::{DataType, UInt32Type};
use datafusion::catalog::default_table_source::source_as_provider;
use datafusion::common::{Column, Result, internal_err, tree_node::Transformed};
use datafusion::logical_expr::expr::AggregateFunction;
use datafusion::logical_expr::{
    Aggregate, ColumnarValue, Expr, Filter, LogicalPlan, Projection, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl,
    Signature, SubqueryAlias, TableScan, Volatility,
};
use datafusion::optimizer::optimizer::ApplyOrder;
use datafusion::optimizer::{OptimizerConfig, OptimizerRule};
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

/// The texts of a column by their numbers; two numbers never have the same text.
#[derive(Debug)]
pub(super) enum Names {
    /// Made from ids when they are asked for: of a million contacts a query shows a few.
    Ids(Vec<i64>, fn(i64) -> String),
    Texts(Texts),
}

/// Known once the table is scanned.
pub(super) type Later = Arc<OnceLock<Names>>;

impl Names {
    pub(super) fn bytes(&self) -> usize {
        match self {
            Names::Ids(ids, _) => size_of_val(ids.as_slice()),
            Names::Texts(texts) => texts.bytes(),
        }
    }

    fn of(&self, numbers: &ArrayRef) -> Result<ArrayRef> {
        let numbers = numbers.as_primitive::<UInt32Type>();
        Ok(match self {
            Names::Ids(ids, text) => Arc::new(StringViewArray::from_iter(
                numbers.iter().map(|number| number.map(|number| text(ids[number as usize]))),
            )),
            Names::Texts(texts) => texts.array(numbers)?,
        })
    }
}

/// The rule that a plan is rewritten by.
#[derive(Debug)]
pub(super) struct GroupByNumber;

impl OptimizerRule for GroupByNumber {
    fn name(&self) -> &str {
        "group_by_number"
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        Some(ApplyOrder::TopDown)
    }

    fn rewrite(&self, plan: LogicalPlan, _: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        let LogicalPlan::Aggregate(aggregate) = &plan else { return Ok(Transformed::no(plan)) };
        let mut input = Arc::clone(&aggregate.input);
        let mut names: Vec<(Column, Later)> = Vec::new();
        for column in compared(aggregate) {
            if let Some((numbered, later)) = by_number(&input, &column)? {
                input = Arc::new(numbered);
                names.push((column, later));
            }
        }
        if names.is_empty() {
            return Ok(Transformed::no(plan));
        }
        let mut groups = aggregate.group_expr.clone();
        let mut columns = Vec::new();
        for (place, (table, field)) in aggregate.schema.iter().enumerate() {
            let text = Column::new(table.cloned(), field.name());
            let group = groups.get_mut(place).and_then(|group| {
                let (_, later) = names.iter().find(|(named, _)| plain(group) == Some(named))?;
                // Under its text's name it would be taken for the text: by that name DataFusion looks for what the groups
                // are sorted by, and keeps the first ones only.
                let number = format!("number of {}", text.flat_name());
                *group = group.clone().unalias().alias(&number);
                Some((later, Expr::Column(Column::new_unqualified(number))))
            });
            columns.push(match group {
                Some((later, number)) => self::text(later).call(vec![number]).alias_qualified(text.relation, text.name),
                None => Expr::Column(text),
            });
        }
        let numbered = Aggregate::try_new(input, groups, aggregate.aggr_expr.clone())?;
        let texts = Projection::try_new(columns, Arc::new(LogicalPlan::Aggregate(numbered)))?;
        Ok(Transformed::yes(LogicalPlan::Projection(texts)))
    }
}

/// A column as it is, under whatever name.
fn plain(expr: &Expr) -> Option<&Column> {
    match expr {
        Expr::Column(column) => Some(column),
        Expr::Alias(alias) => plain(&alias.expr),
        _ => None,
    }
}

fn uses(expr: &Expr, column: &Column) -> bool {
    expr.column_refs().contains(column)
}

/// The column that an aggregate counts, each row or each value once.
fn counted(expr: &Expr) -> Option<&Column> {
    match expr {
        Expr::Alias(alias) => counted(&alias.expr),
        Expr::AggregateFunction(AggregateFunction { func, params }) if func.name() == "count" => match &params.args[..]
        {
            [Expr::Column(column)] if params.filter.is_none() && params.order_by.is_empty() => Some(column),
            _ => None,
        },
        _ => None,
    }
}

fn is_set(expr: &Expr) -> bool {
    matches!(expr, Expr::GroupingSet(_))
}

/// Columns of texts that an aggregate only compares with each other.
fn compared(aggregate: &Aggregate) -> Vec<Column> {
    if aggregate.group_expr.iter().any(is_set) {
        return Vec::new();
    }
    let all = || {
        let groups = aggregate.group_expr.iter().map(|expr| (expr, plain(expr)));
        groups.chain(aggregate.aggr_expr.iter().map(|expr| (expr, counted(expr))))
    };
    let schema = aggregate.input.schema();
    let is_text = |column: &Column| {
        let place = schema.maybe_index_of_column(column);
        place.is_some_and(|place| schema.field(place).data_type() == &DataType::Utf8View)
    };
    let only_compared = |column: &Column| all().all(|(expr, only)| only == Some(column) || !uses(expr, column));
    let columns: BTreeSet<&Column> = all().filter_map(|(_, column)| column).collect();
    columns.into_iter().filter(|column| is_text(column) && only_compared(column)).cloned().collect()
}

/// The plan with a column's numbers in the place of its texts, if nothing in it asks for the texts.
fn by_number(plan: &LogicalPlan, column: &Column) -> Result<Option<(LogicalPlan, Later)>> {
    let Some(place) = plan.schema().maybe_index_of_column(column) else { return Ok(None) };
    match plan {
        LogicalPlan::TableScan(scan) => of_table(scan, column),
        LogicalPlan::Filter(filter) if !uses(&filter.predicate, column) => {
            let Some((input, later)) = by_number(&filter.input, column)? else { return Ok(None) };
            let filter = Filter::try_new(filter.predicate.clone(), Arc::new(input))?;
            Ok(Some((LogicalPlan::Filter(filter), later)))
        }
        LogicalPlan::SubqueryAlias(subquery) => {
            let inner = subquery.input.schema().columns().swap_remove(place);
            let Some((input, later)) = by_number(&subquery.input, &inner)? else { return Ok(None) };
            let subquery = SubqueryAlias::try_new(Arc::new(input), subquery.alias.clone())?;
            Ok(Some((LogicalPlan::SubqueryAlias(subquery), later)))
        }
        LogicalPlan::Projection(projection) => {
            let Some(inner) = only_at(place, projection.expr.iter()) else { return Ok(None) };
            let Some((input, later)) = by_number(&projection.input, inner)? else { return Ok(None) };
            let projection = Projection::try_new(projection.expr.clone(), Arc::new(input))?;
            Ok(Some((LogicalPlan::Projection(projection), later)))
        }
        LogicalPlan::Aggregate(aggregate) if !aggregate.group_expr.iter().any(is_set) => {
            let exprs = aggregate.group_expr.iter().chain(&aggregate.aggr_expr);
            let Some(inner) = only_at(place, exprs) else { return Ok(None) };
            let Some((input, later)) = by_number(&aggregate.input, inner)? else { return Ok(None) };
            let (groups, counts) = (aggregate.group_expr.clone(), aggregate.aggr_expr.clone());
            let aggregate = Aggregate::try_new(Arc::new(input), groups, counts)?;
            Ok(Some((LogicalPlan::Aggregate(aggregate), later)))
        }
        _ => Ok(None),
    }
}

/// The column that one of the expressions hands on as it is, if no other uses it.
fn only_at<'e>(place: usize, mut exprs: impl Iterator<Item = &'e Expr> + Clone) -> Option<&'e Column> {
    let column = exprs.clone().nth(place).and_then(plain)?;
    let mut others = exprs.by_ref().enumerate().filter(|(other, _)| *other != place);
    (!others.any(|(_, expr)| uses(expr, column))).then_some(column)
}

fn of_table(scan: &TableScan, column: &Column) -> Result<Option<(LogicalPlan, Later)>> {
    let Ok(provider) = source_as_provider(&scan.source) else { return Ok(None) };
    if scan.filters.iter().any(|filter| filter.column_refs().iter().any(|used| used.name == column.name)) {
        return Ok(None);
    }
    let numbered = provider.downcast_ref::<ImageTable>().and_then(|table| table.numbered(&column.name));
    let Some((table, later)) = numbered else { return Ok(None) };
    Ok(Some((reading::scan(scan, table, scan.projection.clone())?, later)))
}

fn text(names: &Later) -> ScalarUDF {
    let signature = Signature::exact(vec![DataType::UInt32], Volatility::Stable);
    ScalarUDF::from(Text { names: Arc::clone(names), signature })
}

/// From a number to its text.
#[derive(Debug)]
struct Text {
    names: Later,
    signature: Signature,
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        Arc::ptr_eq(&self.names, &other.names)
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.names).hash(state);
    }
}

impl ScalarUDFImpl for Text {
    fn name(&self) -> &str {
        "text_of_number"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8View)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let Some(names) = self.names.get() else { return internal_err!("a table was read before it was scanned") };
        let numbers = ColumnarValue::values_to_arrays(&args.args)?;
        Ok(ColumnarValue::Array(names.of(&numbers[0])?))
    }
}
