//! Filters of every kind, valid for the worlds beside them.

use super::*;
use model::filter::*;
use model::record::OpportunityOutcome;
use model::{Filter, Object, Relationship, Tier};
use proptest::collection::vec;
use proptest::option::of;
use proptest::sample::select;
use serde_json::{Value as Json, json};

/// A filter of a few levels.
pub fn filter() -> BoxedStrategy<Filter> {
    let since = (one_of(&KINDS), one_of(&SEGMENTS)).prop_map(|(kind, segment)| since_segment(&kind, &segment));
    filter_over(prop_oneof![12 => leaf(), 2 => one_of(&SEGMENTS).prop_map(Filter::InSegment), 1 => since].boxed())
}

/// A filter for a published segment. Others may build on it in any way, circles included; but what is counted since a
/// segment was entered must not lead back, or there is no answer: so only the first one, which builds on none, is entered.
pub fn segment_filter(key: &str) -> BoxedStrategy<Filter> {
    if key == SEGMENTS[0] {
        return filter_without_segments();
    }
    let since = one_of(&KINDS).prop_map(|kind| since_segment(&kind, SEGMENTS[0]));
    filter_over(prop_oneof![12 => leaf(), 2 => one_of(&SEGMENTS).prop_map(Filter::InSegment), 1 => since].boxed())
}

/// A filter that builds on these segments only (so that a world's segments make no circle).
pub(super) fn filter_without_segments() -> BoxedStrategy<Filter> {
    filter_over(leaf().boxed())
}

/// Something done since a segment was entered.
pub(super) fn since_segment(kind: &str, segment: &str) -> Filter {
    let what = Matcher { kind: vec![kind.into()], ..Matcher::default() };
    Filter::Did(Did { what, count: Count::default(), window: Window::SinceSegment(segment.into()) })
}

fn filter_over(leaf: BoxedStrategy<Filter>) -> BoxedStrategy<Filter> {
    // One about the contacts of the account does not ask about them again.
    let count = (0..4u32, of(0..3u32))
        .prop_map(|(at_least, more)| Count { at_least, at_most: more.map(|more| at_least + more) });
    let of_account = (leaf.clone(), leaf.clone(), any::<bool>(), count).prop_map(|(one, other, both, count)| {
        let who = Box::new(if both { Filter::All(vec![one, Filter::Not(Box::new(other))]) } else { one });
        Filter::AtAccount(AtAccount { who, count })
    });
    let leaf = prop_oneof![9 => leaf, 1 => of_account];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..=3).prop_map(Filter::All),
            vec(inner.clone(), 0..=3).prop_map(Filter::Any),
            inner.prop_map(|part| Filter::Not(Box::new(part))),
        ]
    })
    .boxed()
}

fn leaf() -> impl Strategy<Value = Filter> {
    let score = (
        select(vec![ScorePart::Behaviour, ScorePart::Fit, ScorePart::Account, ScorePart::Total]),
        of(0..60),
        of(0..90),
    )
        .prop_map(|(part, at_least, at_most)| Filter::Score(ScoreTest { part, at_least, at_most }));
    let program = (one_of(&PROGRAMS), prop_oneof![Just(vec![]), some_of(&["member", "sent", "clicked"])])
        .prop_map(|(key, status)| Filter::Program(ProgramTest { key, status }));
    let outcomes = vec![OpportunityOutcome::Open, OpportunityOutcome::Won, OpportunityOutcome::Lost];
    let opportunity = proptest::sample::subsequence(outcomes, 0..=2)
        .prop_map(|outcome| Filter::Opportunity(OpportunityTest { outcome }));
    let consent = select(vec![ConsentTest::Given, ConsentTest::Withdrawn, ConsentTest::None]).prop_map(Filter::Consent);
    prop_oneof![
        5 => field_test().prop_map(Filter::Field),
        5 => did().prop_map(Filter::Did),
        4 => sequence().prop_map(Filter::Sequence),
        3 => not_since().prop_map(Filter::NotSince),
        5 => measure().prop_map(Filter::Measure),
        1 => one_of(&LISTS).prop_map(Filter::InList),
        1 => some_of(&STAGES).prop_map(Filter::Stage),
        1 => program,
        1 => score,
        1 => consent,
        1 => opportunity,
        1 => proptest::sample::subsequence(Relationship::ALL.to_vec(), 1..=3).prop_map(Filter::Relationship),
        1 => proptest::sample::subsequence(Tier::ALL.to_vec(), 1..=2).prop_map(Filter::Tier),
    ]
}

