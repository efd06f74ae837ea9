//! Tests of variants: that something differs, and that the parts leave room for each other.

use super::Check;
use model::definition::{Body, VariantTest};
use model::{DAY, DefinitionKind, HOUR};
use std::collections::HashSet;

const MOST_VARIANTS: usize = 6;
/// Longest time until a result is read, in hours: 30 days.
const MOST_HOURS: i64 = 30 * DAY / HOUR;
const MOST_SAMPLE: u32 = 1_000_000;

impl Check<'_> {
    pub(super) fn variants(&mut self, email: &str, test: &VariantTest) {
        let path = "does.batch.test";
        let count = test.variants.len();
        let message = format!("needs 2 to {MOST_VARIANTS} variants");
        self.ensure((2..=MOST_VARIANTS).contains(&count), format!("{path}.variants"), message);
        self.keys(&format!("{path}.variants"), test.variants.iter().map(|variant| variant.key.as_str()));
        let mut seen = HashSet::new();
        for (n, variant) in test.variants.iter().enumerate() {
            let place = format!("{path}.variants[{n}]");
            self.text(format!("{place}.label"), &variant.label);
            if !variant.email.is_empty() {
                self.exists(format!("{place}.email"), DefinitionKind::Email, &variant.email);
            }
            let line = !variant.subject.contains(['\r', '\n']);
            self.ensure(line, format!("{place}.subject"), "must be one line; remove the line breaks");
            if !variant.from_address.is_empty() {
                self.address(&format!("{place}.from_address"), &variant.from_address);
            }
            let hour = variant.hour.is_none_or(|hour| hour <= 23);
            self.ensure(hour, format!("{place}.hour"), "must lie between 0 and 23");
            let what = (&variant.subject, &variant.email, &variant.from_name, &variant.from_address, variant.hour);
            let message = "is the same as another variant; change its subject, email, sender or hour";
            self.ensure(seen.insert(what), place, message);
        }
        self.same_nature(email, test);
        let hours = (1..=MOST_HOURS).contains(&i64::from(test.after_hours));
        self.ensure(hours, format!("{path}.after_hours"), format!("must lie between 1 and {MOST_HOURS} hours"));
        if let Some(share) = test.share {
            let fine = share >= 1 && share + test.holdout < 100;
            let message = "must be 1 at least, and leave somebody over for the winner beside those who get nothing";
            self.ensure(fine, format!("{path}.share"), message);
        }
        self.ensure(test.holdout <= 50, format!("{path}.holdout"), "must lie between 0 and 50 percent");
        let sample = (1..=MOST_SAMPLE).contains(&test.sample);
        self.ensure(sample, format!("{path}.sample"), format!("must lie between 1 and {MOST_SAMPLE} contacts"));
    }

    /// Marketing and operational mail pass different gates: the variants would reach different people.
    fn same_nature(&mut self, email: &str, test: &VariantTest) {
        let operational = |key: &str| match self.refs.definition(DefinitionKind::Email, key) {
            Some(Body::Email(email)) => Some(email.operational.is_some()),
            _ => None,
        };
        let own = operational(email);
        let differs = |key: &str| !key.is_empty() && own.zip(operational(key)).is_some_and(|(own, other)| own != other);
        if let Some(n) = test.variants.iter().position(|variant| differs(&variant.email)) {
            let message = "one of the emails is operational and the other is not; they would reach different people";
            self.problem(format!("does.batch.test.variants[{n}].email"), message);
        }
    }
}
