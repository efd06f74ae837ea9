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
        let is_one = !matches!(filter, Expr::BinaryExpr(comparison) if comparison.op == Operator::And);
        is_one && Narrow::helps(filter)
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
        let Some((at, is_whole)) = micros(value).filter(|_| column == "occurred_at") else { return false };
        // An instant is a whole microsecond: after one and a half it is at two.
        let Some(after) = at.checked_add(1) else { return false };
        let (next, after) = (Timestamp(if is_whole { at } else { after }), Timestamp(after));
        match op {
            Operator::Gt => self.from = self.from.max(after),
            Operator::GtEq => self.from = self.from.max(next),
            Operator::Lt => self.to = self.to.min(next),
            Operator::LtEq => self.to = self.to.min(after),
            Operator::Eq => {
                self.from = self.from.max(next);
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

/// An instant in microseconds, rounded down, and whether it is a whole one.
fn micros(value: &ScalarValue) -> Option<(i64, bool)> {
    Some(match value {
        ScalarValue::TimestampSecond(at, _) => ((*at)?.checked_mul(1_000_000)?, true),
        ScalarValue::TimestampMillisecond(at, _) => ((*at)?.checked_mul(1_000)?, true),
        ScalarValue::TimestampMicrosecond(at, _) => ((*at)?, true),
        ScalarValue::TimestampNanosecond(at, _) => ((*at)?.div_euclid(1_000), (*at)?.rem_euclid(1_000) == 0),
        _ => return None,
    })
}
