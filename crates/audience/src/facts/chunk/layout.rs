//! How a chunk is laid out: entries in order of time become columns in which the rows of an asset lie together.

use super::Chunk;
use crate::facts::times::Times;
use crate::facts::{Details, Entry};
use crate::ids::NONE;

impl Chunk {
    /// From entries in order of time, at most [`CHUNK`] and at least one; what is gone must have been left out.
    pub(in crate::facts) fn of(entries: &[Entry], all: &Details) -> Chunk {
        let sorted = |mut codes: Vec<u32>| {
            codes.sort_unstable();
            codes.dedup();
            // It had room for every row.
            codes.shrink_to_fit();
            codes
        };
        let details = sorted(entries.iter().map(|entry| entry.detail).collect());
        let asset_of: Vec<u32> = details.iter().map(|detail| all.get(*detail).asset).collect();
        let assets = sorted(asset_of.clone());
        let place = |codes: &[u32], code: u32| codes.partition_point(|other| *other < code);
        let asset_of: Vec<usize> = asset_of.iter().map(|asset| place(&assets, *asset)).collect();
        let codes: Vec<u16> = entries.iter().map(|entry| place(&details, entry.detail) as u16).collect();
        // Counted, summed up, dealt out: activities of an asset stay in order.
        let mut starts = vec![0u32; assets.len() + 1];
        codes.iter().for_each(|code| starts[asset_of[*code as usize] + 1] += 1);
        (1..starts.len()).for_each(|place| starts[place] += starts[place - 1]);
        let mut next = starts.clone();
        let row_of = |code: &u16| {
            let next = &mut next[asset_of[*code as usize]];
            *next += 1;
            (*next - 1) as u16
        };
        let by_time: Vec<u16> = codes.iter().map(row_of).collect();
        let mut order = vec![0usize; entries.len()];
        by_time.iter().enumerate().for_each(|(place, row)| order[*row as usize] = place);
        let (first, last) = (entries[0].at, entries[entries.len() - 1].at);
        let of_rows = |cell: fn(&Entry) -> u32| order.iter().map(|place| cell(&entries[*place])).collect::<Vec<u32>>();
        let valued = entries.iter().any(|entry| entry.value != NONE);
        Chunk {
            first,
            last,
            times: Times::of(order.iter().map(|place| entries[*place].at).collect(), first, last),
            owner: of_rows(|entry| entry.owner),
            code: order.iter().map(|place| codes[*place]).collect(),
            value: if valued { of_rows(|entry| entry.value) } else { Vec::new() },
            details,
            assets,
            starts,
            by_time,
            gone: 0,
        }
    }
}
