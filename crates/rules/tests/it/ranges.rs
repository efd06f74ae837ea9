//! A comparison as ranges says of every number what the comparison itself says.

use model::filter::Op;
use model::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rules::calendar::Local;
use rules::compare;
use rules::ranges::Ranges;
use serde_json::{Value as Json, json};

const NOW: i64 = 1_700_000_000_123_456;
const OSLO: Local<'static> = Local { zone: "Europe/Oslo", week_start: 1 };

fn value() -> impl Strategy<Value = Value> {
    let near = |around: i64, unit: i64| (-4..=4i64, -1..=1i64).prop_map(move |(n, more)| around + n * unit + more);
    let currency = select(vec![Currency(*b"EUR"), Currency(*b"NOK")]);
    prop_oneof![
        prop_oneof![near(0, 1), Just(i64::MAX), Just(i64::MIN)].prop_map(Value::Integer),
        prop_oneof![near(0, Decimal::SCALE / 2), near(0, Decimal::SCALE)].prop_map(|n| Value::Decimal(Decimal(n))),
        (near(0, 100), currency).prop_map(|(minor, currency)| Value::Money(Money { minor, currency })),
        (near(NOW / DAY, 10), select(vec![0, 365, 366, 10_957]))
            .prop_map(|(day, before)| Value::Date((day - before) as i32)),
        (near(NOW, DAY), select(vec![0, 365, 366]))
            .prop_map(|(at, before)| at - before * DAY)
            .prop_map(|at| Value::Instant(Timestamp(at))),
        any::<bool>().prop_map(Value::Boolean),
    ]
}

fn wanted() -> impl Strategy<Value = Json> {
    prop_oneof![
        3 => value().prop_map(|value| value.to_json()),
        2 => (-4..5i64).prop_map(|n| json!(n)),
        1 => select(vec![json!(0.5), json!("2.5"), json!("x"), json!(null), json!(true), json!("week"), json!("month"), json!("year"), json!(40), json!(4_000_000_000u64)]),
    ]
}

const OPS: [Op; 23] = [
    Op::Is,
    Op::IsNot,
    Op::Contains,
    Op::NotContains,
    Op::StartsWith,
    Op::EndsWith,
    Op::Known,
    Op::Unknown,
    Op::Empty,
    Op::AtLeast,
    Op::AtMost,
    Op::MoreThan,
    Op::LessThan,
    Op::Between,
    Op::Before,
    Op::After,
    Op::InLastDays,
    Op::InNextDays,
    Op::InThis,
    Op::InPrevious,
    Op::InNext,
    Op::AnniversaryInNextDays,
    Op::AnniversaryInLastDays,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn ranges_say_what_the_comparison_says(value in value(), op in select(OPS.to_vec()), wanted in vec(wanted(), 0..4)) {
        let expected = compare::field(op, Some(&value), &wanted, Timestamp(NOW), OSLO).holds;
        let ranges = Ranges::of(op, &value, &wanted, Timestamp(NOW), OSLO).expect("not a text");
        let number = value.as_number().expect("not a text");
        prop_assert_eq!(ranges.hold(number), expected, "{:?} {:?} {:?}: {:?}", op, value, wanted, ranges);
        if let Some((low, high)) = ranges.single() {
            prop_assert_eq!((low..=high).contains(&number), expected);
        }
    }
}
