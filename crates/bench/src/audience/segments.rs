//! The six segments that are timed one by one, and as many different ones as are wanted of the same shapes.

use super::feed::{asset, choice};
use super::world::{CLICKED, EMAILS, PAGES, SENT, VIEWED};
use crate::random::Random;
use model::Filter;
use model::Object;
use model::filter::{Count, Did, FieldTest, Matcher, Op, Sequence, Window};
use serde::Serialize;
use serde_json::Value as Json;

/// What the shapes are filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Shape {
    /// From 0 for S1 to 5 for S6.
    pub kind: usize,
    pub country: u8,
    pub industry: u8,
    pub seniority: u8,
    pub employees: i64,
    /// How often, and within how many days.
    pub opens: u32,
    pub days: u32,
    pub email: u16,
    pub page: u16,
}

/// The shape of the six.
pub const SHAPE: Shape =
    Shape { kind: 0, country: 2, industry: 3, seniority: 1, employees: 200, opens: 3, days: 30, email: 7, page: 3 };

pub const NAMES: [&str; 6] = ["S1", "S2", "S3", "S4", "S5", "S6"];

/// The segments S1 to S6.
pub fn six() -> [Filter; 6] {
    [0, 1, 2, 3, 4, 5].map(|kind| filter(&Shape { kind, ..SHAPE }))
}

/// Different segments of all six shapes.
pub fn many(count: usize) -> Vec<Filter> {
    shapes(count).iter().map(filter).collect()
}

/// What many different segments are filled with.
pub fn shapes(count: usize) -> Vec<Shape> {
    let mut random = Random::new(6);
    let mut all: Vec<(Shape, Filter)> = Vec::with_capacity(count);
    while all.len() < count {
        let mut below = |bound: u64| random.below(bound);
        let shape = Shape {
            kind: all.len() % 6,
            country: below(20) as u8,
            industry: below(12) as u8,
            seniority: below(6) as u8,
            employees: [10, 50, 200, 1_000, 5_000][below(5) as usize],
            opens: 1 + below(5) as u32,
            days: [below(7), below(30), below(30), below(90), below(90), below(122)][below(6) as usize] as u32 + 1,
            email: below(u64::from(EMAILS)) as u16,
            page: below(u64::from(PAGES)) as u16,
        };
        // Of what a shape is filled with a segment may use little.
        let filter = filter(&shape);
        if all.iter().all(|(_, other)| *other != filter) {
            all.push((shape, filter));
        }
    }
    all.into_iter().map(|(shape, _)| shape).collect()
}

fn filter(shape: &Shape) -> Filter {
    let field = |key: &str, code: u8| is(key, vec![choice(key, code).into()]);
    let clicked = |asset: Option<u16>| what(CLICKED, asset);
    let then = |first: Matcher, window: Window| {
        Filter::Sequence(Sequence { first, then: what(VIEWED, Some(shape.page)), within_days: 7, window })
    };
    match shape.kind {
        0 => {
            let next = choice("country", (shape.country + 1) % 20);
            Filter::All(vec![
                is("country", vec![choice("country", shape.country).into(), next.into()]),
                field("industry", shape.industry),
                field("seniority", shape.seniority),
                test("employees", Op::AtLeast, vec![shape.employees.into()]),
            ])
        }
        1 => did("email_opened", None, shape.opens, Window::LastDays(shape.days)),
        2 => Filter::All(vec![
            field("country", shape.country),
            did("email_opened", None, 2, Window::LastDays(shape.days)),
            Filter::Did(Did {
                what: what(VIEWED, Some(shape.page)),
                count: Count::default(),
                window: Window::LastDays(7),
            }),
        ]),
        3 => Filter::All(vec![
            field("industry", shape.industry),
            did("email_opened", None, 1, Window::LastDays(3 * shape.days)),
            Filter::Not(Box::new(Filter::Did(Did {
                what: what(SENT, Some(shape.email)),
                count: Count::default(),
                window: Window::Ever,
            }))),
        ]),
        4 => then(clicked(Some(shape.email)), Window::Ever),
        _ => then(clicked(None), Window::LastDays(6 * shape.days)),
    }
}

fn what(kind: u8, number: Option<u16>) -> Matcher {
    Matcher {
        kind: vec![super::world::KINDS[kind as usize].0.to_string()],
        asset: number.map(|number| asset(kind, number)).into_iter().collect(),
        properties: Vec::new(),
    }
}

fn did(kind: &str, asset: Option<String>, at_least: u32, window: Window) -> Filter {
    let what = Matcher { kind: vec![kind.to_string()], asset: asset.into_iter().collect(), properties: Vec::new() };
    Filter::Did(Did { what, count: Count { at_least, at_most: None }, window })
}

fn is(key: &str, values: Vec<Json>) -> Filter {
    test(key, Op::Is, values)
}

fn test(key: &str, op: Op, values: Vec<Json>) -> Filter {
    Filter::Field(FieldTest { of: Object::Contact, key: key.to_string(), op, values })
}
