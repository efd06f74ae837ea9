//! Passwords: argon2id, at most two at once, so that sign-ins can't take the machine's memory and cores.

use crate::problem::Problem;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Shortest and longest password, in characters and bytes.
pub const MIN_CHARS: usize = 12;
pub const MAX_BYTES: usize = 256;

/// Memory in KiB, passes, lanes: what ASVS 5 accepts for one pass.
const MEMORY: u32 = 47_104;
const PASSES: u32 = 1;
const LANES: u32 = 1;
const AT_ONCE: usize = 2;
const PATIENCE: Duration = Duration::from_secs(2);

/// Hashes and checks passwords. Cheap to clone; clones share the limit.
#[derive(Clone)]
pub struct Passwords(Arc<Semaphore>);

impl Default for Passwords {
    fn default() -> Self {
        Passwords(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

/// What a check found.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    Wrong,
    Right,
    /// Right, and kept with weaker parameters than today's: here is a better hash.
    Rehashed(String),
}

impl Passwords {
    /// The PHC text of a password. Fails when too many are being hashed.
    pub async fn hash(&self, password: String) -> Result<String, Problem> {
        self.run(move || hash(&password)).await
    }

    /// Checks a password against a PHC text. Without one it takes as long and is wrong.
    pub async fn check(&self, password: String, kept: Option<String>) -> Result<Verdict, Problem> {
        self.run(move || {
            let known = kept.is_some();
            let kept = kept.unwrap_or_else(nobody);
            let Ok(parsed) = PasswordHash::new(&kept) else { return Verdict::Wrong };
            let right = password.len() <= MAX_BYTES && hasher().verify_password(password.as_bytes(), &parsed).is_ok();
            match right && known {
                false => Verdict::Wrong,
                true if kept.contains(&format!("m={MEMORY},t={PASSES},p={LANES}")) => Verdict::Right,
                true => Verdict::Rehashed(hash(&password)),
            }
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
        let busy = || Problem::too_many("Too many people are signing in just now. Try again in a few seconds.", 2);
        let turn = tokio::time::timeout(PATIENCE, self.0.clone().acquire_owned()).await.map_err(|_| busy())?;
        let turn = turn.map_err(Problem::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(Problem::internal)
    }
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, LANES, None).expect("the constants are within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The PHC text of a password, for the command line and the demo, which hash one at a time.
pub fn hash(password: &str) -> String {
    hasher().hash_password(password.as_bytes()).expect("the parameters are constant and the salt is random").to_string()
}

/// A hash that no password has, so that an unknown address costs as much time as a known one.
fn nobody() -> String {
    static NOBODY: OnceLock<String> = OnceLock::new();
    NOBODY.get_or_init(|| hash(&crate::secret::Secret::random("").text)).clone()
}

/// Why a password is not good enough.
pub fn weakness(password: &str, email: &str) -> Option<String> {
    let local = email.split('@').next().unwrap_or_default();
    let lower = password.to_lowercase();
    let distinct = lower.chars().collect::<std::collections::BTreeSet<_>>().len();
    if password.chars().count() < MIN_CHARS {
        Some(format!("has to have at least {MIN_CHARS} characters; a few words in a row are easy to remember"))
    } else if password.len() > MAX_BYTES {
        Some(format!("may have at most {MAX_BYTES} bytes"))
    } else if distinct < 5 {
        Some("repeats too few characters; use a few words in a row".into())
    } else if !local.is_empty() && local.len() >= 4 && lower.contains(&local.to_lowercase()) {
        Some("contains the e-mail address; use something that others can't guess".into())
    } else if COMMON.iter().any(|common| lower.contains(common) && lower.len() < common.len() + 5) {
        Some("is among the passwords that are tried first; use a few words in a row".into())
    } else {
        None
    }
}

/// What long passwords that are guessed first are made of.
const COMMON: &[&str] = &[
    "password",
    "contraseña",
    "passord",
    "qwertyuiop",
    "1234567890",
    "abcdefghij",
    "iloveyou",
    "letmein",
    "changeme",
    "administrator",
    "welcome",
    "bienvenido",
    "velkommen",
    "siembra",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_is_right() {
        let passwords = Passwords::default();
        let kept = passwords.hash("correct horse battery".into()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"));
        let check = |text: &str, kept: Option<&String>| passwords.check(text.into(), kept.cloned());
        assert_eq!(check("correct horse battery", Some(&kept)).await.unwrap(), Verdict::Right);
        assert_eq!(check("correct horse batterY", Some(&kept)).await.unwrap(), Verdict::Wrong);
        assert_eq!(check("correct horse battery", None).await.unwrap(), Verdict::Wrong);
        assert_eq!(check("x", Some(&"not a hash".to_string())).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_weaker_hash_is_replaced() {
        let params = Params::new(8_192, 1, 1, None).unwrap();
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let kept = weak.hash_password(b"correct horse battery").unwrap().to_string();
        let verdict = Passwords::default().check("correct horse battery".into(), Some(kept)).await.unwrap();
        assert!(matches!(verdict, Verdict::Rehashed(better) if better.contains("m=47104")));
    }

    #[test]
    fn weak_passwords_are_told_why() {
        for weak in ["short", "aaaaaaaaaaaaaaaa", "password1234", "marta.soler-2026", "1234567890ab"] {
            assert!(weakness(weak, "marta.soler@example.com").is_some(), "{weak}");
        }
        assert_eq!(weakness("sow the rows in may", "marta.soler@example.com"), None);
        assert!(weakness(&"x1y2z".repeat(60), "").is_some());
    }
}
