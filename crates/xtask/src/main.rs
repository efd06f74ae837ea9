//! `cargo xtask tidy`: holds the tree against the rules that ARCHITECTURE.md states. Each rule is a function that
//! returns its complaints; a complaint names the file and the remedy.

mod layers;
mod map;
mod source;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next().as_deref()) {
        (Some("tidy"), None) => tidy(false),
        (Some("tidy"), Some("--ratchet")) => tidy(true),
        _ => {
            eprintln!(
                "usage: cargo xtask tidy [--ratchet]\n  --ratchet  also lowers the size ratchet to what files have now"
            );
            ExitCode::from(2)
        }
    }
}

fn tidy(ratchet: bool) -> ExitCode {
    let root = root();
    let files = source::rust_files(&root.join("crates"));
    let mut complaints = layers::check(&root);
    complaints.extend(source::module_docs(&root, &files));
    complaints.extend(source::purity(&root, &files));
    complaints.extend(source::sizes(&root, &files, ratchet));
    complaints.extend(map::check(&root));
    for complaint in &complaints {
        eprintln!("tidy: {complaint}");
    }
    println!("tidy: {} files, {} complaints", files.len(), complaints.len());
    if complaints.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}
