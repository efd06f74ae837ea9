//! Work spread over the processors.

use crate::Image;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Below this many contacts and activities a second thread costs more than it gives.
const WORTH_THREADS: usize = 200_000;

impl Image {
    /// How many threads a question about everybody is worth.
    pub(crate) fn threads(&self) -> usize {
        match self.contacts.ids.len() + self.known.len() < WORTH_THREADS {
            true => 1,
            false => thread::available_parallelism().map_or(1, NonZero::get),
        }
    }
}

/// Does a piece of work for each item, in the order of the items, on several threads. `make` gives each thread its own
/// worker.
pub(crate) fn spread<I: Sync, R: Send, W: FnMut(&I) -> R + Send>(
    items: &[I],
    threads: usize,
    make: impl Fn() -> W,
) -> Vec<R> {
    let threads = threads.min(items.len()).max(1);
    if threads == 1 {
        return items.iter().map(make()).collect();
    }
    let next = AtomicUsize::new(0);
    let run = |mut work: W| {
        let places = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let items = places.map_while(|place| Some((place, items.get(place)?)));
        items.map(|(place, item)| (place, work(item))).collect::<Vec<_>>()
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| make()).map(|work| scope.spawn(|| run(work))).collect();
        let mut done = run(make());
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_work_comes_back_in_order() {
        let items: Vec<u32> = (0..1_000).collect();
        for threads in [1, 2, 5, 4_000] {
            let doubled = spread(&items, threads, || |item: &u32| item * 2);
            assert!(doubled.iter().zip(&items).all(|(double, item)| *double == item * 2));
            assert_eq!(doubled.len(), items.len());
        }
    }
}
