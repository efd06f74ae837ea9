//! An email as it went out, with the place of each link: what clicks are drawn on.

use super::Performer;
use super::standing::standing;
use content::links::Links;
use content::render_in;
use model::DefinitionKind;
use serde::Serialize;
use store::StoreError;

/// A version of an email in one of its languages, as it reads to nobody in particular.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct DrawnEmail {
    pub version: i32,
    /// Empty for the email's own.
    pub language: String,
    /// The others that the version has.
    pub languages: Vec<String>,
    /// Each link that is counted says its place in the message, from 1, as `data-place`.
    pub html: String,
    /// Whether links have these places in every message. Where parts are shown to some alone, they have not.
    pub fixed: bool,
}

/// Why an email cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    #[error("no such version of the email")]
    Missing,
    #[error("this version cannot be shown: {0}")]
    Email(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Performer {
    /// Draws a version of an email, else the one in force or that was last, with what it shared in a run; in a language,
    /// else in its own.
    pub async fn drawn(
        &self,
        email: &str,
        version: Option<i32>,
        run: Option<i64>,
        language: Option<&str>,
    ) -> Result<DrawnEmail, DrawError> {
        let engine = &self.0.engine;
        let kind = DefinitionKind::Email;
        let version = match version {
            Some(version) => version,
            None => match standing(engine, kind, email).await?.ok_or(DrawError::Missing)?.0 {
                Some(version) => version,
                None => {
                    let versions = store::definitions::history(engine.store(), engine.workspace(), kind, email).await?;
                    versions.first().ok_or(DrawError::Missing)?.version
                }
            },
        };
        match store::definitions::get(engine.store(), engine.workspace(), kind, email, version).await {
            Err(StoreError::Missing(_)) => return Err(DrawError::Missing),
            found => found?,
        };
        let ready = self.0.emails.at(engine, (email.to_string(), version, None, run)).await?;
        let ready = ready.map_err(DrawError::Email)?;
        let context = self.sample(&engine.image(), None);
        let rendered = render_in(&ready.compiled, language, &context);
        let rendered = rendered.map_err(|problem| DrawError::Email(problem.to_string()))?;
        let keep = ["unsubscribe_url", "view_url", "preferences_url"].map(|own| context.text(own));
        let html = Links::of(&rendered.html, &keep).numbered();
        Ok(DrawnEmail {
            version,
            fixed: ready.compiled.has_fixed_links(rendered.language.as_deref()),
            language: rendered.language.unwrap_or_default(),
            languages: ready.email.languages.keys().cloned().collect(),
            html,
        })
    }
}
