//! Hits: fetches of the pixel or of a link of a message of ours, as they came, and who they are taken for. Of the address
//! that fetched, only the network is ever kept.

use crate::{SendId, Timestamp};
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use serde::{Deserialize, Serialize};

/// What was fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fetch {
    /// The pixel.
    Open,
    /// A link.
    Click,
    /// The link that no person can see.
    Trap,
}

/// Who fetched, as far as the signals tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    Human,
    /// A mail service fetches pictures for its users, whether they look or not.
    Proxy,
    /// Software that checks mail before people see it, and robots.
    Scanner,
    /// Too much speaks against a person, too little for anything else.
    Unknown,
}

/// Why a hit is taken for what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Signal {
    /// It asked for the head alone, or for what the door can do.
    Method,
    /// Names itself as software that checks mail, or as a robot.
    Agent,
    /// Comes from a network of a mail security service.
    Network,
    /// Apple's Mail Privacy Protection.
    AppleProxy,
    GmailProxy,
    OutlookProxy,
    /// Another mail service's picture cache.
    OtherProxy,
    /// Before the message was accepted, or within seconds after.
    TooSoon,
    /// Part of a burst over three or more links of the message.
    Burst,
    /// The invisible link, or together with it.
    Trap,
    /// The same network fetched for five or more recipients within a minute.
    Crowd,
    /// Within a minute after the message was accepted.
    Early,
    /// Two links of the message within two seconds.
    Pair,
    /// Does not say what it is.
    NoAgent,
    /// Says that it is a browser that nobody uses any more.
    OldBrowser,
    /// The contact's browser is known, and no page was viewed.
    NoPage,
    /// A page was viewed right after.
    Page,
}

macro_rules! words {
    ($($type:ty: [$($variant:ident = $word:literal),* $(,)?];)*) => {$(
        impl $type {
            pub const ALL: &'static [$type] = &[$(<$type>::$variant),*];

            pub fn as_str(self) -> &'static str {
                match self { $(<$type>::$variant => $word),* }
            }

            pub fn parse(text: &str) -> Option<$type> {
                <$type>::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    )*};
}

words! {
    Fetch: [Open = "open", Click = "click", Trap = "trap"];
    Label: [Human = "human", Proxy = "proxy", Scanner = "scanner", Unknown = "unknown"];
    Signal: [
        Method = "method", Agent = "agent", Network = "network", AppleProxy = "apple_proxy", GmailProxy = "gmail_proxy",
        OutlookProxy = "outlook_proxy", OtherProxy = "other_proxy", TooSoon = "too_soon", Burst = "burst", Trap = "trap",
        Crowd = "crowd", Early = "early", Pair = "pair", NoAgent = "no_agent", OldBrowser = "old_browser",
        NoPage = "no_page", Page = "page",
    ];
}

/// A network that addresses belong to: of an IPv4 address the first 24 bits, of an IPv6 address the first 48.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    pub fn of(address: IpAddr) -> Network {
        Network(match address.to_canonical() {
            IpAddr::V4(v4) => IpAddr::V4(Ipv4Addr::from(u32::from(v4) & !0xff)),
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from(u128::from(v6) >> 80 << 80)),
        })
    }

    pub fn parse(text: &str) -> Option<Network> {
        text.split('/').next()?.parse().ok().map(Network::of)
    }

    /// Its first address.
    pub fn first(self) -> IpAddr {
        self.0
    }

    /// Whether it says something about who is behind it: the addresses of a machine's own network are everybody's.
    pub fn is_public(self) -> bool {
        match self.0 {
            IpAddr::V4(v4) => !(v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified()),
            IpAddr::V6(v6) => !(v6.is_loopback() || v6.is_unspecified() || v6.segments()[0] & 0xfe00 == 0xfc00),
        }
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.0, if self.0.is_ipv4() { 24 } else { 48 })
    }
}

impl Serialize for Network {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Network {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Network::parse(&text).ok_or_else(|| serde::de::Error::custom("not a network"))
    }
}

/// A fetch as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub send: SendId,
    pub fetch: Fetch,
    /// Place of the link in the message; 0 for the pixel.
    pub link: u16,
    /// Where the link leads, without its query; empty for the pixel.
    pub target: String,
    pub at: Timestamp,
    pub method: String,
    /// What the client says that it is, as far as it is kept.
    pub agent: String,
    pub network: Option<Network>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_only_the_network_is_left() {
        let shown = |text: &str| Network::of(text.parse().unwrap()).to_string();
        assert_eq!(shown("203.0.113.77"), "203.0.113.0/24");
        assert_eq!(shown("::ffff:203.0.113.77"), "203.0.113.0/24");
        assert_eq!(shown("2001:db8:12:3456::9"), "2001:db8:12::/48");
        assert_eq!(Network::parse("2001:db8:12::/48"), Some(Network::of("2001:db8:12:3456::9".parse().unwrap())));
        assert!(!Network::parse("127.0.0.1").unwrap().is_public() && Network::parse("8.8.8.8").unwrap().is_public());
    }

    #[test]
    fn words_come_back() {
        assert!(Signal::ALL.iter().all(|signal| Signal::parse(signal.as_str()) == Some(*signal)));
        assert!(Label::ALL.iter().all(|label| Label::parse(label.as_str()) == Some(*label)));
        assert!(Fetch::ALL.iter().all(|fetch| Fetch::parse(fetch.as_str()) == Some(*fetch)));
        assert_eq!(serde_json::to_value(Signal::OldBrowser).unwrap(), Signal::OldBrowser.as_str());
    }
}
