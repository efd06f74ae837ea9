//! Where messages are made: threads that nothing else waits for, as many at a time as there are processors. A message takes
//! half a millisecond, and what goes on beside it has to answer mail servers and browsers. A thread that has begun makes
//! all that waits, so that handing a message over to it wakes nobody as long as there is much to do.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

type Job = Box<dyn FnOnce() + Send>;

pub(super) struct Makers(Arc<Shared>);

struct Shared {
    /// How many threads there may be.
    most: usize,
    line: Mutex<Line>,
}

#[derive(Default)]
struct Line {
    waiting: VecDeque<Job>,
    /// How many threads are at it.
    at_work: usize,
}

impl Makers {
    pub fn new(most: usize) -> Makers {
        Makers(Arc::new(Shared { most, line: Mutex::default() }))
    }

    /// What a job gives, once its turn has come. Nothing is done for who has gone by then.
    pub async fn make<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> T {
        let (done, made) = oneshot::channel::<Result<T, Box<dyn Any + Send>>>();
        self.put(Box::new(move || {
            if !done.is_closed() {
                let _ = done.send(catch_unwind(AssertUnwindSafe(job)));
            }
        }));
        match made.await {
            Ok(Ok(made)) => made,
            Ok(Err(panic)) => resume_unwind(panic),
            // The process ends: the claim is taken back at the next start.
            Err(_) => std::future::pending().await,
        }
    }

    fn put(&self, job: Job) {
        let begins = {
            let mut line = self.0.line();
            line.waiting.push_back(job);
            let begins = line.at_work < self.0.most;
            line.at_work += usize::from(begins);
            begins
        };
        if begins {
            let shared = self.0.clone();
            spawn_blocking(move || shared.work());
        }
    }
}

impl Shared {
    /// Does what waits until nothing does.
    fn work(&self) {
        while let Some(job) = self.next() {
            job();
        }
    }

    fn next(&self) -> Option<Job> {
        let mut line = self.line();
        let job = line.waiting.pop_front();
        line.at_work -= usize::from(job.is_none());
        job
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn every_job_is_done_and_no_more_at_a_time_than_may_be() {
        let makers = Arc::new(Makers::new(2));
        let (at_work, highest) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let job = |n: usize| {
            let (makers, at_work, highest) = (makers.clone(), at_work.clone(), highest.clone());
            tokio::spawn(async move {
                let work = move || {
                    highest.fetch_max(at_work.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::yield_now();
                    at_work.fetch_sub(1, Ordering::SeqCst);
                    n
                };
                makers.make(work).await
            })
        };
        let jobs: Vec<_> = (0..500).map(job).collect();
        for (n, job) in jobs.into_iter().enumerate() {
            assert_eq!(job.await.unwrap(), n);
        }
        assert!((1..=2).contains(&highest.load(Ordering::SeqCst)));
    }

    #[tokio::test]
    async fn a_job_that_panics_panics_where_it_was_asked_for_and_the_next_is_done() {
        let makers = Arc::new(Makers::new(1));
        let asked = makers.clone();
        let broken = tokio::spawn(async move { asked.make(|| -> usize { panic!("broken") }).await });
        assert!(broken.await.unwrap_err().is_panic());
        assert_eq!(makers.make(|| 7).await, 7);
    }
}
