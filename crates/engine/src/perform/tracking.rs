//! What comes back by the links of a message: opens, clicks, unsubscribing. A token says which send; everything that
//! is not signed by us is nothing.
//!
//! Opens and clicks are two facts and neither implies the other here. A scanner that fetches a link several times within
//! a few seconds leaves one.

use super::Performer;
use super::compose::{About, context, settings};
use super::report::{details, properties, put};
use crate::AcceptError;
use content::token::{Kind, Token, verify};
use model::activity::kind;
use model::address::SuppressionKind;
use model::input::Key;
use model::{Envelope, Input, MINUTE, SECOND, Value};
use std::time::Duration;
use store::StoreError;
use store::sends::Send;

/// Repeated fetches of a pixel, and of a link, within this long are one.
const SAME_OPEN: i64 = 10 * MINUTE;
const SAME_CLICK: i64 = 10 * SECOND;
/// How long a redirect waits until the click is recorded. The visitor goes on in any case.
const REDIRECT: Duration = Duration::from_secs(2);

/// Who is about to unsubscribe, for the page that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// The address, mostly hidden: whoever has the link need not learn it.
    pub address: String,
    pub company: String,
    /// It has opted out already.
    pub done: bool,
}

impl Performer {
    fn token(&self, kind: Kind, text: &str) -> Option<Token> {
        verify(&self.0.options.keys, kind, text).filter(|token| token.workspace == self.0.engine.workspace())
    }

    async fn send_of(&self, token: &Token) -> Result<Option<Send>, StoreError> {
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        Ok(store::sends::by_ids(store, workspace, &[token.send]).await?.pop())
    }

    /// The pixel was fetched. False for a token that we did not sign; the pixel is shown in any case.
    pub async fn opened(&self, token: &str) -> bool {
        let Some(token) = self.token(Kind::Open, token.strip_suffix(".gif").unwrap_or(token)) else { return false };
        let recorded = tokio::time::timeout(REDIRECT, self.record(&token, kind::EMAIL_OPENED, SAME_OPEN)).await;
        note(recorded.unwrap_or(Err(AcceptError::Slow)));
        true
    }

    /// A link was followed: where it leads, or `None` for a token that we did not sign.
    pub async fn clicked(&self, token: &str) -> Option<String> {
        let token = self.token(Kind::Click, token)?;
        let recorded = tokio::time::timeout(REDIRECT, self.record(&token, kind::EMAIL_CLICKED, SAME_CLICK)).await;
        note(recorded.unwrap_or(Err(AcceptError::Slow)));
        Some(token.target)
    }

    async fn record(&self, token: &Token, kind: &str, same: i64) -> Result<(), AcceptError> {
        let Some(send) = self.send_of(token).await? else { return Ok(()) };
        let now = self.0.engine.now();
        let mut properties = properties(&send);
        if kind == kind::EMAIL_CLICKED {
            // Without the query: it may speak of the person, and every value would be another.
            let page: String = token.target.split(['?', '#']).next().unwrap_or_default().chars().take(500).collect();
            properties.insert("link".into(), Value::text(page.clone()));
            properties.insert("url".into(), Value::Text(page));
        }
        let input = Input::Outcome { send: send.id, activity: put(&send, kind, now, properties) };
        let id = format!("{kind}:{}:{}:{}", send.id, token.link, now.0.div_euclid(same));
        self.0.engine.accept(vec![self.0.engine.envelope(id, "mail", input)]).await.map(drop)
    }

    /// Who would unsubscribe with this link. Looking changes nothing.
    pub async fn leaving(&self, token: &str) -> Result<Option<Leaving>, StoreError> {
        let Some(token) = self.token(Kind::Unsubscribe, token) else { return Ok(None) };
        let Some(send) = self.send_of(&token).await? else { return Ok(None) };
        let company = settings(&self.0.engine.image()).map(|settings| settings.company).unwrap_or_default();
        Ok(Some(Leaving { address: hidden(&send.address), company, done: self.opted_out(&send).await? }))
    }

    pub(super) async fn opted_out(&self, send: &Send) -> Result<bool, StoreError> {
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let states = store::addresses::states(store, workspace, std::slice::from_ref(&send.address)).await?;
        Ok(states.get(&send.address).is_some_and(|state| state.opted_out.is_some()))
    }

    /// Unsubscribes: the address opts out of all marketing mail, and the contact's consent is withdrawn. Durable when
    /// this returns, and in force, unless the applier is far behind. False for a token that we did not sign.
    pub async fn unsubscribe(&self, token: &str) -> Result<bool, AcceptError> {
        let Some(token) = self.token(Kind::Unsubscribe, token) else { return Ok(false) };
        let Some(send) = self.send_of(&token).await? else { return Ok(false) };
        if self.opted_out(&send).await? {
            return Ok(true);
        }
        let engine = &self.0.engine;
        let seq = engine.accept(self.unsubscribing(&send)).await?;
        match engine.wait_for(seq).await {
            Ok(()) | Err(AcceptError::Slow | AcceptError::Stopping) => Ok(true),
            Err(error) => Err(error),
        }
    }

    pub(super) fn unsubscribing(&self, send: &Send) -> Vec<Envelope> {
        let (engine, now) = (&self.0.engine, self.0.engine.now());
        let minute = now.0.div_euclid(MINUTE);
        let contact = Key::id(send.contact.0);
        let activity = put(send, kind::UNSUBSCRIBED, now, properties(send));
        let reason = format!("unsubscribed by a link in \"{}\"", send.email);
        let suppress = Input::Suppress { address: send.address.clone(), kind: SuppressionKind::OptOut, reason };
        let consent = Input::Consent { contact, given: false, basis: "unsubscribed".into() };
        let parts =
            [("address", suppress), ("consent", consent), ("activity", Input::Outcome { send: send.id, activity })];
        let id = |part: &str| format!("unsubscribe:{}:{minute}:{part}", send.id);
        parts.into_iter().map(|(part, input)| engine.envelope(id(part), "mail", input)).collect()
    }

    /// The message as a web page, without a pixel and without tracked links: looking at it is not a click.
    pub async fn view(&self, token: &str) -> Result<Option<String>, StoreError> {
        let Some(token) = self.token(Kind::View, token) else { return Ok(None) };
        let Some(send) = self.send_of(&token).await? else { return Ok(None) };
        let engine = &self.0.engine;
        let Ok(ready) = self.0.emails.get(engine, &send.email, send.email_version).await? else { return Ok(None) };
        let details = details(&send);
        let sender = match details.sender {
            Some(user) => store::users::get(engine.store(), engine.workspace(), user).await?,
            None => None,
        };
        let image = engine.image();
        let Some(settings) = settings(&image) else { return Ok(None) };
        let about =
            About { program: send.program.as_deref(), asset: details.asset.as_deref(), sender: sender.as_ref() };
        let mut context = context(&image, &settings, send.contact, &send.address, &about);
        self.set_own_links(&mut context, &settings, send.id);
        Ok(content::render(&ready.compiled, &context).ok().map(|rendered| rendered.html))
    }
}

fn note(recorded: Result<(), AcceptError>) {
    if let Err(error) = recorded {
        tracing::warn!(%error, "an open or click was not recorded");
    }
}

/// `a…@example.com`
fn hidden(address: &str) -> String {
    let Some((user, domain)) = address.rsplit_once('@') else { return "…".into() };
    format!("{}…@{domain}", user.chars().take(1).collect::<String>())
}
