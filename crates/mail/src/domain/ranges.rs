//! Ranges of addresses, as SPF writes them: `ip4:192.0.2.0/24`.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// All addresses that have the first `bits` bits of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    address: IpAddr,
    bits: u32,
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

impl Range {
    /// `None` for a prefix longer than the address.
    pub fn new(address: IpAddr, bits: u32) -> Option<Range> {
        (bits <= length(address)).then_some(Range { address, bits })
    }

    /// What a term of SPF says, without what stands before it; `None` for terms of other kinds.
    pub fn of_term(term: &str) -> Option<Range> {
        let text = term.strip_prefix("ip4:").or_else(|| term.strip_prefix("ip6:"))?;
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().ok()?;
        Range::new(address, bits.map_or(Some(length(address)), |bits| bits.parse().ok())?)
    }

    /// Its only address, where it has one.
    pub fn single(&self) -> Option<IpAddr> {
        (self.bits == length(self.address)).then_some(self.address)
    }

    pub fn holds(&self, other: &Range) -> bool {
        self.bits <= other.bits && self.masked() == Range { bits: self.bits, ..*other }.masked()
    }

    /// How many addresses it has, as far as a number of 64 bits tells.
    pub fn size(&self) -> u64 {
        1_u64.checked_shl(length(self.address) - self.bits).unwrap_or(u64::MAX)
    }

    /// Its addresses from the first on.
    pub fn addresses(&self) -> impl Iterator<Item = IpAddr> + use<> {
        let free = length(self.address) - self.bits;
        let (v4, prefix) = self.masked();
        let first = prefix.checked_shl(free).unwrap_or(0);
        (0..u128::from(self.size())).map(move |n| match v4 {
            // No more than 32 bits are set.
            true => IpAddr::V4(Ipv4Addr::from_bits((first + n) as u32)),
            false => IpAddr::V6(Ipv6Addr::from_bits(first + n)),
        })
    }

    /// Whether it is of IPv4, and the bits that count.
    fn masked(&self) -> (bool, u128) {
        let free = length(self.address) - self.bits;
        match self.address {
            IpAddr::V4(address) => (true, u128::from(address.to_bits()).checked_shr(free).unwrap_or(0)),
            IpAddr::V6(address) => (false, address.to_bits().checked_shr(free).unwrap_or(0)),
        }
    }
}

/// Bits of an address.
fn length(address: IpAddr) -> u32 {
    if address.is_ipv4() { 32 } else { 128 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(term: &str) -> Range {
        Range::of_term(term).unwrap()
    }

    #[test]
    fn ranges_are_read_counted_and_walked_through() {
        let range = of("ip4:192.0.2.13/30");
        let all: Vec<String> = range.addresses().map(|address| address.to_string()).collect();
        assert_eq!(all, ["192.0.2.12", "192.0.2.13", "192.0.2.14", "192.0.2.15"]);
        assert_eq!((range.size(), range.single()), (4, None));
        assert_eq!(of("ip4:192.0.2.7").single(), Some("192.0.2.7".parse().unwrap()));
        assert_eq!((of("ip4:0.0.0.0/0").size(), of("ip6:2001:db8::/64").size()), (1 << 32, u64::MAX));
        assert_eq!(of("ip4:9.9.9.9/0").addresses().next(), Some("0.0.0.0".parse().unwrap()));
        assert_eq!(of("ip6:ffff::/0").addresses().nth(2), Some("::2".parse().unwrap()));
        let last = of("ip6:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/127").addresses().last();
        assert_eq!(last, Some("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff".parse().unwrap()));
        assert_eq!(of("ip4:255.255.255.255/31").addresses().count(), 2);
    }

    #[test]
    fn a_range_holds_what_is_in_it() {
        assert!(of("ip4:192.0.2.0/24").holds(&of("ip4:192.0.2.77")));
        assert!(of("ip4:0.0.0.0/0").holds(&of("ip4:192.0.2.0/24")));
        assert!(!of("ip4:192.0.2.77").holds(&of("ip4:192.0.2.0/24")));
        assert!(!of("ip4:0.0.0.0/0").holds(&of("ip6:::/0")));
    }

    #[test]
    fn what_is_no_range_is_none() {
        for term in
            ["ip4:", "ip4:192.0.2.0/33", "ip4:192.0.2.0/-1", "ip6:::/129", "ip4:a/8", "ip4:1.2.3.4/", "a:b", "ip4"]
        {
            assert_eq!(Range::of_term(term), None, "{term}");
        }
    }
}
