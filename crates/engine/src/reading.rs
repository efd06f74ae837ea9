//! Reading the image while it is being kept up to date: whoever reads already may read again.

use audience::Image;
use parking_lot::{RwLock, RwLockReadGuard};
use std::cell::Cell;
use std::ops::Deref;

thread_local! {
    /// Readings that this thread holds.
    static HELD: Cell<usize> = const { Cell::new(0) };
}

/// The image as of the last applied batch, for as long as this lives. The applier waits for its end.
pub struct Reading<'a>(RwLockReadGuard<'a, Image>);

impl<'a> Reading<'a> {
    /// The first reading of a thread stands behind an applier that waits, so that it always gets its turn. A further one
    /// does not: the applier waits for the first, which would wait for the further one, and nothing would ever go on.
    pub(crate) fn of(image: &'a RwLock<Image>) -> Reading<'a> {
        let reads = HELD.replace(HELD.get() + 1) > 0;
        Reading(if reads { image.read_recursive() } else { image.read() })
    }
}

impl Deref for Reading<'_> {
    type Target = Image;

    fn deref(&self) -> &Image {
        &self.0
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        HELD.set(HELD.get() - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn whoever_reads_may_read_again_while_the_applier_waits() {
        let image = Arc::new(RwLock::new(Image::default()));
        let (done, over) = channel();
        let (reader, shared) = (image.clone(), image.clone());
        let (began, begun) = channel();
        std::thread::spawn(move || {
            let first = Reading::of(&reader);
            began.send(()).unwrap();
            // Nobody else gets to read as soon as the applier waits.
            while reader.try_read().is_some() {
                std::thread::yield_now();
            }
            let second = Reading::of(&reader);
            done.send(first.seq() == second.seq()).unwrap();
        });
        begun.recv().unwrap();
        let applier = std::thread::spawn(move || drop(shared.write()));
        assert_eq!(over.recv_timeout(Duration::from_secs(30)), Ok(true), "the reader waits for the applier for good");
        applier.join().unwrap();
    }
}
