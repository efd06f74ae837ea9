//! Which part of a test a contact falls into: a hash of run and contact, so that the same question always has the same
//! answer and no list has to be kept.

use model::ContactId;
use model::definition::VariantTest;

/// What a contact of the audience gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Nothing, to compare with.
    Holdout,
    /// The variant at this place of the list.
    Variant(usize),
    /// What will have won.
    Winner,
}

/// Hundredths of a percent.
const ALL: u64 = 10_000;

/// The part that a contact falls into in one run.
pub fn place(run: i64, contact: ContactId, test: &VariantTest) -> Place {
    let at = draw(run, contact, 1) % ALL;
    let holdout = u64::from(test.holdout) * 100;
    if at < holdout {
        return Place::Holdout;
    }
    let tried = test.share.map_or(ALL, |share| holdout + u64::from(share) * 100);
    if at >= tried {
        return Place::Winner;
    }
    // Another draw: which variant it is must not depend on how large the holdout is.
    let count = test.variants.len().max(1) as u64;
    Place::Variant((draw(run, contact, 2) % count) as usize)
}

/// A number as good as random (SplitMix64).
fn draw(run: i64, contact: ContactId, salt: u64) -> u64 {
    let mut x = mix((run as u64).wrapping_add(salt.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    x = mix(x ^ contact.0 as u64);
    mix(x)
}

fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
