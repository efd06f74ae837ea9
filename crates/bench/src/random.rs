//! Numbers that look random and are the same on every machine.

/// SplitMix64.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `bound`, which is not zero.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }

    /// From 0 to 1, the end left out.
    pub(crate) fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Draws of a rank, the first the likeliest: 1/rank.
#[derive(Debug, Clone)]
pub(crate) struct Ranks(Vec<u16>);

impl Ranks {
    pub(crate) fn new(count: u16) -> Ranks {
        let total: f64 = (1..=count).map(|rank| 1.0 / f64::from(rank)).sum();
        let mut places = Vec::with_capacity(1 << 16);
        let mut sum = 0.0;
        for rank in 0..count {
            sum += 1.0 / f64::from(rank + 1) / total;
            let end = (sum * 65_536.0).round() as usize;
            places.resize(end.clamp(places.len(), 1 << 16), rank);
        }
        places.resize(1 << 16, 0);
        Ranks(places)
    }

    pub(crate) fn draw(&self, random: &mut Random) -> u16 {
        self.0[(random.next() >> 48) as usize]
    }
}
