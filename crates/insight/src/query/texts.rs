//! Texts that many rows share, each kept once.

use datafusion::arrow::array::builder::make_view;
use datafusion::arrow::array::{ArrayRef, StringViewArray};
use datafusion::arrow::buffer::{Buffer, NullBuffer, ScalarBuffer};
use std::collections::HashMap;
use std::sync::Arc;

/// Texts by number.
#[derive(Default)]
pub(super) struct Texts {
    /// How Arrow writes each, `None` where there is none.
    views: Vec<Option<u128>>,
    /// Those that do not fit into their view.
    long: Buffer,
}

impl Texts {
    pub(super) fn of<T: AsRef<str>>(texts: impl IntoIterator<Item = Option<T>>) -> Texts {
        let (mut long, mut known) = (Vec::new(), HashMap::new());
        let mut view = |text: T| {
            let text = text.as_ref();
            if text.len() <= 12 {
                return make_view(text.as_bytes(), 0, 0);
            }
            *known.entry(text.to_string()).or_insert_with(|| {
                let start = long.len() as u32;
                long.extend_from_slice(text.as_bytes());
                make_view(text.as_bytes(), 0, start)
            })
        };
        let views = texts.into_iter().map(|text| text.map(&mut view)).collect();
        Texts { views, long: Buffer::from_vec(long) }
    }

    pub(super) fn bytes(&self) -> usize {
        self.views.len() * size_of::<Option<u128>>() + self.long.len()
    }

    /// The texts of these numbers.
    pub(super) fn array<'n>(&self, numbers: impl IntoIterator<Item = &'n u32, IntoIter: Clone>) -> ArrayRef {
        let views = numbers.into_iter().map(|number| self.views[*number as usize]);
        let there = NullBuffer::from_iter(views.clone().map(|view| view.is_some()));
        let views: ScalarBuffer<u128> = views.map(Option::unwrap_or_default).collect();
        let buffers = if self.long.is_empty() { Vec::new() } else { vec![self.long.clone()] };
        Arc::new(StringViewArray::new(views, buffers, Some(there).filter(|there| there.null_count() > 0)))
    }
}
