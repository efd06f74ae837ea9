//! Every kernel equals the reference evaluator, contact by contact.

use crate::log::{batches, fold_all, log_of};
use crate::ops::ops;
use audience::Image;
use model::filter::{Count, Did, Matcher, Window};
use model::*;
use proptest::collection::vec;
use proptest::prelude::*;
use rules::arbitrary;
use rules::{View, evaluate};

fn by_reference(image: &Image, view: &dyn View, filter: &Filter, now: Timestamp) -> Vec<ContactId> {
    let holds = |id: &ContactId| view.subject(*id).is_some_and(|subject| evaluate(view, filter, subject, now).holds);
    image.contact_ids().filter(holds).collect()
}

/// "Did it once" and "never did it" for every kind with every asset: what the postings answer.
fn ever_and_never() -> impl Iterator<Item = Filter> {
    let all = arbitrary::KINDS.iter().flat_map(|kind| arbitrary::ASSETS.iter().map(move |asset| (kind, asset)));
    all.flat_map(|(kind, asset)| {
        [Count::default(), Count { at_least: 0, at_most: Some(0) }].map(|count| {
            let what = Matcher { kind: vec![kind.to_string()], asset: vec![asset.to_string()], properties: vec![] };
            Filter::Did(Did { what, count, window: Window::Ever })
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_filter_over_a_rich_world(world in arbitrary::world(), filter in arbitrary::filter(), now in arbitrary::now()) {
        let image = fold_all(&world.batches);
        let selected = image.ids(&image.select(&filter, now));
        prop_assert_eq!(&selected, &by_reference(&image, &image, &filter, now));
        prop_assert_eq!(&selected, &by_reference(&image, &world.view(), &filter, now), "the plain view says otherwise");
        prop_assert_eq!(selected.len() as u64, image.count(&filter, now));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Counts and sequences by themselves, many for each world, seen from several instants.
    #[test]
    fn counts_and_sequences_leaf_by_leaf(
        world in arbitrary::world(),
        counts in vec(arbitrary::did().prop_map(Filter::Did), 20),
        sequences in vec(arbitrary::sequence().prop_map(Filter::Sequence), 20),
        nows in vec(arbitrary::now(), 3),
    ) {
        let image = fold_all(&world.batches);
        for now in nows {
            for filter in counts.iter().chain(&sequences) {
                let selected = image.ids(&image.select(filter, now));
                prop_assert_eq!(selected, by_reference(&image, &image, filter, now), "{:?}", filter);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// After merges, erasures, joins, late and future arrivals, retyped fields and segments in circles; many filters that
    /// share their leaves; at the image's own now and at others.
    #[test]
    fn many_filters_over_any_history(
        ops in ops(150),
        filters in vec(arbitrary::filter(), 1..12),
        now in arbitrary::now(),
    ) {
        let image = fold_all(&log_of(&batches(&ops, false)));
        let filters: Vec<Filter> = filters.into_iter().chain(ever_and_never()).collect();
        for now in [now, image.now()] {
            let selected = image.select_each(&filters, now);
            for (filter, selected) in filters.iter().zip(selected) {
                prop_assert_eq!(image.ids(&selected), by_reference(&image, &image, filter, now), "{:?}", filter);
            }
        }
    }
}
