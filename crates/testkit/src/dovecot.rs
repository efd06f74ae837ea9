//! An own Dovecot: its configuration and one mailbox in a temporary directory, on ports of the loopback.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Of the user `ana`.
pub const DOVECOT_PASSWORD: &str = "se\"cret \\ of 1";

pub struct Dovecot {
    pub port: u16,
    /// TLS from the first byte.
    pub tls_port: u16,
    home: tempfile::TempDir,
    process: Child,
}

impl Dovecot {
    /// Starts one; `None` where it cannot run here, unless `SIEMBRA_REQUIRE_DOVECOT=1` makes that a failure.
    pub fn wanted() -> Option<Dovecot> {
        match Dovecot::start() {
            Ok(dovecot) => Some(dovecot),
            Err(why) if std::env::var_os("SIEMBRA_REQUIRE_DOVECOT").is_some_and(|value| value != "0") => {
                panic!("Dovecot is required here (SIEMBRA_REQUIRE_DOVECOT): {why}")
            }
            Err(why) => {
                eprintln!("NOT TESTED against a real Dovecot: {why}");
                None
            }
        }
    }

    fn start() -> Result<Dovecot, String> {
        let io = |error: std::io::Error| error.to_string();
        if !PathBuf::from("/usr/sbin/dovecot").exists() {
            return Err("dovecot is not installed; install it with apt-get install dovecot-imapd".into());
        }
        let home = tempfile::Builder::new().prefix("dc").tempdir().map_err(io)?;
        let (port, tls_port) = (free_port(), free_port());
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).map_err(io)?;
        let at = home.path().display();
        let who = Command::new("id").arg("-un").output().map_err(io)?;
        let me = String::from_utf8_lossy(&who.stdout).trim().to_string();
        // As root it runs with the users of its package and keeps mail as nobody; else all is the user's who starts it.
        let (user, users) = match me.as_str() {
            "root" => ("nobody", String::new()),
            me => (me, format!("default_login_user = {me}\ndefault_internal_user = {me}\n")),
        };
        let group = Command::new("id").args(["-gn", user]).output().map_err(io)?;
        let group = String::from_utf8_lossy(&group.stdout).trim().to_string();
        let configuration = format!(
            "protocols = imap\nlisten = 127.0.0.1\nbase_dir = {at}/run\nstate_dir = {at}/state\nlog_path = {at}/log\n{users}\
             first_valid_uid = 1\nfirst_valid_gid = 1\nmail_location = maildir:{at}/mail\nssl = yes\n\
             ssl_cert = <{at}/cert.pem\nssl_key = <{at}/key.pem\ndisable_plaintext_auth = no\n\
             passdb {{\n driver = passwd-file\n args = scheme=PLAIN {at}/users\n}}\n\
             userdb {{\n driver = static\n args = uid={user} gid={group} home={at}/mail\n}}\n\
             service imap-login {{\n chroot =\n inet_listener imap {{\n port = {port}\n }}\n inet_listener imaps {{\n \
             port = {tls_port}\n ssl = yes\n }}\n}}\nservice anvil {{\n chroot =\n}}\n"
        );
        fs::write(home.path().join("dovecot.conf"), configuration).map_err(io)?;
        fs::write(home.path().join("users"), format!("ana:{{PLAIN}}{DOVECOT_PASSWORD}\n")).map_err(io)?;
        for folder in ["cur", "new", "tmp"] {
            fs::create_dir_all(home.path().join("mail").join(folder)).map_err(io)?;
        }
        let owned = Command::new("chown").args(["-R", user]).arg(home.path().join("mail")).status().map_err(io)?;
        if !owned.success() {
            return Err("the mailbox cannot be given to its user".into());
        }
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-sha256"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE", "-subj", "/CN=localhost"])
            .args(["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"])
            .current_dir(home.path())
            .output();
        if !made.map_err(io)?.status.success() {
            return Err("openssl makes no certificate".into());
        }
        let process = Command::new("/usr/sbin/dovecot")
            .arg("-F")
            .arg("-c")
            .arg(home.path().join("dovecot.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(io)?;
        let this = Dovecot { port, tls_port, home, process };
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", tls_port)).is_err() {
            if since.elapsed() > Duration::from_secs(20) {
                return Err(format!("dovecot does not listen: {}", this.log()));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(this)
    }

    /// Where its mailbox is read: by TLS or not, with further options.
    pub fn url(&self, tls: bool, more: &str) -> String {
        let password: String = DOVECOT_PASSWORD.bytes().map(|b| format!("%{b:02x}")).collect();
        let (scheme, port) = if tls { ("imaps", self.tls_port) } else { ("imap", self.port) };
        format!("{scheme}://ana:{password}@localhost:{port}/INBOX?{more}")
    }

    pub fn certificate(&self) -> PathBuf {
        self.home.path().join("cert.pem")
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.home.path().join("log")).unwrap_or_default()
    }

    /// Puts a message into the inbox, as a mail server would.
    pub fn deliver(&self, name: &str, message: &str) {
        fs::write(self.home.path().join("mail/new").join(name), message).unwrap();
    }

    /// The files of a folder, `""` the inbox, whose flags contain these.
    pub fn files(&self, folder: &str, flags: &str) -> usize {
        let of = |part: &str| {
            fs::read_dir(self.home.path().join("mail").join(folder).join(part)).into_iter().flatten().flatten()
        };
        let has = |file: &fs::DirEntry| {
            let name = file.file_name().into_string().unwrap_or_default();
            flags.is_empty() || name.rsplit_once(",").is_some_and(|(_, own)| own.contains(flags))
        };
        of("cur").chain(of("new")).filter(has).count()
    }

    /// The mailbox is made anew: its numbers mean other messages from here on.
    pub fn renumber(&self) {
        // They are numbered by the second.
        std::thread::sleep(Duration::from_millis(1_100));
        for file in fs::read_dir(self.home.path().join("mail")).unwrap().flatten() {
            if file.file_name().to_string_lossy().starts_with("dovecot") {
                fs::remove_file(file.path()).unwrap();
            }
        }
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        // Its master ends those that it has started.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
