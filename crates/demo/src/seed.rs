//! Choices that look random and are not: each depends on the seed, on whom it is about and on what is chosen, and on
//! nothing else, so that a world with more rows gives the same choices for the rows that both have.

/// The source of all choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub u64);

/// The seed of the demo.
impl Default for Seed {
    fn default() -> Seed {
        Seed(1)
    }
}

impl Seed {
    /// A number for a choice about somebody: FNV-1a over all three, mixed.
    pub fn number(self, about: &str, what: &str) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325u64 ^ self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for byte in about.bytes().chain([0]).chain(what.bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        hash ^ (hash >> 31)
    }

    /// A number from 0 to below `bound`.
    pub fn below(self, about: &str, what: &str, bound: u64) -> u64 {
        self.number(about, what) % bound.max(1)
    }

    /// True for about `permille` of a thousand.
    pub fn chance(self, about: &str, what: &str, permille: u64) -> bool {
        self.below(about, what, 1_000) < permille
    }

    pub fn pick<'l, T>(self, about: &str, what: &str, from: &'l [T]) -> &'l T {
        &from[self.below(about, what, from.len() as u64) as usize]
    }

    /// One of the choices, as often as its weight says.
    pub fn weighted<'l, T>(self, about: &str, what: &str, from: &'l [(u64, T)]) -> &'l T {
        let mut rest = self.below(about, what, from.iter().map(|(weight, _)| weight).sum());
        let found = from.iter().find(|(weight, _)| {
            let here = rest < *weight;
            rest = rest.saturating_sub(*weight);
            here
        });
        &found.unwrap_or(&from[0]).1
    }
}
