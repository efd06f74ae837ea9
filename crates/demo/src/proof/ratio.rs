//! Two shares compared: their ratio with a 95 % interval.

use serde::Serialize;

/// The method, as a reader can look it up.
pub const METHOD: &str = "log risk ratio with a normal approximation (Katz, Baptista, Azen and Pike, Biometrics 34, 1978, 469-474), z = 1.96";
const Z: f64 = 1.959_963_984_540_054;

/// A group: how many, and how many of them won.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Group {
    pub leads: usize,
    pub won: usize,
    /// `None` when the group is empty.
    pub win_rate: Option<f64>,
}

impl Group {
    pub fn of(leads: usize, won: usize) -> Group {
        Group { leads, won, win_rate: (leads > 0).then(|| won as f64 / leads as f64) }
    }
}

/// Win rate of the first group ÷ that of the second; `None` when a group is empty or the second never won.
pub fn ratio(first: Group, second: Group) -> Option<f64> {
    let (first, second) = (first.win_rate?, second.win_rate?);
    (second > 0.0).then(|| first / second)
}

/// The 95 % interval of that ratio; `None` where the approximation needs a win in both groups and there is none.
pub fn interval(first: Group, second: Group) -> Option<[f64; 2]> {
    let ratio = ratio(first, second)?;
    if first.won == 0 || second.won == 0 {
        return None;
    }
    let part = |group: Group| 1.0 / group.won as f64 - 1.0 / group.leads as f64;
    let error = (part(first) + part(second)).max(0.0).sqrt();
    Some([(ratio.ln() - Z * error).exp(), (ratio.ln() + Z * error).exp()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_example() {
        // Aspirin in the Physicians' Health Study, heart attacks: 104 of 11,037 against 189 of 11,034; 0.55 (0.43-0.70).
        let (first, second) = (Group::of(11_037, 104), Group::of(11_034, 189));
        let [low, high] = interval(first, second).unwrap();
        assert!((ratio(first, second).unwrap() - 0.550).abs() < 0.001);
        assert!((low - 0.433).abs() < 0.001 && (high - 0.698).abs() < 0.001, "{low} {high}");
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        assert_eq!(ratio(Group::of(0, 0), Group::of(5, 1)), None);
        assert_eq!(ratio(Group::of(5, 1), Group::of(5, 0)), None);
        assert_eq!(interval(Group::of(5, 0), Group::of(5, 1)), None);
    }
}
