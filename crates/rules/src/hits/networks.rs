//! Networks from which machines fetch. Nobody browses from a mail security service; from the clouds of Microsoft and Google
//! links are checked and pictures fetched on behalf of people, so there a click says nothing and a pixel is a proxy's.

use core::net::IpAddr;
use model::hit::Network;
use std::sync::LazyLock;

/// Whose a network is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Security,
    Microsoft,
    Google,
}

const SECURITY: &[&str] = &[
    // Barracuda
    "64.235.144.0/20",
    "209.222.80.0/21",
    "35.176.92.0/24",
    "18.185.115.0/24",
    // Mimecast
    "91.220.42.0/24",
    "146.101.78.0/24",
    "185.58.84.0/22",
    "194.104.108.0/22",
    "195.130.217.0/24",
    "205.139.110.0/23",
    "205.217.25.0/24",
    "207.82.80.0/24",
    "207.211.30.0/23",
    "216.205.24.0/24",
    "103.13.69.0/24",
    "124.47.150.0/24",
    "51.163.158.0/24",
    "170.10.128.0/21",
    // Proofpoint
    "62.209.50.0/23",
    "67.231.144.0/20",
    "91.207.212.0/23",
    "103.151.192.0/23",
    "148.163.128.0/19",
    "185.132.180.0/22",
    "185.183.28.0/22",
    "205.220.160.0/19",
    "208.84.64.0/22",
    "208.86.200.0/22",
    // Cisco
    "68.232.128.0/19",
    "139.138.32.0/19",
    "207.54.64.0/19",
    "216.71.128.0/19",
    // Symantec, now Broadcom
    "46.226.48.0/21",
    "67.219.240.0/20",
    "85.158.136.0/21",
    "103.9.96.0/22",
    "117.120.16.0/21",
    "193.109.254.0/23",
    "194.106.220.0/23",
    "195.245.230.0/23",
    "216.82.240.0/20",
    // Trend Micro, Sophos, Forcepoint, Fortinet, Trellix
    "150.70.0.0/16",
    "216.104.0.0/19",
    "185.250.236.0/22",
    "85.115.32.0/19",
    "86.111.216.0/21",
    "208.87.232.0/21",
    "66.35.16.0/20",
    "154.52.0.0/19",
    "159.100.24.0/21",
    "208.65.144.0/21",
];
const MICROSOFT: &[&str] = &[
    "13.64.0.0/11",
    "13.96.0.0/13",
    "13.104.0.0/14",
    "20.33.0.0/16",
    "20.34.0.0/15",
    "20.36.0.0/14",
    "20.40.0.0/13",
    "20.48.0.0/12",
    "20.64.0.0/10",
    "20.128.0.0/16",
    "20.160.0.0/12",
    "20.184.0.0/13",
    "20.192.0.0/10",
    "23.96.0.0/13",
    "40.64.0.0/10",
    "51.4.0.0/15",
    "51.8.0.0/16",
    "51.10.0.0/15",
    "51.12.0.0/15",
    "51.103.0.0/16",
    "51.104.0.0/15",
    "51.107.0.0/16",
    "51.116.0.0/16",
    "51.120.0.0/16",
    "51.124.0.0/16",
    "51.132.0.0/16",
    "51.136.0.0/15",
    "51.140.0.0/14",
    "52.96.0.0/12",
    "52.112.0.0/14",
    "52.120.0.0/14",
    "52.125.0.0/16",
    "52.126.0.0/15",
    "52.136.0.0/13",
    "52.145.0.0/16",
    "52.146.0.0/15",
    "52.148.0.0/14",
    "52.152.0.0/13",
    "52.160.0.0/11",
    "52.224.0.0/11",
    "65.52.0.0/14",
    "104.40.0.0/13",
    "104.47.0.0/17",
    "104.208.0.0/13",
    "157.54.0.0/15",
    "157.56.0.0/14",
    "168.61.0.0/16",
    "168.62.0.0/15",
    "191.232.0.0/13",
    "2603:1000::/24",
    "2a01:111::/32",
];
const GOOGLE: &[&str] = &[
    "64.233.160.0/19",
    "66.102.0.0/20",
    "66.249.64.0/19",
    "72.14.192.0/18",
    "74.125.0.0/16",
    "108.177.8.0/21",
    "172.217.0.0/19",
    "172.253.0.0/16",
    "173.194.0.0/16",
    "209.85.128.0/17",
    "216.58.192.0/19",
    "216.239.32.0/19",
    "2001:4860::/32",
    "2404:6800::/32",
    "2607:f8b0::/32",
    "2a00:1450::/32",
];

/// The first bits of addresses, with how many.
struct Block {
    v4: bool,
    bits: u128,
    length: u32,
    owner: Owner,
}

static BLOCKS: LazyLock<Vec<Block>> = LazyLock::new(|| {
    let lists = [(SECURITY, Owner::Security), (MICROSOFT, Owner::Microsoft), (GOOGLE, Owner::Google)];
    let of = |(list, owner): (&'static [&'static str], Owner)| list.iter().filter_map(move |text| block(text, owner));
    lists.into_iter().flat_map(of).collect()
});

fn block(text: &str, owner: Owner) -> Option<Block> {
    let (first, length) = text.split_once('/')?;
    let (v4, bits) = bits(first.parse().ok()?);
    let length: u32 = length.parse().ok()?;
    Some(Block { v4, bits: bits >> (128 - length), length, owner })
}

/// An address left-justified, so that a prefix is its first bits.
fn bits(address: IpAddr) -> (bool, u128) {
    match address {
        IpAddr::V4(v4) => (true, u128::from(u32::from(v4)) << 96),
        IpAddr::V6(v6) => (false, u128::from(v6)),
    }
}

/// Whose a network is, where that is known.
pub(super) fn owner(network: Network) -> Option<Owner> {
    let (v4, bits) = bits(network.first());
    BLOCKS.iter().find(|block| block.v4 == v4 && bits >> (128 - block.length) == block.bits).map(|block| block.owner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_is_one() {
        assert_eq!(BLOCKS.len(), SECURITY.len() + MICROSOFT.len() + GOOGLE.len());
        let of = |text: &str| owner(Network::parse(text).unwrap());
        assert_eq!(of("40.94.31.7"), Some(Owner::Microsoft));
        assert_eq!(of("66.249.93.1"), Some(Owner::Google));
        assert_eq!(of("64.235.150.2"), Some(Owner::Security));
        assert_eq!(of("2a01:111:f400::1"), Some(Owner::Microsoft));
        assert_eq!((of("88.12.4.9"), of("2001:db8::1")), (None, None));
    }
}