pub fn did() -> impl Strategy<Value = Did> {
    let count = (0..4u32, of(0..4u32))
        .prop_map(|(at_least, more)| Count { at_least, at_most: more.map(|more| at_least + more) });
    (matcher(), count, window()).prop_map(|(what, count, window)| Did { what, count, window })
}

pub fn sequence() -> impl Strategy<Value = Sequence> {
    (matcher(), matcher(), 0..12u32, window()).prop_map(|(first, then, within_days, window)| Sequence {
        first,
        then,
        within_days,
        window,
    })
}

pub fn not_since() -> impl Strategy<Value = NotSince> {
    (matcher(), matcher(), window()).prop_map(|(first, then, window)| NotSince { first, then, window })
}

pub fn measure() -> impl Strategy<Value = Measure> {
    let amount = prop_oneof![Just(Amount::Value), Just(Amount::Property("seats".into()))];
    let numeric = vec![Op::Is, Op::IsNot, Op::AtLeast, Op::AtMost, Op::MoreThan, Op::LessThan];
    let counted = (
        select(vec![Figure::DistinctAssets, Figure::DistinctDays, Figure::Distinct("plan".into())]),
        select(numeric.clone()),
        0..5i64,
    )
        .prop_map(|(figure, op, n)| (figure, op, vec![json!(n)]));
    let summed = (0..3usize, amount, select(numeric), 0..20i64, select(vec!["EUR", "NOK"])).prop_map(
        |(which, amount, op, n, currency)| {
            let value = match amount {
                Amount::Value => json!({"minor": n * 500, "currency": currency}),
                Amount::Property(_) => json!(n),
            };
            ([Figure::Sum, Figure::Min, Figure::Max][which](amount), op, vec![value])
        },
    );
    let moment = (
        select(vec![Figure::First, Figure::Last]),
        prop_oneof![
            (select(vec![Op::Before, Op::After, Op::Is]), instant())
                .prop_map(|(op, at)| (op, vec![json!(at.to_string())])),
            select(vec![Op::Known, Op::Unknown]).prop_map(|op| (op, vec![])),
            from_now(),
        ],
    )
        .prop_map(|(figure, (op, values))| (figure, op, values));
    (matcher(), window(), prop_oneof![counted, summed, moment]).prop_map(|(what, window, (of, op, values))| Measure {
        what,
        window,
        of,
        op,
        values,
    })
}

/// Comparisons that look from now.
fn from_now() -> impl Strategy<Value = (Op, Vec<Json>)> {
    prop_oneof![
        (select(vec![Op::InLastDays, Op::InNextDays]), 0..20i64).prop_map(|(op, days)| (op, vec![json!(days)])),
        (select(vec![Op::InThis, Op::InPrevious, Op::InNext]), select(Calendar::ALL.to_vec()))
            .prop_map(|(op, unit)| (op, vec![json!(unit.as_str())])),
        (select(vec![Op::AnniversaryInNextDays, Op::AnniversaryInLastDays]), prop_oneof![0..40i64, 360..=366i64])
            .prop_map(|(op, days)| (op, vec![json!(days)])),
    ]
}

pub fn window() -> impl Strategy<Value = Window> {
    prop_oneof![
        3 => Just(Window::Ever),
        4 => (0..25u32).prop_map(Window::LastDays),
        2 => (0..80u32).prop_map(Window::LastHours),
        1 => (instant(), instant()).prop_map(|(a, b)| Window::Between { from: a.min(b), to: a.max(b) }),
        1 => instant().prop_map(Window::Before),
        1 => instant().prop_map(Window::Since),
        1 => Just(Window::SinceLeadStart),
        2 => select(Calendar::ALL.to_vec()).prop_map(Window::This),
        2 => select(Calendar::ALL.to_vec()).prop_map(Window::Previous),
        1 => one_of(&STAGES).prop_map(Window::SinceStage),
    ]
}

