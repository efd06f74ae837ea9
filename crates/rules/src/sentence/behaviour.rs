//! What was done, how often and when, in words.

use super::kinds::kind_phrase;
use super::phrases::{fill, plural};
use super::values::moment;
use super::{Words, join};
use model::filter::{Amount, AtAccount, Count, Did, Figure, Matcher, Measure, NotSince, Sequence, Window};

/// Most kinds of activity that a sentence spells out.
const SHOWN: usize = 4;

impl Words<'_> {
    pub(super) fn did(&self, did: &Did) -> String {
        if did.count == (Count { at_least: 0, at_most: Some(0) }) {
            return self.never(did);
        }
        let parts = [self.matcher(&did.what), self.count(&did.count), self.window(&did.window)];
        fill(self.phrases.has, &[("v", &spaced(&parts))])
    }

    pub(super) fn never(&self, did: &Did) -> String {
        let parts = [self.matcher(&did.what), self.window(&did.window)];
        fill(self.phrases.has_never, &[("v", &spaced(&parts))])
    }

    pub(super) fn sequence(&self, sequence: &Sequence) -> String {
        let first = self.first(&sequence.first, &sequence.window);
        let then = self.matcher(&sequence.then);
        fill(self.phrases.then, &[("a", &first), ("n", &self.days(sequence.within_days)), ("b", &then)])
    }

    fn first(&self, what: &Matcher, window: &Window) -> String {
        fill(self.phrases.has, &[("v", &spaced(&[self.matcher(what), self.window(window)]))])
    }

    pub(super) fn not_since(&self, wanted: &NotSince) -> String {
        let first = self.first(&wanted.first, &wanted.window);
        fill(self.phrases.not_since, &[("a", &first), ("b", &self.matcher(&wanted.then))])
    }

    pub(super) fn measure(&self, measure: &Measure) -> String {
        let property = match &measure.of {
            Figure::Distinct(key)
            | Figure::Sum(Amount::Property(key))
            | Figure::Min(Amount::Property(key))
            | Figure::Max(Amount::Property(key)) => key.as_str(),
            _ => "",
        };
        let what = spaced(&[self.matcher(&measure.what), self.window(&measure.window)]);
        let figure = fill((self.phrases.figure)(&measure.of), &[("p", property), ("v", &what)]);
        self.comparison(&figure, measure.op, &measure.values, &|json| self.value(json))
    }

    pub(super) fn at_account(&self, test: &AtAccount) -> String {
        let p = self.phrases;
        let (least, most) = (test.count.at_least, test.count.at_most);
        let (template, n) = match (least, most) {
            (0, Some(0)) => (p.none_of_account, 0),
            (0, Some(most)) => (plural(most, p.at_most_of_account), most),
            (least, None) => (plural(least, p.at_least_of_account), least),
            (least, Some(_)) => (p.some_of_account, least),
        };
        let (n, most) = (n.to_string(), most.unwrap_or_default().to_string());
        fill(template, &[("n", &n), ("a", &n), ("b", &most), ("v", &self.filter(&test.who, true))])
    }

    pub(super) fn matcher(&self, what: &Matcher) -> String {
        let mut kinds: Vec<String> = what.kind.iter().map(|kind| self.kind(kind)).collect();
        if kinds.len() > SHOWN {
            let more = (kinds.len() - SHOWN + 1).to_string();
            kinds.truncate(SHOWN - 1);
            kinds.push(fill(self.phrases.more_kinds, &[("n", &more)]));
        }
        let mut text = join(&kinds, self.phrases.or);
        if !what.asset.is_empty() {
            let assets: Vec<String> = what.asset.iter().map(|asset| self.names.asset(&what.kind, asset)).collect();
            text += &format!(" ({})", join(&assets, self.phrases.or));
        }
        if !what.properties.is_empty() {
            let tests = what.properties.iter();
            let tests: Vec<String> =
                tests.map(|test| self.comparison(&test.key, test.op, &test.values, &|json| self.value(json))).collect();
            text += " ";
            text += &fill(self.phrases.properties, &[("v", &join(&tests, self.phrases.and))]);
        }
        text
    }

    fn kind(&self, kind: &str) -> String {
        kind_phrase(kind, self.lang).map_or_else(|| fill(self.phrases.custom, &[("v", kind)]), String::from)
    }

    fn count(&self, count: &Count) -> String {
        let p = self.phrases;
        let times = |n: u32, forms| fill(plural(n, forms), &[("n", &n.to_string())]);
        match (count.at_least, count.at_most) {
            (0, None) => p.any_times.into(),
            (1, None) => String::new(),
            (least, None) => times(least, p.at_least),
            (0, Some(most)) => times(most, p.at_most),
            (least, Some(most)) if least == most => times(least, p.exactly),
            (least, Some(most)) => fill(p.times_between, &[("a", &least.to_string()), ("b", &most.to_string())]),
        }
    }

    fn window(&self, window: &Window) -> String {
        let p = self.phrases;
        match *window {
            Window::Ever => String::new(),
            Window::LastDays(days) => fill(p.last, &[("v", &self.days(days))]),
            Window::LastHours(hours) => {
                fill(p.last, &[("v", &fill(plural(hours, p.hours), &[("n", &hours.to_string())]))])
            }
            Window::Between { from, to } => fill(p.between, &[("a", &moment(from)), ("b", &moment(to))]),
            Window::Before(to) => fill(p.before, &[("v", &moment(to))]),
            Window::Since(from) => fill(p.since, &[("v", &moment(from))]),
            Window::SinceLeadStart => p.since_lead.into(),
            Window::This(unit) => p.this[unit as usize].into(),
            Window::Previous(unit) => p.previous[unit as usize].into(),
            Window::SinceSegment(ref key) => fill(p.since_segment, &[("v", &self.names.segment(key))]),
            Window::SinceStage(ref key) => fill(p.since_stage, &[("v", &self.names.stage(key))]),
        }
    }
}

fn spaced(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}
