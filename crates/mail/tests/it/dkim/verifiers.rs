//! What others say of our signatures.

use mail_auth::common::cache::NoCache;
use mail_auth::common::parse::TxtRecordParser;
use mail_auth::common::verify::DomainKey;
use mail_auth::{AuthenticatedMessage, DkimResult, MessageAuthenticator, Parameters, ResolverCache, Txt};
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

/// TXT records by name.
pub type Zone = BTreeMap<String, String>;

struct Answers<'a>(&'a Zone);

impl ResolverCache<Box<str>, Txt> for Answers<'_> {
    fn get<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let found = self.0.iter().find(|(own, _)| {
            let own: Box<str> = format!("{own}.").into();
            <Box<str> as Borrow<Q>>::borrow(&own) == name
        });
        Some(Txt::DomainKey(Arc::new(DomainKey::parse(found?.1.as_bytes()).unwrap())))
    }

    fn remove<Q>(&self, _: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }

    fn insert(&self, _: Box<str>, _: Txt, _: Instant) {}
}

/// Whether each signature is good, by mail-auth.
pub async fn mail_auth(message: &[u8], zone: &Zone) -> Vec<bool> {
    let resolver = MessageAuthenticator::new_cloudflare().unwrap();
    let parsed = AuthenticatedMessage::parse(message).unwrap();
    let answers = Answers(zone);
    let parameters = Parameters::<_, NoCache<_, _>, _, _, _, _>::new(&parsed).with_txt_cache(&answers);
    let found = resolver.verify_dkim(parameters).await;
    found.iter().map(|one| *one.result() == DkimResult::Pass).collect()
}

const SCRIPT: &str = r#"
import dkim, pathlib, sys
folder = pathlib.Path(sys.argv[1])
zone = dict(line.split(' ', 1) for line in (folder / 'zone').read_text().splitlines())
txt = lambda name, timeout=5: zone[name.decode().rstrip('.')].encode()
for n in range(int(sys.argv[2])):
    signed = dkim.DKIM((folder / str(n)).read_bytes())
    count = sum(name.lower() == b'dkim-signature' for name, _ in signed.headers)
    def good(i):
        try:
            return signed.verify(idx=i, dnsfunc=txt)
        except dkim.DKIMException:
            return False
    print(*('good' if good(i) else 'bad' for i in range(count)))
"#;

/// Whether each signature of each message is good, by dkimpy; `None` where it is not installed.
pub fn dkimpy(messages: &[Vec<u8>], zone: &Zone) -> Option<Vec<Vec<bool>>> {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))?;
    let python = cache.join("siembra/dkimpy-1.1.8/bin/python");
    if !python.exists() {
        let required = std::env::var_os("SIEMBRA_REQUIRE_DKIMPY").is_some_and(|value| value != "0");
        assert!(!required, "dkimpy is required here (SIEMBRA_REQUIRE_DKIMPY); fetch it with tools/dkimpy");
        eprintln!("NOT TESTED with dkimpy: fetch it with tools/dkimpy");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = zone.iter().map(|(name, text)| format!("{name} {text}")).collect();
    std::fs::write(folder.path().join("zone"), lines.join("\n")).unwrap();
    for (n, message) in messages.iter().enumerate() {
        std::fs::write(folder.path().join(n.to_string()), message).unwrap();
    }
    let mut command = Command::new(python);
    let output = command.args(["-c", SCRIPT]).arg(folder.path()).arg(messages.len().to_string()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    Some(said.lines().map(|line| line.split(' ').map(|word| word == "good").collect()).collect())
}
