//! Texts that many rows share, each kept once.

use datafusion::arrow::array::builder::StringViewBuilder;
use datafusion::arrow::array::{Array, ArrayRef, StringViewArray, UInt32Array};
use datafusion::arrow::compute::take;
use datafusion::error::Result;
use std::sync::Arc;

/// Texts by number. They are checked once, when they are put here: taken by their numbers they are only copied.
#[derive(Debug)]
pub(super) struct Texts(StringViewArray);

impl Texts {
    pub(super) fn of<T: AsRef<str>>(texts: impl IntoIterator<Item = Option<T>>) -> Texts {
        let mut all = StringViewBuilder::new().with_deduplicate_strings();
        texts.into_iter().for_each(|text| all.append_option(text));
        Texts(all.finish())
    }

    pub(super) fn bytes(&self) -> usize {
        self.0.get_array_memory_size()
    }

    /// The texts of these numbers; none of none.
    pub(super) fn array(&self, numbers: &UInt32Array) -> Result<ArrayRef> {
        Ok(take(&self.0, numbers, None)?)
    }

    /// All of them, in the order of their numbers.
    pub(super) fn all(self) -> ArrayRef {
        Arc::new(self.0)
    }
}

impl Default for Texts {
    fn default() -> Self {
        Texts::of(std::iter::empty::<Option<&str>>())
    }
}
