//! A column of small numbers, as wide as the largest of them needs: most columns of choices take a byte a row.

use crate::ids::put;
use crate::raw;
use serde::{Deserialize, Serialize};

/// Rows without a number read as 0.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Codes {
    Byte(#[serde(with = "raw")] Vec<u8>),
    Short(#[serde(with = "raw")] Vec<u16>),
    Long(#[serde(with = "raw")] Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Codes::Byte(Vec::new())
    }
}

impl Codes {
    pub(crate) fn get(&self, row: u32) -> u32 {
        let row = row as usize;
        match self {
            Codes::Byte(codes) => codes.get(row).copied().map_or(0, u32::from),
            Codes::Short(codes) => codes.get(row).copied().map_or(0, u32::from),
            Codes::Long(codes) => codes.get(row).copied().unwrap_or_default(),
        }
    }

    pub(crate) fn put(&mut self, row: u32, code: u32) {
        match self {
            Codes::Byte(codes) => match u8::try_from(code) {
                Ok(code) => return put(codes, row, 0, code),
                Err(_) => *self = Codes::Short(codes.iter().map(|code| u16::from(*code)).collect()),
            },
            Codes::Short(codes) => match u16::try_from(code) {
                Ok(code) => return put(codes, row, 0, code),
                Err(_) => *self = Codes::Long(codes.iter().map(|code| u32::from(*code)).collect()),
            },
            Codes::Long(codes) => return put(codes, row, 0, code),
        }
        self.put(row, code);
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Codes::Byte(codes) => codes.len(),
            Codes::Short(codes) => codes.len(),
            Codes::Long(codes) => codes.len(),
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        match self {
            Codes::Byte(codes) => codes.capacity(),
            Codes::Short(codes) => codes.capacity() * 2,
            Codes::Long(codes) => codes.capacity() * 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_number_widens_the_column_and_keeps_the_rest() {
        let mut codes = Codes::default();
        for (row, code) in [(3, 7), (0, 255), (1, 256), (2, 65_535), (5, 65_536), (3, 0), (4, u32::MAX)] {
            codes.put(row, code);
            assert_eq!(codes.get(row), code);
        }
        let all: Vec<u32> = (0..7).map(|row| codes.get(row)).collect();
        assert_eq!(all, [255, 256, 65_535, 0, u32::MAX, 65_536, 0]);
    }
}