pub fn matcher() -> impl Strategy<Value = Matcher> {
    let plan = |op: Op, values: Vec<Json>| PropertyTest { key: "plan".into(), op, values };
    let properties = prop_oneof![
        6 => Just(vec![]),
        1 => Just(vec![plan(Op::Is, vec![json!("PRO")])]),
        1 => Just(vec![plan(Op::NotContains, vec![json!("r")])]),
        1 => Just(vec![plan(Op::Known, vec![])]),
        1 => (0..9i64).prop_map(|n| vec![PropertyTest { key: "seats".into(), op: Op::AtLeast, values: vec![json!(n)] }]),
    ];
    (some_of(&KINDS), prop_oneof![2 => Just(vec![]), 1 => some_of(&ASSETS)], properties)
        .prop_map(|(kind, asset, properties)| Matcher { kind, asset, properties })
}

/// Fields of the worlds, each with operators that fit it.
fn field_test() -> impl Strategy<Value = FieldTest> {
    fn test(of: Object, key: &str, op: Op, values: Vec<Json>) -> FieldTest {
        FieldTest { of, key: key.into(), op, values }
    }
    let textual = vec![Op::Is, Op::IsNot, Op::Contains, Op::NotContains, Op::StartsWith, Op::EndsWith];
    let numeric = vec![Op::Is, Op::IsNot, Op::AtLeast, Op::AtMost, Op::MoreThan, Op::LessThan];
    let words = select(vec!["NO", "es", "Ås", "å", "n", "oslo"]);
    let places = select(vec![
        (Object::Contact, "country"),
        (Object::Contact, "city"),
        (Object::Account, "industry"),
        (Object::Lead, "source"),
    ]);
    let all = select(vec![
        (Object::Contact, "country"),
        (Object::Contact, "city"),
        (Object::Contact, "email"),
        (Object::Contact, "seats"),
        (Object::Contact, "renewal"),
        (Object::Contact, "vip"),
        (Object::Account, "industry"),
        (Object::Account, "employees"),
        (Object::Lead, "source"),
    ]);
    let moment = prop_oneof![
        instant().prop_map(|at| ("last_seen", json!(at.to_string()))),
        (0..DAYS).prop_map(|day| ("renewal", json!(START.plus(day * DAY).date_in("UTC").to_string()))),
    ];
    let money = (0..3i64, select(vec!["EUR", "NOK"]))
        .prop_map(|(minor, currency)| json!({"minor": minor * 1_000, "currency": currency}));
    let boolean = |vip: bool| test(Object::Contact, "vip", Op::Is, vec![json!(vip)]);
    prop_oneof![
        3 => (places, select(textual), vec(words, 1..=2)).prop_map(move |((of, key), op, words)| {
            test(of, key, op, words.into_iter().map(Json::from).collect())
        }),
        2 => (all, select(vec![Op::Known, Op::Unknown, Op::Empty]))
            .prop_map(move |((of, key), op)| test(of, key, op, vec![])),
        2 => (select(numeric.clone()), 0..6i64).prop_map(move |(op, n)| test(Object::Contact, "seats", op, vec![json!(n)])),
        1 => (select(numeric), 0..6i64).prop_map(move |(op, n)| test(Object::Account, "employees", op, vec![json!(n)])),
        1 => (select(vec![Op::Is, Op::AtLeast, Op::LessThan]), money)
            .prop_map(move |(op, money)| test(Object::Account, "annual_revenue", op, vec![money])),
        1 => any::<bool>().prop_map(boolean),
        2 => (select(vec![Op::Before, Op::After]), moment).prop_map(move |(op, (key, value))| test(Object::Contact, key, op, vec![value])),
        1 => (0..6i64, 0..6i64).prop_map(move |(a, b)| test(Object::Contact, "seats", Op::Between, vec![json!(a), json!(b)])),
        4 => (select(vec!["last_seen", "renewal"]), from_now())
            .prop_map(move |(key, (op, values))| test(Object::Contact, key, op, values)),
    ]
}
