//! A web server by HTTPS, with a certificate of an authority of its own.

use mail::domain::Web;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// Whole answers by host and path.
type Answers = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

pub struct Site {
    pub web: Web,
    pub port: u16,
    answers: Answers,
}

/// An authority and what it has signed for these names: its certificate, and that of the server with its key.
pub struct Signed {
    pub authority: CertificateDer<'static>,
    pub leaf: CertificateDer<'static>,
    pub key: PrivateKeyDer<'static>,
}

fn openssl(home: &Path, arguments: &str) {
    let made = Command::new("openssl").args(arguments.split_whitespace()).current_dir(home).output().unwrap();
    assert!(made.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&made.stderr));
}

/// `days` from now on; it has expired where they are none.
pub fn signed(names: &[&str], days: u32) -> Signed {
    let home = tempfile::tempdir().unwrap();
    let alternatives: Vec<String> = names.iter().map(|name| format!("DNS:{name}")).collect();
    let extensions = format!("subjectAltName={}\nbasicConstraints=CA:FALSE\n", alternatives.join(","));
    std::fs::write(home.path().join("leaf.ext"), extensions).unwrap();
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    openssl(
        home.path(),
        &format!(
            "req -x509 {key} -days 2 -subj /CN=authority-of-{} -addext keyUsage=keyCertSign -keyout ca.key -out ca.pem",
            names[0]
        ),
    );
    openssl(home.path(), &format!("req {key} -subj /CN=leaf -keyout leaf.key -out leaf.csr"));
    openssl(
        home.path(),
        &format!(
            "x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days {days} -extfile leaf.ext -out leaf.pem"
        ),
    );
    let certificate = |name: &str| CertificateDer::from_pem_file(home.path().join(name)).unwrap();
    Signed {
        authority: certificate("ca.pem"),
        leaf: certificate("leaf.pem"),
        key: PrivateKeyDer::from_pem_file(home.path().join("leaf.key")).unwrap(),
    }
}

impl Site {
    /// With a certificate that holds for every host of the tests.
    pub async fn start() -> Site {
        Site::of(signed(&["example.com", "mta-sts.example.com", "mta-sts.bounce.example.com"], 2)).await
    }

    pub async fn of(signed: Signed) -> Site {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let tls = tls.with_no_client_auth().with_single_cert(vec![signed.leaf], signed.key).unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(tls));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let answers = Answers::default();
        let own = answers.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let (acceptor, answers) = (acceptor.clone(), own.clone());
                tokio::spawn(async move {
                    let Ok(mut stream) = acceptor.accept(socket).await else { return };
                    let mut request = Vec::new();
                    while !request.ends_with(b"\r\n\r\n") {
                        let mut some = [0; 1_024];
                        match stream.read(&mut some).await {
                            Ok(n) if n > 0 => request.extend_from_slice(&some[..n]),
                            _ => return,
                        }
                    }
                    let request = String::from_utf8_lossy(&request).to_ascii_lowercase();
                    let path = request.split(' ').nth(1).unwrap_or_default();
                    let host = request.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
                    let answer = answers.lock().unwrap().get(&format!("{host}{path}")).cloned();
                    let missing = || b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".to_vec();
                    _ = stream.write_all(&answer.unwrap_or_else(missing)).await;
                    _ = stream.shutdown().await;
                });
            }
        });
        Site { web: Web::of_test(port, signed.authority).unwrap(), port, answers }
    }

    /// Answers so at `host/path`.
    pub fn answers(&self, place: &str, head: &str, body: &[u8]) {
        let answer = format!("HTTP/1.1 {head}\r\nconnection: close\r\n\r\n").into_bytes();
        self.answers.lock().unwrap().insert(place.into(), [answer, body.to_vec()].concat());
    }

    pub fn serves(&self, place: &str, media: &str, body: &[u8]) {
        self.answers(place, &format!("200 OK\r\ncontent-type: {media}"), body);
    }
}
