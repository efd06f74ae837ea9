//! A column of texts: a code of the dictionary for each row, and while there are few different texts the rows of each
//! as a set, so that a question about choices is a union of sets and reads no row.

use crate::choice::Choice;
use crate::codes::Codes;
use crate::dict::{Dict, NO_TEXT};
use crate::kernel::Bits;
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

/// With more different texts than this no sets are kept.
const CHOICES: usize = 256;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Texts {
    codes: Codes,
    dict: Dict,
    /// Rows by code, until there are too many texts.
    choices: Vec<Choice>,
    too_many: bool,
}

impl Texts {
    pub(crate) fn get(&self, row: u32) -> Option<&str> {
        self.dict.text(self.codes.get(row))
    }

    pub(crate) fn set(&mut self, row: u32, text: &str) {
        self.clear(row);
        let code = self.dict.hold(text);
        self.codes.put(row, code);
        if self.dict.span() > CHOICES && !self.too_many {
            self.too_many = true;
            self.choices = Vec::new();
        }
        if !self.too_many {
            if self.choices.len() <= code as usize {
                self.choices.resize_with(code as usize + 1, Choice::default);
            }
            self.choices[code as usize].insert(row);
        }
    }

    pub(crate) fn clear(&mut self, row: u32) {
        let code = self.codes.get(row);
        if code == NO_TEXT {
            return;
        }
        self.codes.put(row, NO_TEXT);
        self.dict.release(code);
        if let Some(rows) = self.choices.get_mut(code as usize) {
            rows.remove(row);
        }
    }

    /// Rows that have a text.
    pub(crate) fn rows(&self) -> RoaringBitmap {
        self.passing(|_| true)
    }

    /// Rows whose text passes; the test is asked once for each different text.
    pub(crate) fn passing(&self, holds: impl Fn(&str) -> bool) -> RoaringBitmap {
        let codes = 0..self.dict.span() as u32;
        let passes: Vec<bool> = codes.map(|code| self.dict.text(code).is_some_and(&holds)).collect();
        if self.too_many {
            return Bits::of(self.codes.len(), |row| passes[self.codes.get(row as u32) as usize]).into_bitmap();
        }
        let passing = self.choices.iter().zip(&passes).filter(|(_, passes)| **passes).map(|(choice, _)| choice);
        Choice::any(&passing.collect::<Vec<_>>())
    }

    /// The rows of each text that passes; `None` when there are too many texts.
    pub(crate) fn choices(&self, holds: impl Fn(&str) -> bool) -> Option<Vec<&Choice>> {
        let passes = |code: usize| self.dict.text(code as u32).is_some_and(&holds);
        let passing = self.choices.iter().enumerate().filter(|(code, _)| passes(*code)).map(|(_, choice)| choice);
        (!self.too_many).then(|| passing.collect())
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let choices: usize = self.choices.iter().map(|choice| 60 + choice.heap_bytes()).sum();
        self.codes.heap_bytes() + self.dict.heap_bytes() + choices
    }
}
