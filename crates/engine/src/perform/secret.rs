//! The secret that signs links: made once, kept beside the database, and shared by all nodes of an instance.

use rand::TryRng;
use std::io::Write;
use std::path::Path;

/// Why there is no secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    #[error("{0} does not hold 64 hexadecimal digits; restore it from a backup, because links in sent mail need it")]
    Damaged(String),
    #[error("no randomness from the operating system")]
    Random,
}

/// The secret in `link.key` of a folder; made when there is none yet. Readable by its owner alone.
pub fn signing_secret(folder: &Path) -> Result<[u8; 32], SecretError> {
    let path = folder.join("link.key");
    let name = path.display().to_string();
    match std::fs::read_to_string(&path) {
        Ok(text) => return parse(text.trim()).ok_or(SecretError::Damaged(name)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(SecretError::File(name, error)),
    }
    let mut secret = [0; 32];
    rand::rngs::SysRng.try_fill_bytes(&mut secret).map_err(|_| SecretError::Random)?;
    let text: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    write(&path, &text).map_err(|error| SecretError::File(name, error))?;
    Ok(secret)
}

fn parse(text: &str) -> Option<[u8; 32]> {
    let mut secret = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (slot, at) in secret.iter_mut().zip((0..64).step_by(2)) {
        *slot = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
    }
    Some(secret)
}

/// Whole or not at all: a crash in between must not leave half a secret.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let draft = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&draft, path)
}
