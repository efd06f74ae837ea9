//! Certificates for one test, made by openssl in a temporary folder: by an authority that is trusted there, by another,
//! and by nobody.

use std::path::PathBuf;
use std::process::Command;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

pub struct Certificates(tempfile::TempDir);

/// A certificate with its key.
pub type Identity = (CertificateDer<'static>, PrivateKeyDer<'static>);

impl Certificates {
    /// The authorities `ours` and `another`, and these, all for servers.
    pub fn make() -> Certificates {
        let this = Certificates(tempfile::tempdir().unwrap());
        for authority in ["ours", "another"] {
            this.openssl(&format!(
                "req -x509 KEY -days 2 -subj /CN={authority} -keyout {authority}.key -out {authority}.pem"
            ));
        }
        this.issue("good", "ours", "-addext subjectAltName=DNS:localhost", 2);
        this.issue("expired", "ours", "-addext subjectAltName=DNS:localhost", -1);
        this.issue("wrong-name", "ours", "-addext subjectAltName=DNS:mail.example.test", 2);
        this.issue("without-names", "ours", "", 2);
        this.issue("of-another", "another", "-addext subjectAltName=DNS:localhost", 2);
        let of_itself = "-addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE";
        this.openssl(&format!(
            "req -x509 KEY -days 2 -subj /CN=localhost {of_itself} -keyout self-signed.key -out self-signed.pem"
        ));
        this
    }

    fn issue(&self, name: &str, authority: &str, names: &str, days: i32) {
        self.openssl(&format!("req KEY -subj /CN=localhost {names} -addext basicConstraints=critical,CA:FALSE -keyout {name}.key -out {name}.csr"));
        self.openssl(&format!(
            "x509 -req -in {name}.csr -CA {authority}.pem -CAkey {authority}.key -CAcreateserial -copy_extensions copyall \
             -days {days} -out {name}.pem"
        ));
    }

    fn openssl(&self, arguments: &str) {
        let arguments = arguments.replace("KEY", "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes");
        let done =
            Command::new("openssl").args(arguments.split_whitespace()).current_dir(self.0.path()).output().unwrap();
        assert!(done.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&done.stderr));
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(format!("{name}.pem"))
    }

    pub fn identity(&self, name: &str) -> Identity {
        let key = PrivateKeyDer::from_pem_file(self.0.path().join(format!("{name}.key"))).unwrap();
        (CertificateDer::from_pem_file(self.file(name)).unwrap(), key)
    }
}
