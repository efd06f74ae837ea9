//! What OpenDKIM says of our signatures.

use super::verifiers::Zone;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = "/usr/sbin/opendkim";
/// Begins what it would say of one message, a line for each signature.
const SAYS: &str = "hname='Authentication-Results'";

/// Whether each signature of each message is good; `None` where it is not installed.
pub fn opendkim(messages: &[Vec<u8>], zone: &Zone) -> Option<Vec<Vec<bool>>> {
    if !Path::new(PROGRAM).exists() {
        let required = std::env::var_os("SIEMBRA_REQUIRE_OPENDKIM").is_some_and(|value| value != "0");
        assert!(!required, "opendkim is required here (SIEMBRA_REQUIRE_OPENDKIM); apt-get install opendkim has it");
        eprintln!("NOT TESTED with opendkim: it is not installed");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let records = zone.iter().fold(String::new(), |mut lines, (name, text)| {
        writeln!(lines, "{name} {text}").unwrap();
        lines
    });
    std::fs::write(at("zone"), records).unwrap();
    std::fs::write(at("conf"), format!("Mode v\nTestDNSData file:{}\n", at("zone").display())).unwrap();
    let files = messages.iter().enumerate().map(|(n, message)| {
        std::fs::write(at(&n.to_string()), message).unwrap();
        at(&n.to_string()).display().to_string()
    });
    let files: Vec<String> = files.collect();
    let mut command = Command::new(PROGRAM);
    let output = command.arg("-x").arg(at("conf")).args(["-vvv", "-t", &files.join(",")]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let found: Vec<Vec<bool>> = said.split(SAYS).skip(1).map(verdicts).collect();
    assert_eq!(found.len(), messages.len(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(found)
}

fn verdicts(said: &str) -> Vec<bool> {
    said.lines().filter_map(|line| line.trim().strip_prefix("dkim=")).map(|says| says.starts_with("pass ")).collect()
}
