//! An own Postfix: its configuration, queue and mailboxes in a temporary directory, on ports of the loopback.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

pub struct Postfix {
    pub port: u16,
    /// TLS from the first byte.
    pub tls_port: u16,
    home: tempfile::TempDir,
}

/// Services of a small Postfix; `tlsmgr` and `postlog` are what a `postfix start` of Debian's needs besides mail's own.
const SERVICES: &str = "\
127.0.0.1:PORT inet n - n - - smtpd
127.0.0.1:TLS_PORT inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
failing unix - n n - - pipe flags=q user=nobody argv=/bin/sh -c { echo \"$$1\"; exit 69; } sh ${nexthop}
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
";

impl Postfix {
    /// Starts one; `None` where it cannot run here, unless `SIEMBRA_REQUIRE_POSTFIX=1` makes that a failure.
    pub fn wanted() -> Option<Postfix> {
        match Postfix::start() {
            Ok(postfix) => Some(postfix),
            Err(why) if std::env::var_os("SIEMBRA_REQUIRE_POSTFIX").is_some_and(|value| value != "0") => {
                panic!("Postfix is required here (SIEMBRA_REQUIRE_POSTFIX): {why}")
            }
            Err(why) => {
                eprintln!("NOT TESTED against a real Postfix: {why}");
                None
            }
        }
    }

    /// Starts one. The error says why it cannot run here.
    pub fn start() -> Result<Postfix, String> {
        let postfix =
            ["/usr/sbin/postfix", "/usr/local/sbin/postfix"].into_iter().find(|path| Path::new(path).exists());
        postfix.ok_or("postfix is not installed; install it with apt-get install postfix")?;
        let home = tempfile::Builder::new().prefix("pf").tempdir().map_err(|error| error.to_string())?;
        let (port, tls_port) = (free_port(), free_port());
        let this = Postfix { port, tls_port, home };
        this.configure()?;
        let started = this.run("postfix", &["start"])?;
        if !started.status.success() {
            return Err(format!("postfix does not start: {}\n{}", said(&started), this.log()));
        }
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if since.elapsed() > Duration::from_secs(20) {
                return Err(format!("postfix does not listen: {}", this.log()));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(this)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// A self-signed certificate for `localhost`.
    pub fn certificate(&self) -> PathBuf {
        self.path("cert.pem")
    }

    fn configure(&self) -> Result<(), String> {
        let home = self.home.path();
        let mode = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode));
        let io = |error: std::io::Error| error.to_string();
        mode(home, 0o755).map_err(io)?;
        for folder in ["etc", "queue", "data", "mail"] {
            fs::create_dir(self.path(folder)).map_err(io)?;
        }
        self.own("data", "postfix")?;
        self.own("mail", "nobody")?;
        let home = home.display();
        let (uid, gid) = (id("-u", "nobody")?, id("-g", "nobody")?);
        let main = format!(
            "compatibility_level = 3.6\nqueue_directory = {home}/queue\ndata_directory = {home}/data\n\
             myhostname = mx.example.test\nmydestination =\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\n\
             mynetworks = 127.0.0.0/8\nmaillog_file_prefixes = {home}\nmaillog_file = {home}/log\n\
             virtual_mailbox_domains = example.test\nvirtual_mailbox_base = {home}/mail\n\
             virtual_mailbox_maps = inline:{{ ana@example.test=ana/ bob@example.test=bob/ kåre@example.test=kare/ }}\n\
             relay_domains = gone.test, full.test, block.test\ntransport_maps = inline:{{ \
             {{ gone.test = failing:5.1.1 User unknown }}, {{ full.test = failing:5.2.2 Mailbox full }}, \
             {{ block.test = failing:5.7.1 Client host blocked using a list }} }}\n\
             virtual_uid_maps = static:{uid}\nvirtual_gid_maps = static:{gid}\nvirtual_minimum_uid = 1\n\
             smtpd_relay_restrictions = reject_unauth_destination\nsmtpd_recipient_restrictions = reject_unlisted_recipient\n\
             smtpd_tls_cert_file = {home}/cert.pem\nsmtpd_tls_key_file = {home}/key.pem\nsmtpd_tls_security_level = may\n"
        );
        let services = SERVICES.replace("TLS_PORT", &self.tls_port.to_string()).replace("PORT", &self.port.to_string());
        fs::write(self.path("etc/main.cf"), main).map_err(io)?;
        fs::write(self.path("etc/master.cf"), services).map_err(io)?;
        let subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-sha256"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .args(subject)
            .args(["-keyout", "key.pem", "-out", "cert.pem"])
            .current_dir(self.home.path())
            .output();
        let made = made.map_err(|error| format!("openssl does not run: {error}"))?;
        if made.status.success() { Ok(()) } else { Err(format!("openssl: {}", said(&made))) }
    }

    fn own(&self, folder: &str, user: &str) -> Result<(), String> {
        let done =
            Command::new("chown").arg(user).arg(self.path(folder)).output().map_err(|error| error.to_string())?;
        if done.status.success() { Ok(()) } else { Err(format!("needs root: {}", said(&done))) }
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<Output, String> {
        let path = format!("/usr/sbin:/usr/local/sbin:{}", std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new(format!("/usr/sbin/{program}"));
        command.env("PATH", path).arg("-c").arg(self.path("etc")).args(arguments);
        command.output().map_err(|error| format!("{program} does not run: {error}"))
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.path("log")).unwrap_or_default()
    }

    /// Waits until a mailbox holds this many messages, and reads them.
    pub fn mailbox(&self, user: &str, messages: usize) -> Vec<Vec<u8>> {
        let since = Instant::now();
        loop {
            let folder = fs::read_dir(self.path(&format!("mail/{user}/new"))).into_iter().flatten().flatten();
            let found: Vec<Vec<u8>> = folder.filter_map(|file| fs::read(file.path()).ok()).collect();
            if found.len() >= messages {
                return found;
            }
            assert!(
                since.elapsed() < Duration::from_secs(20),
                "{} of {messages} messages: {}",
                found.len(),
                self.log()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        // Stops the master of this configuration alone.
        let _ = self.run("postfix", &["stop"]);
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn id(what: &str, user: &str) -> Result<String, String> {
    let output = Command::new("id").args([what, user]).output().map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_string())
}

fn said(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&text).trim().to_string()
}
