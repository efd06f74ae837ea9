//! How large a company is, within the bands that the world gives: people expect figures in the list of accounts.

use crate::Seed;
use crate::world::AccountRow;
use model::input::FieldPuts;
use model::{Currency, Money, Value};

const MILLION: f64 = 1e6;

/// Employees and annual revenue of an account; absent where its band is.
pub(crate) fn fields(row: &AccountRow, seed: Seed) -> FieldPuts {
    let mut fields = FieldPuts::new();
    if let Some((low, high)) = row.employee_band.as_deref().and_then(band) {
        let employees = within(seed, &row.id, "employees", low, high);
        fields.insert("employees".into(), Some(Value::Integer(employees as i64)));
    }
    if let Some((low, high)) = row.revenue_band.as_deref().and_then(band) {
        let revenue = within(seed, &row.id, "annual revenue", low, high);
        let revenue = Money { minor: revenue as i64 * 100, currency: Currency::USD };
        fields.insert("annual_revenue".into(), Some(Value::Money(revenue)));
    }
    fields
}

/// The ends of a band as worlds write it: `200-499`, `2000+`, `$10M-$50M`; an open one ends at three times its start.
fn band(text: &str) -> Option<(f64, f64)> {
    let number = |text: &str| -> Option<f64> {
        let text = text.trim().trim_start_matches('$').trim_end_matches('+');
        let (digits, unit) = text.strip_suffix('M').map_or((text, 1.0), |digits| (digits, MILLION));
        digits.parse::<f64>().ok().map(|number| number * unit)
    };
    match text.split_once(['-', '–']) {
        Some((low, high)) => number(low).zip(number(high)),
        None => number(text).map(|low| (low, low * 3.0)),
    }
}

/// Two significant digits, and still within the band: low numbers are more often met than high ones.
fn within(seed: Seed, about: &str, what: &str, low: f64, high: f64) -> f64 {
    let part = seed.below(about, what, 1_000) as f64 / 1_000.0;
    let exact = low * (high / low.max(1.0)).powf(part);
    let unit = 10f64.powf(exact.log10().floor() - 1.0);
    ((exact / unit).round() * unit).clamp(low, high)
}

#[cfg(test)]
mod tests {
    use super::{band, within};
    use crate::Seed;

    #[test]
    fn sizes_lie_within_their_bands() {
        assert_eq!(band("2000+"), Some((2_000.0, 6_000.0)));
        assert_eq!(band("$10M-$50M"), Some((1e7, 5e7)));
        assert_eq!(band("many"), None);
        for about in 0..200 {
            let size = within(Seed::default(), &about.to_string(), "employees", 200.0, 499.0);
            assert!((200.0..=499.0).contains(&size), "{size}");
        }
    }
}
