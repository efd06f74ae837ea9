//! Emails ready to render, by key and version: compiled once, kept while in use.

use crate::Engine;
use content::{Compiled, compile};
use model::definition::{Body, Email};
use model::{Definition, DefinitionKind};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::StoreError;

/// Most versions kept.
const MOST: usize = 300;

/// An email that can be rendered.
pub(super) struct Ready {
    pub email: Email,
    pub compiled: Compiled,
}

#[derive(Default)]
pub(super) struct Emails(Mutex<HashMap<(String, i32), Arc<Ready>>>);

impl Emails {
    /// The email of a version; the inner error says why it cannot be rendered.
    pub async fn get(
        &self,
        engine: &Engine,
        key: &str,
        version: i32,
    ) -> Result<Result<Arc<Ready>, String>, StoreError> {
        let place = (key.to_string(), version);
        if let Some(ready) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&place) {
            return Ok(Ok(ready.clone()));
        }
        let kind = DefinitionKind::Email;
        let definition = match store::definitions::get(engine.store(), engine.workspace(), kind, key, version).await {
            Err(StoreError::Missing(what)) => return Ok(Err(format!("{what} is missing"))),
            other => other?,
        };
        let ready = match prepare(&definition) {
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

fn prepare(definition: &Definition) -> Result<Ready, String> {
    let Body::Email(email) = Body::parse(DefinitionKind::Email, &definition.body)? else {
        return Err("not an email".into());
    };
    let first = |problems: Vec<content::Problem>| problems.first().map(ToString::to_string).unwrap_or_default();
    let compiled = compile(&email).map_err(first)?;
    Ok(Ready { email, compiled })
}
