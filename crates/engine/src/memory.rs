//! How much memory the image will need, asked before it is built: a process that is killed halfway says nothing.

use crate::{EngineError, Options};
use store::applier::Cursor;

const MIB: u64 = 1 << 20;
/// What the process needs besides the image.
const BASE: u64 = 120 * MIB;
/// Bytes of a contact with a dozen fields, its segments and scores; of another record; of an activity. Measured with
/// `siembra bench audience`: 1 million contacts with 20 million activities take 1.1 GB.
const CONTACT: u64 = 320;
const RECORD: u64 = 250;
const ACTIVITY: u64 = 40;

/// Bytes that the image will take, roughly and rather too many: ids that were given out and activities that were recorded
/// count, whether or not they are still there.
pub(crate) fn needed(cursor: &Cursor) -> u64 {
    let given = |next: i64| u64::try_from(next).unwrap_or(0);
    let ids = &cursor.ids;
    let records = [ids.account, ids.lead, ids.opportunity, ids.visitor].map(given).iter().sum::<u64>();
    BASE + given(ids.contact) * CONTACT + records * RECORD + given(cursor.ledger) * ACTIVITY
}

/// Refuses to start within a limit that is known to be too low. Without one, the limit of the control group that the
/// process runs in is compared and only warned of: the estimate may be too high.
pub(crate) fn check(cursor: &Cursor, options: &Options) -> Result<(), EngineError> {
    let needed = needed(cursor);
    if let Some(limit) = options.memory.filter(|limit| needed > *limit) {
        return Err(EngineError::Memory { needed: needed.div_ceil(MIB), limit: limit / MIB });
    }
    if let Some(limit) = of_the_group().filter(|limit| options.memory.is_none() && needed > *limit) {
        tracing::warn!(
            needed_mib = needed.div_ceil(MIB),
            limit_mib = limit / MIB,
            "the memory that this process may use is less than the image is likely to need; give it more"
        );
    }
    Ok(())
}

/// The limit of the control group (version 2), where there is one.
fn of_the_group() -> Option<u64> {
    std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Timestamp;
    use store::applier::NextIds;

    fn cursor(contact: i64, ledger: i64) -> Cursor {
        let ids = NextIds { contact, account: 1, lead: 1, opportunity: 1, visitor: 1 };
        Cursor { applied: 0, evaluated_to: Timestamp(0), change_seq: 0, ledger, ids }
    }

    #[test]
    fn a_limit_that_is_too_low_is_refused_with_the_number_needed() {
        let limit = |mib: u64| Options { memory: Some(mib * MIB), ..Options::default() };
        check(&cursor(1, 0), &limit(128)).unwrap();
        check(&cursor(1_000_000, 20_000_000), &limit(2_000)).unwrap();
        let refused = check(&cursor(1_000_000, 20_000_000), &limit(512)).unwrap_err().to_string();
        assert!(refused.contains("1189 MiB") && refused.contains("512 MiB"), "{refused}");
    }
}
