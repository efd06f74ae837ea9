//! `date_trunc` without a calendar for instants in UTC: DataFusion asks one for every row of a column that names a zone,
//! and for UTC plain arithmetic says the same. Units of one length are cut by a divisor that the compiler knows, which
//! takes a third of the time.

use datafusion::arrow::array::{Array, AsArray, TimestampMicrosecondArray};
use datafusion::arrow::datatypes::{DataType, FieldRef, TimeUnit, TimestampMicrosecondType};
use datafusion::common::Result;
use datafusion::functions::datetime::date_trunc::DateTruncFunc;
use datafusion::logical_expr::sort_properties::{ExprProperties, SortProperties};
use datafusion::logical_expr::{
    ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
};
use model::{DAY, HOUR};
use std::sync::Arc;

/// In the place of the function of that name.
pub(super) fn date_trunc() -> ScalarUDF {
    ScalarUDF::from(DateTrunc(DateTruncFunc::new()))
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct DateTrunc(DateTruncFunc);

impl ScalarUDFImpl for DateTrunc {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn aliases(&self) -> &[String] {
        self.0.aliases()
    }

    fn signature(&self) -> &Signature {
        self.0.signature()
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        self.0.return_type(types)
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        self.0.return_field_from_args(args)
    }

    fn output_ordering(&self, input: &[ExprProperties]) -> Result<SortProperties> {
        self.0.output_ordering(input)
    }

    fn invoke_with_args(&self, mut args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let unit = match args.args.first() {
            Some(ColumnarValue::Scalar(unit)) => unit.try_as_str().flatten().map(str::to_ascii_lowercase),
            _ => None,
        };
        let Some(ColumnarValue::Array(instants)) = args.args.get_mut(1) else { return self.0.invoke_with_args(args) };
        let DataType::Timestamp(TimeUnit::Microsecond, Some(zone)) = instants.data_type().clone() else {
            return self.0.invoke_with_args(args);
        };
        if &*zone != "UTC" {
            return self.0.invoke_with_args(args);
        }
        let plain = instants.as_primitive::<TimestampMicrosecondType>().clone().with_timezone_opt(None::<Arc<str>>);
        let zoned =
            |cut: &dyn Array| cut.as_primitive::<TimestampMicrosecondType>().clone().with_timezone_opt(Some(zone));
        if let Some(cut) = unit.and_then(|unit| by_division(&unit, plain.values())) {
            let cut = TimestampMicrosecondArray::new(cut.into(), plain.nulls().cloned());
            return Ok(ColumnarValue::Array(Arc::new(zoned(&cut))));
        }
        *instants = Arc::new(plain);
        match self.0.invoke_with_args(args)? {
            ColumnarValue::Array(cut) => Ok(ColumnarValue::Array(Arc::new(zoned(&cut)))),
            scalar => Ok(scalar),
        }
    }
}

/// Microseconds cut to a unit that is always as long; `None` for the others.
fn by_division(unit: &str, instants: &[i64]) -> Option<Vec<i64>> {
    Some(match unit {
        "second" => cut::<1_000_000>(instants),
        "minute" => cut::<60_000_000>(instants),
        "hour" => cut::<HOUR>(instants),
        "day" => cut::<DAY>(instants),
        _ => return None,
    })
}

/// Activities come in order of time: most instants are in the unit of the one before, and are not divided.
fn cut<const UNIT: i64>(instants: &[i64]) -> Vec<i64> {
    let start = |at: i64| at.wrapping_sub(at.rem_euclid(UNIT));
    let mut unit = instants.first().map_or(0, |first| start(*first));
    let cut = instants.iter().map(|at| {
        if at.wrapping_sub(unit) as u64 >= UNIT as u64 {
            unit = start(*at);
        }
        unit
    });
    cut.collect()
}
