//! Rules about single source files: a module doc, purity where promised, and a size that only shrinks.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Crates that never read a clock, a file, the network or randomness.
const PURE: &[&str] = &["model", "rules", "hygiene", "content"];

/// What a pure crate must not name outside its tests.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "rand::",
    "tokio::",
    "File::open",
];

/// Lines that a file may have without being on the ratchet.
const LINES: usize = 250;
const RATCHET: &str = "crates/xtask/ratchet.txt";

pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn name(root: &Path, file: &Path) -> String {
    file.strip_prefix(root).unwrap_or(file).to_string_lossy().into_owned()
}

fn is_test(name: &str) -> bool {
    name.contains("/tests/") || name.ends_with("/tests.rs")
}

pub fn module_docs(root: &Path, files: &[PathBuf]) -> Vec<String> {
    let lacking = |file: &&PathBuf| !fs::read_to_string(file).unwrap_or_default().trim_start().starts_with("//!");
    let complaint = |file: &PathBuf| {
        format!("{} has no module doc; begin it with //! saying what it owns and where its edge is", name(root, file))
    };
    files.iter().filter(lacking).map(complaint).collect()
}

pub fn purity(root: &Path, files: &[PathBuf]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files {
        let name = name(root, file);
        let pure = PURE.iter().any(|krate| name.starts_with(&format!("crates/{krate}/src/")));
        if !pure || is_test(&name) {
            continue;
        }
        let text = fs::read_to_string(file).unwrap_or_default();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            let names =
                |word: &str| line.match_indices(word).any(|(at, _)| !line[..at].ends_with(char::is_alphanumeric));
            for word in IMPURE.iter().filter(|word| names(word)) {
                complaints.push(format!("{name}:{} names {word}; a pure crate takes it as an argument", number + 1));
            }
        }
    }
    complaints
}

/// A file over [`LINES`] must stand on the ratchet and may not have grown. `lower` writes the ratchet anew, never higher.
pub fn sizes(root: &Path, files: &[PathBuf], lower: bool) -> Vec<String> {
    let kept = fs::read_to_string(root.join(RATCHET)).unwrap_or_default();
    let allowed: BTreeMap<&str, usize> = kept
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(lines, name)| Some((name, lines.parse().ok()?)))
        .collect();
    let mut complaints = Vec::new();
    let mut ratchet = String::from(
        "# Files over 250 lines and the most that each may have. Lower only: cargo xtask tidy --ratchet\n",
    );
    for file in files {
        let name = name(root, file);
        let lines = fs::read_to_string(file).unwrap_or_default().lines().count();
        let most = allowed.get(name.as_str()).copied().unwrap_or(LINES);
        if lines > most {
            complaints
                .push(format!("{name} has {lines} lines, at most {most} are allowed; split it by what it answers"));
        }
        if lines > LINES {
            let _ = writeln!(ratchet, "{} {name}", lines.min(most.max(LINES)));
        }
    }
    if lower && fs::write(root.join(RATCHET), ratchet).is_err() {
        complaints.push(format!("cannot write {RATCHET}"));
    }
    complaints
}
