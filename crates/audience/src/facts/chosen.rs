//! Which activities of a kind a question means: by asset, by detail, or all of them.

use super::Details;
use std::sync::Arc;

/// A choice of activities. Both conditions hold together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chosen {
    /// Any of these assets, rising; any at all when absent.
    pub(crate) assets: Option<Vec<u32>>,
    /// By detail, whether it is meant; any detail when absent.
    pub(crate) details: Option<Arc<Vec<bool>>>,
}

impl Chosen {
    /// Whether everything is meant.
    pub(crate) fn is_all(&self) -> bool {
        self.assets.is_none() && self.details.is_none()
    }

    /// Whether a series gives what is chosen in order of time.
    pub(crate) fn is_in_order(&self) -> bool {
        self.assets.as_ref().is_none_or(|assets| assets.len() <= 1)
    }

    pub(crate) fn has(&self, detail: u32, details: &Details) -> bool {
        self.details.as_ref().is_none_or(|meant| meant[detail as usize])
            && self.assets.as_ref().is_none_or(|assets| assets.binary_search(&details.get(detail).asset).is_ok())
    }
}
