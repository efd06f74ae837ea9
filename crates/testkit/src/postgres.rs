//! A PostgreSQL server for one test binary, from the binaries that the distribution installs.
//!
//! The server runs in a temporary folder and listens on a socket there. A shell watches over it: it reads a pipe that
//! this process holds, so when this process ends, however it ends, the server stops and the folder goes.

use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Names a server to use in place of an own one: `postgres://user:password@host/database`, whose user may create
/// databases.
const VARIABLE: &str = "SIEMBRA_TEST_POSTGRES";

struct Server {
    /// Where databases are created from.
    url: String,
    /// The watcher, whose input ends with this process.
    _watcher: Option<Child>,
}

static SERVER: OnceLock<Server> = OnceLock::new();

fn server() -> &'static Server {
    SERVER.get_or_init(|| match std::env::var(VARIABLE) {
        Ok(url) if !url.is_empty() => Server { url, _watcher: None },
        _ => start(),
    })
}

/// Creates a database and returns its URL.
pub(crate) fn create_database(name: &str) -> String {
    let server = server();
    let tool = Command::new(binary("createdb")).arg(format!("--maintenance-db={}", server.url)).arg(name).output();
    let output = tool.expect("createdb can be run");
    assert!(output.status.success(), "createdb: {}", String::from_utf8_lossy(&output.stderr));
    let (base, query) = server.url.split_once('?').unwrap_or((&server.url, ""));
    let (host, _) = base.rsplit_once('/').expect("a PostgreSQL URL ends with the name of a database");
    format!("{host}/{name}?{query}")
}

/// The data of a database as SQL text.
pub(crate) fn dump(url: &str) -> Vec<u8> {
    let tool = Command::new(binary("pg_dump")).arg("--data-only").arg(format!("--dbname={url}")).output();
    let output = tool.expect("pg_dump can be run");
    assert!(output.status.success(), "pg_dump: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Keeps a database in a file, whole.
pub(crate) fn keep(url: &str, to: &Path) {
    run(Command::new(binary("pg_dump")).arg("--format=custom").arg("--file").arg(to).arg(format!("--dbname={url}")));
}

/// Puts what was kept into an empty database.
pub(crate) fn put_back(url: &str, kept: &Path) {
    run(Command::new(binary("pg_restore")).arg("--no-owner").arg(format!("--dbname={url}")).arg(kept));
}

/// Drops a database with whatever is still connected to it. A test that has failed must not fail once more here.
pub(crate) fn drop_database(name: &str) {
    let maintenance = format!("--maintenance-db={}", server().url);
    let _ = Command::new(binary("dropdb"))
        .args([maintenance.as_str(), "--force", "--if-exists", name])
        .stderr(Stdio::null())
        .status();
}

/// A folder for a server, with a fresh cluster in it. Whoever starts the server removes it.
pub(crate) fn own_folder() -> PathBuf {
    let folder = tempfile::Builder::new().prefix("siembra-pg-").tempdir().expect("a temporary folder").keep();
    if is_root() {
        // PostgreSQL refuses to run as root.
        run(Command::new("chown").arg("postgres").arg(&folder));
    }
    initialise(&folder.join("data"));
    folder
}

fn start() -> Server {
    let folder = own_folder();
    let data = folder.join("data");
    let script = format!(
        "'{postgres}' -D '{data}' -k '{folder}' -c listen_addresses= -c fsync=off -c full_page_writes=off \
         -c max_connections=300 -c shared_buffers=64MB >'{folder}/log' 2>&1 & \
         server=$!; read -r _; kill -INT $server; wait $server; rm -rf '{folder}'",
        postgres = binary("postgres").display(),
        data = data.display(),
        folder = folder.display(),
    );
    let watcher = unprivileged("sh")
        .args(["-c", &script])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Not to be stopped by a Ctrl-C before it has cleaned up.
        .process_group(0)
        .spawn()
        .expect("a shell can be run");
    let since = Instant::now();
    let ready = || {
        let mut tool = Command::new(binary("pg_isready"));
        tool.args(["-q", "-h"]).arg(&folder).status().is_ok_and(|status| status.success())
    };
    while !ready() {
        let log = folder.join("log");
        assert!(since.elapsed() < Duration::from_secs(60), "PostgreSQL does not start; see {}", log.display());
        std::thread::sleep(Duration::from_millis(50));
    }
    let url = format!("postgres://postgres@localhost/postgres?host={}", folder.display());
    Server { url, _watcher: Some(watcher) }
}

/// A cluster that sorts text by the rules of a language, as servers of users do, so that a test notices where our own
/// order by bytes was forgotten.
fn initialise(data: &Path) {
    run(unprivileged(&binary("initdb").display().to_string())
        .arg("-D")
        .arg(data)
        .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"])
        .args(["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]));
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// A program, run as `postgres` when we are root.
pub(crate) fn unprivileged(program: &str) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--", program]).current_dir("/");
    command
}

/// A PostgreSQL program: the newest that Debian installed, else the one on the path.
pub(crate) fn binary(name: &str) -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .filter(|version| Path::new(&format!("/usr/lib/postgresql/{version}/bin/initdb")).exists())
        .max();
    match newest {
        Some(version) => PathBuf::from(format!("/usr/lib/postgresql/{version}/bin/{name}")),
        None => {
            let path = std::env::var_os("PATH").unwrap_or_default();
            let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.exists());
            found.unwrap_or_else(|| {
                panic!("{name} is not installed: run `apt-get install postgresql`, or set {VARIABLE} to a server")
            })
        }
    }
}
