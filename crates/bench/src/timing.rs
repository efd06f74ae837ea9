//! Taking times.

use std::time::{Duration, Instant};

/// What takes a fraction of a millisecond is asked for so long, as peers are: a few times say more of the clock and of what
/// ran before.
const AT_LEAST: Duration = Duration::from_millis(50);

/// What the last call gave, and the median of so many times or more in milliseconds. Called twice to warm up.
pub(crate) fn median<R>(times: usize, mut work: impl FnMut() -> R) -> (R, f64) {
    work();
    let mut result = work();
    let mut taken = Vec::with_capacity(times);
    let first = Instant::now();
    while taken.len() < times || first.elapsed() < AT_LEAST {
        let begun = Instant::now();
        let fresh = work();
        taken.push(begun.elapsed().as_secs_f64() * 1e3);
        result = fresh;
    }
    (result, middle(taken))
}

/// Once, in seconds.
pub(crate) fn once<R>(work: impl FnOnce() -> R) -> (R, f64) {
    let begun = Instant::now();
    let result = work();
    (result, begun.elapsed().as_secs_f64())
}

pub(crate) fn middle(mut taken: Vec<f64>) -> f64 {
    taken.sort_by(f64::total_cmp);
    taken.get(taken.len() / 2).copied().unwrap_or_default()
}

/// Memory that this process holds, in bytes; 0 where the system does not say. What was freed a moment ago has gone back:
/// the allocator waits a second with that, and looks when it is asked for more.
pub(crate) fn resident() -> u64 {
    for _ in 0..20 {
        std::thread::sleep(Duration::from_millis(100));
        drop(std::hint::black_box(Vec::<u8>::with_capacity(1 << 22)));
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).unwrap_or_default() * 1024
}
