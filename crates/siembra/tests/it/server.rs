//! A `siembra serve` process for a test, on a port of its own; killed when dropped.

use serde_json::{Value as Json, json};
use std::fs::{File, read_to_string};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_siembra");
/// Patience with one answer or one start; generous, for a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A child process that does not outlive its test.
pub struct Process(Child);

impl Process {
    pub fn start(arguments: &[&str], output: &Path) -> Process {
        Process::start_in(arguments, &[], output)
    }

    /// With variables of the environment.
    pub fn start_in(arguments: &[&str], variables: &[(&str, String)], output: &Path) -> Process {
        let file = || File::create(output).expect("the test's folder can be written to");
        let error = File::create(output.with_extension("err")).expect("the test's folder can be written to");
        let child = Command::new(PROGRAM)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(file())
            .stderr(error)
            .env_remove("SIEMBRA_DATA")
            .env_remove("SIEMBRA_DATABASE_URL")
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .spawn();
        Process(child.expect("the program starts"))
    }

    /// SIGKILL: no handler runs, nothing is flushed.
    pub fn kill(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }

    /// Whether it has ended, by itself or killed.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }

    pub fn is_stopped(&self) -> bool {
        let status = read_to_string(format!("/proc/{}/stat", self.0.id())).unwrap_or_default();
        status.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('T'))
    }

    /// Sends a signal: KILL, STOP, CONT, TERM.
    pub fn signal(&self, name: &str) {
        let number = self.0.id().to_string();
        // One that has just ended gets no signal any more.
        let _ = Command::new("kill").args([&format!("-{name}"), &number]).stderr(Stdio::null()).status();
    }

    /// Waits for a good end.
    pub fn finish(&mut self) {
        let status = self.0.wait().expect("the process can be waited for");
        assert!(status.success(), "{status}");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

pub struct Server {
    process: Process,
    data: PathBuf,
    address: String,
}

impl Server {
    /// Starts a server on a folder, and waits until it answers.
    pub fn start(data: &Path, database: Option<&str>) -> Server {
        Server::start_in(data, database, &[], &[]).unwrap_or_else(|said| panic!("the server ended: {said}"))
    }

    /// Starts a server with further arguments and variables; what it said where it ended instead.
    pub fn start_in(
        data: &Path,
        database: Option<&str>,
        more: &[&str],
        variables: &[(&str, String)],
    ) -> Result<Server, String> {
        let output = data.with_extension("out");
        let folder = data.display().to_string();
        let mut arguments = vec!["serve", "--no-link-check", "--listen", "127.0.0.1:0", "--data", &folder];
        arguments.extend(database.iter().flat_map(|url| ["--database-url", url]));
        arguments.extend(more);
        let mut process = Process::start_in(&arguments, variables, &output);
        let since = Instant::now();
        let address = loop {
            let ended = process.has_ended();
            let printed = read_to_string(&output).unwrap_or_default();
            if let Some((_, rest)) = printed.split_once("Siembra is at http://") {
                break rest.lines().next().unwrap_or_default().to_string();
            }
            let said = read_to_string(output.with_extension("err")).unwrap_or_default();
            if ended {
                return Err(said);
            }
            assert!(since.elapsed() < PATIENCE, "the server does not start: {printed}{said}");
            std::thread::sleep(Duration::from_millis(20));
        };
        Ok(Server { process, data: data.into(), address })
    }

    pub fn process(&mut self) -> &mut Process {
        &mut self.process
    }

    /// A polite end, and how long it took.
    pub fn end(mut self) -> Duration {
        let since = Instant::now();
        self.process.signal("TERM");
        self.process.finish();
        since.elapsed()
    }

    pub fn kill(&mut self) {
        self.process.kill();
    }

    /// Kills while others are still talking to it.
    pub fn strike(&self) {
        self.process.signal("KILL");
    }

    /// A call of the API with all rights, over the socket of commands.
    pub fn call(&self, method: &str, path: &str, body: &Json) -> Json {
        let since = Instant::now();
        let (status, answer) = self.ask(method, path, body).unwrap_or_else(|| {
            let said = read_to_string(self.data.with_extension("err")).unwrap_or_default();
            panic!("{method} {path} was not answered within {:?}; the server has said: {said}", since.elapsed())
        });
        assert!(status < 300, "{method} {path}: {status} {answer}");
        answer
    }

    /// The same, where the server may be killed meanwhile: its status and answer, if it gave one.
    pub fn ask(&self, method: &str, path: &str, body: &Json) -> Option<(u16, Json)> {
        let key = read_to_string(self.data.join("secrets/command.key")).expect("the key of commands is there");
        let stream = UnixStream::connect(self.data.join("siembra.sock")).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        let authorization = format!("authorization: Bearer {}\r\n", key.trim());
        let answer = exchange(stream, method, &format!("/api/v1{path}"), &authorization, body)?;
        Some((answer.status, serde_json::from_str(&answer.body).unwrap_or(Json::String(answer.body))))
    }

    /// Sends events as an SDK would: whether they were acknowledged.
    pub fn send(&self, write_key: &str, events: &Json) -> bool {
        match self.offer(write_key, events) {
            Some((202, _)) => true,
            Some((status, body)) => panic!("{status} {body}"),
            // Killed before it could answer.
            None => false,
        }
    }

    /// Sends events; the answer, if there is one.
    pub fn offer(&self, write_key: &str, events: &Json) -> Option<(u16, String)> {
        let key = data_encoding::BASE64.encode(format!("{write_key}:").as_bytes());
        let authorization = format!("authorization: Basic {key}\r\n");
        let answer = exchange(self.connect()?, "POST", "/v1/batch", &authorization, &json!({ "batch": events }))?;
        Some((answer.status, answer.body))
    }

    /// What the browser or the mail program of a recipient asks, with further headers.
    pub fn visit(&self, method: &str, path: &str, headers: &str) -> Option<Answer> {
        exchange(self.connect()?, method, path, headers, &Json::Null)
    }

    fn connect(&self) -> Option<TcpStream> {
        let stream = TcpStream::connect(&self.address).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        Some(stream)
    }

    /// One number that a query answers.
    pub fn number(&self, sql: &str) -> u64 {
        let answer = self.call("POST", "/query", &json!({ "sql": sql }));
        answer["rows"][0][0].as_u64().unwrap_or_else(|| panic!("{sql}: {answer}"))
    }
}

/// What a server answered.
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let named = |line: &&str| line.split(':').next().is_some_and(|own| own.eq_ignore_ascii_case(name));
        Some(self.head.lines().find(named)?.split_once(':')?.1.trim())
    }
}

/// One request, one answer; none when the other side went away.
fn exchange(mut stream: impl Read + Write, method: &str, path: &str, headers: &str, body: &Json) -> Option<Answer> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{headers}\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, head: head.to_string(), body: body.to_string() })
}

/// Asks until it is so.
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let since = Instant::now();
    while !holds() {
        assert!(since.elapsed() < PATIENCE, "in vain: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
