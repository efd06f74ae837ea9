//! The questions that are asked of DNS. A name that does not exist answers with nothing.

use async_trait::async_trait;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
use hickory_resolver::lookup::Lookup;
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;
use hickory_resolver::{Resolver, TokioResolver};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// No answer came, or not one that can be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    pub name: String,
}

pub type Answer<T> = Result<Vec<T>, Unanswered>;

/// Who answers.
#[async_trait]
pub trait Dns: Send + Sync + std::fmt::Debug {
    /// Texts of TXT records, each with its strings joined.
    async fn texts(&self, name: &str) -> Answer<String>;
    /// Hosts of MX records; `.` for a domain that takes no mail.
    async fn exchangers(&self, name: &str) -> Answer<String>;
    async fn addresses(&self, name: &str) -> Answer<IpAddr>;
    /// Names of PTR records.
    async fn names(&self, address: IpAddr) -> Answer<String>;
}

/// The DNS servers of this machine, or one that was named.
pub struct SystemDns(TokioResolver);

impl std::fmt::Debug for SystemDns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SystemDns")
    }
}

impl SystemDns {
    pub fn new(server: Option<SocketAddr>) -> Result<SystemDns, String> {
        let mut builder = match server {
            None => TokioResolver::builder_tokio().map_err(|error| error.to_string())?,
            Some(address) => {
                let mut connections = vec![ConnectionConfig::udp(), ConnectionConfig::tcp()];
                connections.iter_mut().for_each(|connection| connection.port = address.port());
                let server = NameServerConfig::new(address.ip(), true, connections);
                let config = ResolverConfig::from_name_servers(vec![server]);
                Resolver::builder_with_config(config, TokioRuntimeProvider::default())
            }
        };
        let options = builder.options_mut();
        // Who has just mended a record does not want to read the old one.
        options.cache_size = 0;
        (options.timeout, options.attempts) = (Duration::from_secs(4), 2);
        builder.build().map(SystemDns).map_err(|error| error.to_string())
    }
}

fn read<T>(name: &str, found: Result<Lookup, NetError>, of: impl Fn(&RData) -> Option<T>) -> Answer<T> {
    match found {
        Ok(lookup) => Ok(lookup.answers().iter().filter_map(|record| of(&record.data)).collect()),
        Err(error) if error.is_no_records_found() => Ok(Vec::new()),
        Err(_) => Err(Unanswered { name: name.to_string() }),
    }
}

/// With its last dot, so that no search list is tried.
fn absolute(name: &str) -> String {
    format!("{}.", name.trim_end_matches('.'))
}

fn host(name: &impl ToString) -> String {
    let name = name.to_string().to_ascii_lowercase();
    if name == "." { name } else { name.trim_end_matches('.').to_string() }
}

#[async_trait]
impl Dns for SystemDns {
    async fn texts(&self, name: &str) -> Answer<String> {
        read(name, self.0.txt_lookup(absolute(name)).await, |data| match data {
            RData::TXT(text) => Some(text.txt_data.iter().map(|part| String::from_utf8_lossy(part)).collect()),
            _ => None,
        })
    }

    async fn exchangers(&self, name: &str) -> Answer<String> {
        read(name, self.0.mx_lookup(absolute(name)).await, |data| match data {
            RData::MX(exchanger) => Some(host(&exchanger.exchange)),
            _ => None,
        })
    }

    async fn addresses(&self, name: &str) -> Answer<IpAddr> {
        let of = |data: &RData| match data {
            RData::A(address) => Some(IpAddr::V4(address.0)),
            RData::AAAA(address) => Some(IpAddr::V6(address.0)),
            _ => None,
        };
        let mut all = read(name, self.0.ipv4_lookup(absolute(name)).await, of)?;
        all.extend(read(name, self.0.ipv6_lookup(absolute(name)).await, of)?);
        Ok(all)
    }

    async fn names(&self, address: IpAddr) -> Answer<String> {
        read(&address.to_string(), self.0.reverse_lookup(address).await, |data| match data {
            RData::PTR(name) => Some(host(&name.0)),
            _ => None,
        })
    }
}
