//! Long columns of plain numbers in snapshots: as blocks of bytes, so that reading one costs a copy and not a number at
//! a time. For `#[serde(with = "crate::raw")]`.

use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// Cells of a block.
const BLOCK: usize = 1 << 18;

/// A cell of fixed width, lowest byte first.
pub(crate) trait Plain: Copy {
    const WIDTH: usize;
    fn put(self, out: &mut Vec<u8>);
    /// `bytes` has the cell's width.
    fn take(bytes: &[u8]) -> Self;
}

macro_rules! plain {
    ($($number:ty),*) => {$(
        impl Plain for $number {
            const WIDTH: usize = size_of::<$number>();
            fn put(self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            fn take(bytes: &[u8]) -> Self {
                let mut own = [0; size_of::<$number>()];
                own.copy_from_slice(bytes);
                <$number>::from_le_bytes(own)
            }
        }
    )*};
}
plain!(u8, u16, u32, u64, i32, i64);

/// The cells of one block.
struct Block<'a, T>(&'a [T]);

impl<T: Plain> Serialize for Block<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(self.0.len() * T::WIDTH);
        self.0.iter().for_each(|cell| cell.put(&mut bytes));
        serializer.serialize_bytes(&bytes)
    }
}

/// The number of cells, then the blocks.
pub(crate) fn serialize<T: Plain, S: Serializer>(cells: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut blocks = serializer.serialize_seq(Some(1 + cells.len().div_ceil(BLOCK)))?;
    blocks.serialize_element(&(cells.len() as u64))?;
    for block in cells.chunks(BLOCK) {
        blocks.serialize_element(&Block(block))?;
    }
    blocks.end()
}

pub(crate) fn deserialize<'de, T: Plain, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct Blocks<T>(PhantomData<T>);

    impl<'de, T: Plain> Visitor<'de> for Blocks<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a column in blocks")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut blocks: A) -> Result<Vec<T>, A::Error> {
            let length: u64 = blocks.next_element()?.ok_or_else(|| A::Error::custom("a column without a length"))?;
            let mut cells = Vec::with_capacity(length as usize);
            while blocks.next_element_seed(Cells(&mut cells))?.is_some() {}
            match cells.len() as u64 == length {
                true => Ok(cells),
                false => Err(A::Error::custom("a column is shorter or longer than it says")),
            }
        }
    }

    deserializer.deserialize_seq(Blocks(PhantomData))
}

/// Appends a block to a column.
struct Cells<'a, T>(&'a mut Vec<T>);

impl<'de, T: Plain> DeserializeSeed<'de> for Cells<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl<T: Plain> Visitor<'_> for Cells<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a block of a column")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<(), E> {
        if !bytes.len().is_multiple_of(T::WIDTH) {
            return Err(E::custom("a block ends within a cell"));
        }
        self.0.extend(bytes.chunks_exact(T::WIDTH).map(T::take));
        Ok(())
    }
}
