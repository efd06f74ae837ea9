//! Tests of variants: the assignment, and the numbers against known ones.

use model::ContactId;
use model::definition::{Aim, Unclear, Variant, VariantTest};
use proptest::prelude::*;
use rules::variants::*;

fn test(variants: usize, share: Option<u32>, holdout: u32) -> VariantTest {
    let variant = |n: usize| Variant { key: format!("v{n}"), label: format!("V{n}"), ..Variant::default() };
    VariantTest {
        variants: (0..variants).map(variant).collect(),
        by: Aim::Clicks,
        after_hours: 24,
        share,
        holdout,
        sample: 100,
        unclear: Unclear::Leading,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Everybody falls into exactly one part, always the same, and the parts have the sizes that they should.
    #[test]
    fn parts_have_their_sizes(run in 1..1_000_000i64, first in 0..1_000_000_000i64, n in 2..6usize, share in 0..=60u32, holdout in 0..=30u32) {
        let test = test(n, (share > 0).then_some(share), holdout);
        let all = 20_000;
        let places: Vec<Place> = (first..first + all).map(|id| place(run, ContactId(id), &test)).collect();
        let again: Vec<Place> = (first..first + all).map(|id| place(run, ContactId(id), &test)).collect();
        prop_assert_eq!(&places, &again);
        let count = |wanted: Place| places.iter().filter(|one| **one == wanted).count() as f64;
        // Six deviations of a binomial.
        let close = |seen: f64, chance: f64| (seen - all as f64 * chance).abs() <= 6.0 * (all as f64 * chance * (1.0 - chance)).sqrt() + 1.0;
        let tried = if share > 0 { f64::from(share) / 100.0 } else { 1.0 - f64::from(holdout) / 100.0 };
        prop_assert!(close(count(Place::Holdout), f64::from(holdout) / 100.0));
        for variant in 0..n {
            prop_assert!(close(count(Place::Variant(variant)), tried / n as f64), "{} of {tried}", count(Place::Variant(variant)));
        }
        prop_assert!(close(count(Place::Winner), (1.0 - tried - f64::from(holdout) / 100.0).max(0.0)));
    }

    /// The chances are chances.
    #[test]
    fn chances_add_up(rates in prop::collection::vec((0..300u64, 300..5_000u64), 2..6)) {
        let all: Vec<Posterior> = rates.iter().map(|(s, n)| Posterior::rate(*s, *n)).collect();
        let found = chances(&all);
        prop_assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        prop_assert!(found.iter().all(|chance| (0.0..=1.0).contains(chance)));
    }
}

#[test]
fn two_runs_do_not_put_the_same_contacts_together() {
    let test = test(2, None, 0);
    let same = (0..10_000).filter(|id| place(1, ContactId(*id), &test) == place(2, ContactId(*id), &test)).count();
    assert!((4_700..5_300).contains(&same), "{same}");
}

#[test]
fn chances_are_the_known_ones() {
    // Beta(2, 1) against Beta(1, 1): the integral of 2x · x.
    let two = chances(&[Posterior::rate(1, 1), Posterior::rate(0, 0)]);
    assert!((two[0] - 2.0 / 3.0).abs() < 1e-4, "{two:?}");
    let equal = chances(&[Posterior::rate(30, 1_000); 3]);
    assert!(equal.iter().all(|chance| (chance - 1.0 / 3.0).abs() < 1e-6), "{equal:?}");
    // Normal beliefs: the chance that N(1, 1) is above N(0, 1) is Φ(1/√2).
    let normal = |mean| Posterior::Normal { mean, deviation: 1.0 };
    let apart = chances(&[normal(1.0), normal(0.0)]);
    assert!((apart[0] - 0.760_249_938_906_523_3).abs() < 1e-4, "{apart:?}");
    // A rate of a small part beside one of a large part: the curves are of very different width.
    let wide = chances(&[Posterior::rate(5, 100), Posterior::rate(40_000, 1_000_000)]);
    assert!((0.6..0.9).contains(&wide[0]), "{wide:?}");
}

#[test]
fn an_interval_holds_what_it_should() {
    // Beta(11, 91), quantiles by numerical tables.
    let (low, high) = Posterior::rate(10, 100).interval();
    assert!((low - 0.0555).abs() < 0.001 && (high - 0.1748).abs() < 0.002, "{low} {high}");
    let (low, high) = Posterior::Normal { mean: 0.0, deviation: 1.0 }.interval();
    assert!((low + 1.96).abs() < 0.001 && (high - 1.96).abs() < 0.001, "{low} {high}");
    assert!(Posterior::rate(0, 0).interval().0 < 0.03);
}

#[test]
fn sizes_are_the_known_ones() {
    assert_eq!(needed(0.10, 0.2, 2), Some(3_841));
    assert_eq!(needed(0.03, 0.2, 2), Some(13_914));
    assert!(needed(0.03, 0.2, 4) > needed(0.03, 0.2, 2));
    assert_eq!((needed(0.0, 0.2, 2), needed(0.6, 0.9, 2), needed(0.1, 0.0, 2)), (None, None, None));
    let lift = detectable(0.10, 3_841, 2).unwrap();
    assert!((lift - 0.2).abs() < 0.001, "{lift}");
    assert_eq!(detectable(0.01, 3, 2), None);
}

#[test]
fn uneven_parts_are_noticed() {
    assert!((imbalance(&[480, 520], &[1.0, 1.0]) - 0.205_903_210_73).abs() < 1e-9);
    assert!((imbalance(&[10, 20, 30], &[1.0, 1.0, 1.0]) - 0.006_737_946_999).abs() < 1e-9);
    assert!(imbalance(&[4_500, 5_500], &[1.0, 1.0]) < 1e-20);
    assert_eq!(imbalance(&[0, 0], &[1.0, 1.0]), 1.0);
}

#[test]
fn nothing_is_said_too_early_and_nothing_of_a_broken_test() {
    let test = test(2, None, 0);
    let seen = |reached, clicks| Seen { assigned: reached, reached, clicks, ..Seen::default() };
    let early = read(&test, &[seen(1_000, 100), seen(1_000, 10)], false);
    assert_eq!((early.verdict, early.variants[0].chance, early.leading()), (Verdict::TooEarly, None, None));
    assert_eq!(read(&test, &[seen(99, 90), seen(99, 1)], true).verdict, Verdict::TooEarly);
    let clear = read(&test, &[seen(1_000, 40), seen(1_000, 100)], true);
    assert_eq!(clear.verdict, Verdict::Clear(1));
    assert!(clear.variants[1].chance.unwrap() > 0.999);
    assert_eq!(read(&test, &[seen(1_000, 40), seen(1_000, 42)], true).verdict, Verdict::Unclear(1));
    let broken = read(&test, &[seen(1_000, 40), seen(1_400, 140)], true);
    assert_eq!((broken.verdict, broken.variants[1].chance), (Verdict::Uneven, None));
}

#[test]
fn money_is_compared_by_its_mean() {
    let test = VariantTest { by: Aim::Revenue, ..test(2, None, 0) };
    let seen = |each: f64, buyers: u64| Seen {
        assigned: 1_000,
        reached: 1_000,
        revenue: each * buyers as f64,
        squares: each * each * buyers as f64,
        ..Seen::default()
    };
    assert_eq!(read(&test, &[seen(100.0, 20), seen(100.0, 60)], true).verdict, Verdict::Clear(1));
    // One large purchase is no proof.
    assert_eq!(read(&test, &[seen(100.0, 20), seen(6_000.0, 1)], true).verdict, Verdict::Unclear(1));
    assert_eq!(read(&test, &[seen(0.0, 0), seen(0.0, 0)], true).variants[0].value, Some(0.0));
}
