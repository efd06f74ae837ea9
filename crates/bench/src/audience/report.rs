//! What was measured, as a table and as JSON.

use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub contacts: u32,
    pub activities: u64,
    pub processors: usize,
    pub lines: Vec<Line>,
    /// How many each of a hundred segments means.
    pub hundred: Vec<u64>,
}

/// A measurement.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub name: String,
    pub unit: &'static str,
    pub value: f64,
    /// The same by hand, in the same unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_hand: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// What the kernel by hand counted, when that is another number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong: Option<u64>,
}

impl Report {
    pub(super) fn new(contacts: u32, activities: u64) -> Report {
        let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Report { contacts, activities, processors, lines: Vec::new(), hundred: Vec::new() }
    }

    pub fn add(&mut self, name: &str, unit: &'static str, value: f64, count: Option<u64>) {
        self.lines.push(Line { name: name.to_string(), unit, value, by_hand: None, count, wrong: None });
    }

    pub(super) fn counted(&mut self, name: &str, ms: f64, by_hand: f64, count: u64, expected: u64) {
        let wrong = Some(expected).filter(|expected| *expected != count);
        let (name, unit) = (name.to_string(), "ms");
        self.lines.push(Line { name, unit, value: ms, by_hand: Some(by_hand), count: Some(count), wrong });
    }

    /// Whether every count was that of the kernel by hand.
    pub fn right(&self) -> bool {
        self.lines.iter().all(|line| line.wrong.is_none())
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Report { contacts, activities, processors, .. } = self;
        writeln!(f, "{contacts} contacts, {activities} activities, {processors} processors")?;
        writeln!(f, "{:<36} {:>12}      {:>10} {:>12}", "", "image", "by hand", "count")?;
        for line in &self.lines {
            let by_hand = line.by_hand.map(|ms| format!("{ms:.3}")).unwrap_or_default();
            let count = line.count.map(|count| count.to_string()).unwrap_or_default();
            let wrong = line.wrong.map(|other| format!("  WRONG: {other} by hand")).unwrap_or_default();
            writeln!(f, "{:<36} {:>12.3} {:<4} {by_hand:>10} {count:>12}{wrong}", line.name, line.value, line.unit)?;
        }
        Ok(())
    }
}
