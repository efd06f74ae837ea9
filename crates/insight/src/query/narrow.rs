//! What a WHERE says about time and kind of activities, as far as a scan can use it. It may say less, never more: the
//! query's own filter is asked of every row that is read, unless it says all of it.

use datafusion::common::ScalarValue;
use datafusion::logical_expr::expr::InList;
use datafusion::logical_expr::{BinaryExpr, Expr, Operator};
use model::Timestamp;

/// Within `[from, to)`, of these kinds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Narrow {
    pub from: Timestamp,
    pub to: Timestamp,
    kinds: Option<Vec<String>>,
}

impl Narrow {
    pub(super) fn by(filters: &[Expr]) -> Narrow {
        let mut narrow = Narrow { from: Timestamp::MIN, to: Timestamp::MAX, kinds: None };
        for filter in filters {
            narrow.add(filter);
        }
        narrow
    }

    /// Whether a scan can use a filter.
    pub(super) fn helps(filter: &Expr) -> bool {
        Narrow::by(&[]).add(filter)
    }

    /// Whether a filter keeps just what a scan reads.
    pub(super) fn says_all_of(filter: &Expr) -> bool {
        let mut narrow = Narrow::by(&[]);
        let is_whole = match filter {
            Expr::BinaryExpr(comparison) => comparison.op == Operator::Eq,
            Expr::InList(_) => true,
            _ => false,
        };
        is_whole && narrow.add(filter) && narrow.kinds.is_some()
    }

    pub(super) fn has_kind(&self, kind: &str) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.iter().any(|other| other == kind))
    }

    fn add(&mut self, filter: &Expr) -> bool {
        match filter {
            Expr::BinaryExpr(BinaryExpr { left, op, right }) => match (left.as_ref(), right.as_ref()) {
                _ if *op == Operator::And => self.add(left) | self.add(right),
                (Expr::Column(column), Expr::Literal(value, _)) => self.compare(&column.name, *op, value),
                (Expr::Literal(value, _), Expr::Column(column)) => {
                    op.swap().is_some_and(|op| self.compare(&column.name, op, value))
                }
                _ => false,
            },
            Expr::InList(InList { expr, list, negated: false }) => {
                let texts = list.iter().map(|one| match one {
                    Expr::Literal(value, _) => text(value),
                    _ => None,
                });
                match (expr.as_ref(), texts.collect::<Option<Vec<String>>>()) {
                    (Expr::Column(column), Some(kinds)) if column.name == "kind" => self.of_kinds(kinds),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    fn compare(&mut self, column: &str, op: Operator, value: &ScalarValue) -> bool {
        if column == "kind" {
            return op == Operator::Eq && text(value).is_some_and(|kind| self.of_kinds(vec![kind]));
        }
        let Some(at) = micros(value).filter(|_| column == "occurred_at") else { return false };
        let after = Timestamp(at.saturating_add(1));
        match op {
            Operator::Gt | Operator::GtEq => self.from = self.from.max(Timestamp(at)),
            Operator::Lt | Operator::LtEq => self.to = self.to.min(after),
            Operator::Eq => {
                self.from = self.from.max(Timestamp(at));
                self.to = self.to.min(after);
            }
            _ => return false,
        }
        true
    }

    fn of_kinds(&mut self, mut kinds: Vec<String>) -> bool {
        if let Some(before) = &self.kinds {
            kinds.retain(|kind| before.contains(kind));
        }
        self.kinds = Some(kinds);
        true
    }
}

fn text(value: &ScalarValue) -> Option<String> {
    value.try_as_str().flatten().map(str::to_string)
}

/// An instant in microseconds, rounded down.
fn micros(value: &ScalarValue) -> Option<i64> {
    match value {
        ScalarValue::TimestampSecond(at, _) => (*at)?.checked_mul(1_000_000),
        ScalarValue::TimestampMillisecond(at, _) => (*at)?.checked_mul(1_000),
        ScalarValue::TimestampMicrosecond(at, _) => *at,
        ScalarValue::TimestampNanosecond(at, _) => Some((*at)?.div_euclid(1_000)),
        _ => None,
    }
}
