//! Why a batch or a snapshot is refused.

/// Why a change batch was not folded. The image is as it was before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    #[error("change {got} does not follow: the image expects {expected}; read the log from there")]
    Gap { expected: i64, got: i64 },
    #[error("change {seq} holds a definition that cannot be read: {reason}")]
    Definition { seq: i64, reason: String },
    #[error("change {seq} carries activity {number}, which is out of order or outside the range it names")]
    Ledger { seq: i64, number: i64 },
}
