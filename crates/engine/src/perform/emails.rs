//! Emails ready to render, by key and version: compiled once, kept while in use and while what they share says the same.
//! A run goes by what was shared when it began; all other mail by what is in force.

use super::attached::attached;
use super::report::details;
use super::standing::standing;
use crate::Engine;
use crate::work::Worn;
use content::{Compiled, Shared, compile};
use mail::Attachment;
use model::DefinitionKind;
use model::definition::{Body, Email, MAIN};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use store::StoreError;
use store::sends::Send;

/// Most versions kept, and of what is attached to them most bytes.
const MOST: usize = 300;
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// Most changes of snippets that are gone back.
const MOST_BACK: usize = 20;

/// An email that can be rendered.
pub(super) struct Ready {
    pub email: Email,
    pub compiled: Compiled,
    pub attachments: Vec<Attachment>,
}

impl Ready {
    fn bytes(&self) -> usize {
        self.attachments.iter().map(|file| file.content.len()).sum()
    }
}

/// A version that was compiled, with the versions of what it shares that were in force then.
struct Kept {
    ready: Arc<Ready>,
    follows: Versions,
}

/// What emails share: a snippet, or the settings for their brand.
pub(super) type Part = (DefinitionKind, String);
/// Parts with the version in force; none of one that is not.
type Versions = Vec<(Part, Option<i32>)>;
/// An email's version as a variant wears it, in a run.
type Place = (String, i32, Option<Worn>, Option<i64>);

#[derive(Default)]
pub(super) struct Emails(Mutex<HashMap<Place, Kept>>);

impl Emails {
    /// The email of a send, as its variant has it and with what it shares; the inner error says why it cannot be rendered.
    pub async fn of(&self, engine: &Engine, send: &Send) -> Result<Result<Arc<Ready>, String>, StoreError> {
        self.at(engine, (send.email.clone(), send.email_version, details(send).variant, send.run)).await
    }

    /// The same of a version as a variant wears it, in a run.
    pub async fn at(&self, engine: &Engine, place: Place) -> Result<Result<Arc<Ready>, String>, StoreError> {
        let (key, version, worn, run) = (place.0.as_str(), place.1, place.2.as_ref(), place.3);
        if let Some(kept) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&place)
            && kept.is_current(engine)
        {
            return Ok(Ok(kept.ready.clone()));
        }
        let kind = DefinitionKind::Email;
        let definition = match store::definitions::get(engine.store(), engine.workspace(), kind, key, version).await {
            Err(StoreError::Missing(what)) => return Ok(Err(format!("{what} is missing"))),
            other => other?,
        };
        let body = match Body::parse(kind, &definition.body) {
            Ok(body) => body,
            Err(why) => return Ok(Err(why.into())),
        };
        let parts = parts(&body);
        let pins = match run.filter(|_| !parts.is_empty()) {
            Some(run) => store::runs::pins(engine.store(), engine.workspace(), run).await?,
            None => BTreeMap::new(),
        };
        let (said, follows) = said(engine, parts, &pins).await?;
        let ready = match prepare(&body, worn, &said) {
            Ok(ready) => ready,
            Err(why) => match earlier(engine, &body, worn, said).await? {
                Some(ready) => ready,
                None => return Ok(Err(why)),
            },
        };
        let ready = match attached(engine, &ready.email).await? {
            Ok(attachments) => Arc::new(Ready { attachments, ..ready }),
            Err(why) => return Ok(Err(why)),
        };
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST || kept.values().map(|kept| kept.ready.bytes()).sum::<usize>() > MOST_BYTES {
            kept.clear();
        }
        kept.insert(place, Kept { ready: ready.clone(), follows });
        Ok(Ok(ready))
    }
}

impl Kept {
    fn is_current(&self, engine: &Engine) -> bool {
        // Most emails share nothing that can change, and need not wait for the image.
        self.follows.is_empty() || {
            let image = engine.image();
            let version = |(kind, key): &Part| image.definition(*kind, key).map(|published| published.version);
            self.follows.iter().all(|(part, then)| version(part) == *then)
        }
    }
}

/// What an email shares with others.
pub(super) fn parts(email: &Body) -> Vec<Part> {
    let used = content::uses(email);
    let snippets = used.snippets.into_iter().map(|key| (DefinitionKind::Snippet, key));
    snippets.chain(used.brand.then(|| (DefinitionKind::Settings, MAIN.to_string()))).collect()
}

/// What they say: as pinned, else what is in force; where nothing is, what they said last, for the sake of versions of
/// emails that have begun to go out. With the versions of what is not pinned.
async fn said(
    engine: &Engine,
    parts: Vec<Part>,
    pins: &BTreeMap<String, i32>,
) -> Result<(Shared, Versions), StoreError> {
    let (mut said, mut follows) = (Shared::default(), Versions::new());
    for (kind, key) in parts {
        let body = match pins.get(&format!("{}/{key}", kind.as_str())) {
            Some(version) => {
                let pinned = store::definitions::get(engine.store(), engine.workspace(), kind, &key, *version).await?;
                Body::parse(kind, &pinned.body).ok()
            }
            None => {
                let (version, body) = standing(engine, kind, &key).await?.unzip();
                follows.push(((kind, key.clone()), version.flatten()));
                body
            }
        };
        match body {
            Some(Body::Snippet(snippet)) => drop(said.snippets.insert(key, snippet.mjml)),
            Some(Body::Settings(settings)) => said.brand = settings.brand,
            _ => {}
        }
    }
    Ok((said, follows))
}

/// The email with what its snippets said before, as lately as it can be compiled: a snippet has to fit the emails in force
/// when it changes, not those versions before them that are still going out.
async fn earlier(
    engine: &Engine,
    body: &Body,
    worn: Option<&Worn>,
    mut said: Shared,
) -> Result<Option<Ready>, StoreError> {
    let (kind, mut versions) = (DefinitionKind::Snippet, BTreeMap::new());
    for key in said.snippets.keys() {
        let mut all = store::definitions::history(engine.store(), engine.workspace(), kind, key).await?;
        all.reverse();
        versions.insert(key.clone(), all);
    }
    for _ in 0..MOST_BACK {
        // Back by one change of any of them, the latest.
        let changed = versions.iter_mut().filter(|(_, all)| all.len() > 1);
        let Some((key, all)) = changed.max_by_key(|(_, all)| all.last().map(|last| last.at)) else { break };
        all.pop();
        if let Some(Ok(Body::Snippet(snippet))) = all.last().map(|last| Body::parse(kind, &last.body)) {
            said.snippets.insert(key.clone(), snippet.mjml);
            if let Ok(ready) = prepare(body, worn, &said) {
                return Ok(Some(ready));
            }
        }
    }
    Ok(None)
}

fn prepare(body: &Body, worn: Option<&Worn>, shared: &Shared) -> Result<Ready, String> {
    let Body::Email(email) = body else { return Err("not an email".into()) };
    let email = worn.map_or_else(|| email.clone(), |worn| worn.on(email));
    let first = |problems: Vec<content::Problem>| problems.first().map(ToString::to_string).unwrap_or_default();
    let compiled = compile(&email, shared).map_err(first)?;
    Ok(Ready { email, compiled, attachments: Vec::new() })
}
