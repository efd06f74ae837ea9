//! Conditions over what was done: kinds are kinds, windows and counts can come true.

use super::Check;
use super::filter::FilterCheck;
use model::activity::kind;
use model::field::is_key;
use model::filter::*;

/// Longest window and distance, in days.
const MOST_DAYS: u32 = 36_500;

impl Check<'_> {
    pub(super) fn did(&mut self, path: &str, did: &Did, how: FilterCheck<'_>) {
        self.matcher(path, &did.what);
        self.count(&format!("{path}.count"), &did.count);
        self.window(&format!("{path}.window"), &did.window, how);
    }

    pub(super) fn count(&mut self, path: &str, count: &Count) {
        match (count.at_least, count.at_most) {
            (0, None) => self.problem(path, "any number of times holds for everybody; give a bound"),
            (least, Some(most)) if least > most => {
                let message =
                    format!("no count is at least {least} and at most {most}; for \"at most\" set at_least to 0");
                self.problem(path, message);
            }
            _ => {}
        }
    }

    pub(super) fn not_since(&mut self, path: &str, wanted: &NotSince, how: FilterCheck<'_>) {
        self.matcher(&format!("{path}.first"), &wanted.first);
        self.matcher(&format!("{path}.then"), &wanted.then);
        self.window(&format!("{path}.window"), &wanted.window, how);
    }

    pub(super) fn measure(&mut self, path: &str, measure: &Measure, how: FilterCheck<'_>) {
        self.matcher(path, &measure.what);
        self.window(&format!("{path}.window"), &measure.window, how);
        match &measure.of {
            Figure::Distinct(key)
            | Figure::Sum(Amount::Property(key))
            | Figure::Min(Amount::Property(key))
            | Figure::Max(Amount::Property(key)) => self.text(format!("{path}.of"), key),
            _ => {}
        }
        self.figure_test(path, measure);
    }

    pub(super) fn sequence(&mut self, path: &str, sequence: &Sequence, how: FilterCheck<'_>) {
        self.matcher(&format!("{path}.first"), &sequence.first);
        self.matcher(&format!("{path}.then"), &sequence.then);
        self.days(&format!("{path}.within_days"), sequence.within_days);
        self.window(&format!("{path}.window"), &sequence.window, how);
    }

    fn window(&mut self, path: &str, window: &Window, how: FilterCheck<'_>) {
        match window {
            Window::LastDays(days) => self.days(path, *days),
            Window::LastHours(hours) => {
                let fine = (1..=MOST_DAYS * 24).contains(hours);
                self.ensure(fine, path, format!("must lie between 1 and {} hours", MOST_DAYS * 24));
            }
            Window::Between { from, to } => self.ensure(from < to, path, "ends before it begins; swap from and to"),
            Window::SinceSegment(key) => self.segment_test(&format!("{path}.since_segment"), key, how.segment),
            Window::SinceStage(stage) => {
                self.stage_test(&format!("{path}.since_stage"), std::slice::from_ref(stage), how.stages);
            }
            Window::Ever | Window::Before(_) | Window::Since(_) | Window::SinceLeadStart => {}
            Window::This(_) | Window::Previous(_) => {}
        }
    }

    pub(super) fn days(&mut self, path: &str, days: u32) {
        self.ensure((1..=MOST_DAYS).contains(&days), path, format!("must lie between 1 and {MOST_DAYS} days"));
    }

    pub(super) fn matcher(&mut self, path: &str, what: &Matcher) {
        let message = "names no kind of activity, so nothing matches; name at least one";
        self.ensure(!what.kind.is_empty(), format!("{path}.kind"), message);
        for name in &what.kind {
            let known = kind::ALL.iter().any(|(own, ..)| own == name);
            let message = format!("\"{name}\" is not a kind of activity; a custom event is written in snake_case");
            self.ensure(known || is_key(name), format!("{path}.kind"), message);
        }
        for (n, test) in what.properties.iter().enumerate() {
            self.property_test(&format!("{path}.properties[{n}]"), test);
        }
    }
}
