//! A PostgreSQL server of one test's own, to be taken away and given back while others look on.

use crate::postgres::{binary, own_folder, unprivileged};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// A server with one database. It stops, and its folder goes, when this is dropped or the process ends.
pub struct Cluster {
    folder: PathBuf,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    _watcher: Child,
}

impl Cluster {
    pub fn start() -> Cluster {
        let folder = own_folder();
        let start = format!(
            "{} -D {folder}/data -l {folder}/log -w -o '-k {folder} -c listen_addresses= -c fsync=off' start >&2",
            binary("pg_ctl").display(),
            folder = folder.display()
        );
        let stop = format!("{} -D {}/data -m immediate stop >&2", binary("pg_ctl").display(), folder.display());
        let script = format!(
            "while read -r order; do case $order in start) {start} ;; stop) {stop} ;; esac; echo done; done; \
             {stop}; rm -rf {}",
            folder.display()
        );
        let mut watcher = unprivileged("sh")
            .args(["-c", &script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // Not to be stopped by a Ctrl-C before it has cleaned up.
            .process_group(0)
            .spawn()
            .expect("a shell can be run");
        let orders = watcher.stdin.take().expect("is piped");
        let answers = BufReader::new(watcher.stdout.take().expect("is piped"));
        let mut cluster = Cluster { folder, orders, answers, _watcher: watcher };
        cluster.come_back();
        cluster
    }

    /// What `Store::open` takes.
    pub fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.display())
    }

    /// Stops it without a word to those who are connected, as if its machine had lost power.
    pub fn go_away(&mut self) {
        self.order("stop");
    }

    pub fn come_back(&mut self) {
        self.order("start");
    }

    fn order(&mut self, order: &str) {
        writeln!(self.orders, "{order}").expect("the watcher listens");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("the watcher answers");
        assert_eq!(answer, "done\n", "the watcher of {}", self.folder.display());
    }
}
