//! Cells between the image, Arrow and JSON.

use super::QueryColumn;
use datafusion::arrow::array::{
    Array, ArrayRef, BooleanArray, Float64Array, Int64Array, StringArray, TimestampMicrosecondArray, UInt64Array,
};
use datafusion::arrow::datatypes::{DataType, Field, TimeUnit};
use datafusion::arrow::util::display::ArrayFormatter;
use serde_json::Value as Json;
use std::sync::Arc;

/// A value on its way into a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Null,
    Text(String),
    Integer(i64),
    Number(f64),
    Boolean(bool),
    /// Microseconds, UTC.
    Time(i64),
}

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
    Time,
}

impl Kind {
    pub fn arrow(self) -> DataType {
        match self {
            Kind::Text => DataType::Utf8,
            Kind::Integer => DataType::Int64,
            Kind::Number => DataType::Float64,
            Kind::Boolean => DataType::Boolean,
            Kind::Time => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        }
    }

    /// A column of cells; a cell of another kind becomes null.
    pub fn array(self, cells: &[Cell]) -> ArrayRef {
        match self {
            Kind::Text => Arc::new(StringArray::from_iter(cells.iter().map(|cell| match cell {
                Cell::Text(text) => Some(text.as_str()),
                _ => None,
            }))),
            Kind::Integer => Arc::new(Int64Array::from_iter(cells.iter().map(|cell| match cell {
                Cell::Integer(number) => Some(*number),
                _ => None,
            }))),
            Kind::Number => Arc::new(Float64Array::from_iter(cells.iter().map(|cell| match cell {
                Cell::Number(number) => Some(*number),
                _ => None,
            }))),
            Kind::Boolean => Arc::new(BooleanArray::from_iter(cells.iter().map(|cell| match cell {
                Cell::Boolean(yes) => Some(*yes),
                _ => None,
            }))),
            Kind::Time => {
                let times = cells.iter().map(|cell| match cell {
                    Cell::Time(at) => Some(*at),
                    _ => None,
                });
                Arc::new(TimestampMicrosecondArray::from_iter(times).with_timezone("UTC"))
            }
        }
    }
}

/// Name and type of a result's column, in the words of the docs.
pub fn describe(field: &Field) -> QueryColumn {
    let column_type = match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => "text",
        DataType::Boolean => "boolean",
        DataType::Timestamp(..) | DataType::Date32 | DataType::Date64 => "time",
        other if other.is_integer() => "integer",
        other if other.is_numeric() => "number",
        _ => "other",
    };
    QueryColumn { name: field.name().clone(), column_type: column_type.to_string() }
}

/// One cell of a result.
pub fn json(column: &ArrayRef, row: usize, formatter: &ArrayFormatter<'_>) -> Json {
    if column.is_null(row) {
        return Json::Null;
    }
    let any = column.as_any();
    if let Some(numbers) = any.downcast_ref::<Int64Array>() {
        return Json::from(numbers.value(row));
    }
    if let Some(numbers) = any.downcast_ref::<UInt64Array>() {
        return Json::from(numbers.value(row));
    }
    if let Some(numbers) = any.downcast_ref::<Float64Array>() {
        return Json::from(numbers.value(row));
    }
    if let Some(flags) = any.downcast_ref::<BooleanArray>() {
        return Json::from(flags.value(row));
    }
    Json::from(formatter.value(row).to_string())
}
