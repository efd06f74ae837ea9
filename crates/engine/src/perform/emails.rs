//! Emails ready to render, by key and version: compiled once, kept while in use.

use super::report::details;
use crate::Engine;
use crate::work::Worn;
use content::{Compiled, compile};
use model::definition::{Body, Email};
use model::{Definition, DefinitionKind};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::StoreError;
use store::sends::Send;

/// Most versions kept.
const MOST: usize = 300;

/// An email that can be rendered.
pub(super) struct Ready {
    pub email: Email,
    pub compiled: Compiled,
}

#[derive(Default)]
pub(super) struct Emails(Mutex<HashMap<(String, i32, Option<Worn>), Arc<Ready>>>);

impl Emails {
    /// The email of a send, as its variant has it; the inner error says why it cannot be rendered.
    pub async fn of(&self, engine: &Engine, send: &Send) -> Result<Result<Arc<Ready>, String>, StoreError> {
        let (key, version, worn) = (send.email.as_str(), send.email_version, details(send).variant);
        let place = (key.to_string(), version, worn.clone());
        if let Some(ready) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&place) {
            return Ok(Ok(ready.clone()));
        }
        let kind = DefinitionKind::Email;
        let definition = match store::definitions::get(engine.store(), engine.workspace(), kind, key, version).await {
            Err(StoreError::Missing(what)) => return Ok(Err(format!("{what} is missing"))),
            other => other?,
        };
        let ready = match prepare(&definition, worn.as_ref()) {
            Ok(ready) => Arc::new(ready),
            Err(why) => return Ok(Err(why)),
        };
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(place, ready.clone());
        Ok(Ok(ready))
    }
}

fn prepare(definition: &Definition, worn: Option<&Worn>) -> Result<Ready, String> {
    let Body::Email(email) = Body::parse(DefinitionKind::Email, &definition.body)? else {
        return Err("not an email".into());
    };
    let email = worn.map_or_else(|| email.clone(), |worn| worn.on(&email));
    let first = |problems: Vec<content::Problem>| problems.first().map(ToString::to_string).unwrap_or_default();
    let compiled = compile(&email).map_err(first)?;
    Ok(Ready { email, compiled })
}
