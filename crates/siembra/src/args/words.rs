//! Values that are more than a word, read as they are given.

use std::net::{IpAddr, SocketAddr};

pub fn domain(text: &str) -> Result<String, String> {
    let plain = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let fits = text.len() <= 200 && text.contains('.') && text.split('.').all(plain);
    fits.then(|| text.to_ascii_lowercase()).ok_or_else(|| "write a domain, as bounce.example.com".into())
}

pub fn dns_server(text: &str) -> Result<SocketAddr, String> {
    let address = text.parse().or_else(|_| text.parse().map(|ip: IpAddr| SocketAddr::new(ip, 53)));
    address.map_err(|_| "write an address, as 192.0.2.53 or 192.0.2.53:5353".into())
}
