//! How other servers prove who they are: TLS as every client here speaks it.

use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// Trusts the authorities that browsers trust.
pub(crate) fn usual() -> Result<ClientConfig, String> {
    of(RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() })
}

/// Trusts these authorities alone. The error says why no TLS can be spoken.
pub(crate) fn of(roots: RootCertStore) -> Result<ClientConfig, String> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(builder.map_err(|error| error.to_string())?.with_root_certificates(roots).with_no_client_auth())
}
