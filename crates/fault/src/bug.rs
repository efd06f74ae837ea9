//! Mistakes that senders of mail have made. Switched on one at a time, to see that the proof of the sending promise
//! notices each of them.

/// The mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bug {
    /// No answer to the final dot is taken for a refusal, and the message is sent again.
    DoubtIsDeferral,
    /// That the dot may be written is recorded together with the result, and not before.
    HandingLate,
    /// Whose claim it is is not asked when a worker records something.
    FenceIgnored,
    /// What is fetched for sending counts as sent.
    SentAtClaim,
    /// Two contacts with one address get two messages.
    AddressTwice,
    /// Suppression is not asked again before sending.
    SuppressionForgotten,
    /// What is in doubt is sent again.
    DoubtIsResent,
    /// Claims of a dead worker are deleted.
    StaleIsDeleted,
    /// The rules hear of a result in a transaction of its own.
    ResultApart,
    /// A run is finished when nothing is queued, whatever is put off.
    FinishedWhenQuiet,
    /// How far a run is made into sends is recorded before the sends.
    CursorFirst,
    /// Each attempt has a Message-ID of its own.
    MessageIdByAttempt,
}

impl Bug {
    pub const ALL: [Bug; 12] = [
        Bug::DoubtIsDeferral,
        Bug::HandingLate,
        Bug::FenceIgnored,
        Bug::SentAtClaim,
        Bug::AddressTwice,
        Bug::SuppressionForgotten,
        Bug::DoubtIsResent,
        Bug::StaleIsDeleted,
        Bug::ResultApart,
        Bug::FinishedWhenQuiet,
        Bug::CursorFirst,
        Bug::MessageIdByAttempt,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Bug::DoubtIsDeferral => "doubt_is_deferral",
            Bug::HandingLate => "handing_late",
            Bug::FenceIgnored => "fence_ignored",
            Bug::SentAtClaim => "sent_at_claim",
            Bug::AddressTwice => "address_twice",
            Bug::SuppressionForgotten => "suppression_forgotten",
            Bug::DoubtIsResent => "doubt_is_resent",
            Bug::StaleIsDeleted => "stale_is_deleted",
            Bug::ResultApart => "result_apart",
            Bug::FinishedWhenQuiet => "finished_when_quiet",
            Bug::CursorFirst => "cursor_first",
            Bug::MessageIdByAttempt => "message_id_by_attempt",
        }
    }
}

#[cfg(not(debug_assertions))]
#[inline(always)]
pub fn bug(_: Bug) -> bool {
    false
}

/// Whether this mistake is switched on.
#[cfg(debug_assertions)]
pub fn bug(bug: Bug) -> bool {
    static ON: std::sync::OnceLock<Option<Bug>> = std::sync::OnceLock::new();
    let read = || {
        let name = std::env::var(crate::BUG).ok().filter(|name| !name.is_empty())?;
        let known = Bug::ALL.into_iter().find(|bug| bug.name() == name);
        Some(known.unwrap_or_else(|| panic!("{}={name} names no mistake", crate::BUG)))
    };
    *ON.get_or_init(read) == Some(bug)
}
