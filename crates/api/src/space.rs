//! Room on the disk of the data. What can come again later is refused before the disk is full, so that what has been
//! accepted can be worked off, messages on their way recorded, and people opt out.

use crate::App;
use crate::problem::Problem;

const MIB: u64 = 1 << 20;
/// Kept free: a hundredth of the disk, and within these bounds.
const LEAST: u64 = 64 * MIB;
const MOST: u64 = 256 * MIB;
/// Seconds after which to try again.
const RETRY: u64 = 5;

/// Refuses while there is less room than is kept free.
pub fn check(app: &App) -> Result<(), Problem> {
    let Some((free, kept)) = short(app) else { return Ok(()) };
    let detail = format!(
        "Only {free} MiB are left on the server's disk, and {kept} MiB are kept for what has been accepted already. \
         Nothing of this request was kept; free some space and send it again."
    );
    Err(Problem { retry_after: Some(RETRY), ..Problem::unavailable(detail) })
}

/// What there is to say to whoever watches over the server while there is less room than is kept free.
pub fn shortage(app: &App) -> Option<String> {
    let (free, kept) = short(app)?;
    Some(format!(
        "Only {free} MiB are left on the server's disk; below {kept} MiB events and uploads are refused, and links and \
         opting out go on. Free some space."
    ))
}

/// MiB that are free and that are kept so, while these are more.
fn short(app: &App) -> Option<(u64, u64)> {
    let disk = rustix::fs::statvfs(&app.options().uploads).ok()?;
    let (free, kept) = (disk.f_bavail * disk.f_frsize, kept(disk.f_blocks * disk.f_frsize));
    (free < kept).then_some((free / MIB, kept / MIB))
}

fn kept(whole: u64) -> u64 {
    (whole / 100).clamp(LEAST, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundredth_is_kept_within_bounds() {
        let gib = 1024 * MIB;
        assert_eq!([kept(gib), kept(10 * gib), kept(4_096 * gib)], [LEAST, 10 * gib / 100, MOST]);
    }
}
