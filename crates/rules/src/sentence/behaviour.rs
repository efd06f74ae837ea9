//! What was done, how often and when, in words.

use super::kinds::kind_phrase;
use super::phrases::{fill, plural};
use super::values::moment;
use super::{Words, join};
use model::filter::{Count, Did, Matcher, Sequence, Window};

/// Most kinds of activity that a sentence spells out.
const SHOWN: usize = 4;

impl Words<'_> {
    pub(super) fn did(&self, did: &Did) -> String {
        if did.count == (Count { at_least: 0, at_most: Some(0) }) {
            return self.never(did);
        }
        let parts = [self.matcher(&did.what), self.count(&did.count), self.window(did.window)];
        fill(self.phrases.has, &[("v", &spaced(&parts))])
    }

    pub(super) fn never(&self, did: &Did) -> String {
        let parts = [self.matcher(&did.what), self.window(did.window)];
        fill(self.phrases.has_never, &[("v", &spaced(&parts))])
    }

    pub(super) fn sequence(&self, sequence: &Sequence) -> String {
        let first = spaced(&[self.matcher(&sequence.first), self.window(sequence.window)]);
        let first = fill(self.phrases.has, &[("v", &first)]);
        let then = self.matcher(&sequence.then);
        fill(self.phrases.then, &[("a", &first), ("n", &self.days(sequence.within_days)), ("b", &then)])
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
            let assets: Vec<String> = what.asset.iter().map(|asset| self.names.asset(asset)).collect();
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

    fn window(&self, window: Window) -> String {
        let p = self.phrases;
        match window {
            Window::Ever => String::new(),
            Window::LastDays(days) => fill(p.last, &[("v", &self.days(days))]),
            Window::LastHours(hours) => {
                fill(p.last, &[("v", &fill(plural(hours, p.hours), &[("n", &hours.to_string())]))])
            }
            Window::Between { from, to } => fill(p.between, &[("a", &moment(from)), ("b", &moment(to))]),
            Window::Before(to) => fill(p.before, &[("v", &moment(to))]),
            Window::Since(from) => fill(p.since, &[("v", &moment(from))]),
            Window::SinceLeadStart => p.since_lead.into(),
        }
    }
}

fn spaced(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}
