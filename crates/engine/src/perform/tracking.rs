//! What the links of a message are for besides opens and clicks: unsubscribing, and the message as a page. A token says
//! which send; everything that is not signed by us is nothing.

use super::Performer;
use super::compose::{About, context, settings};
use super::report::{details, properties, put};
use crate::AcceptError;
use content::token::{Kind, Token, verify};
use model::activity::kind;
use model::address::SuppressionKind;
use model::input::Key;
use model::{Envelope, Input, MINUTE};
use store::StoreError;
use store::sends::Send;

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
    pub(super) fn token(&self, kind: Kind, text: &str) -> Option<Token> {
        verify(&self.0.options.keys, kind, text).filter(|token| token.workspace == self.0.engine.workspace())
    }

    async fn send_of(&self, token: &Token) -> Result<Option<Send>, StoreError> {
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        Ok(store::sends::by_ids(store, workspace, &[token.send]).await?.pop())
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
        let Ok(ready) = self.0.emails.of(engine, &send).await? else { return Ok(None) };
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

/// `a…@example.com`
fn hidden(address: &str) -> String {
    let Some((user, domain)) = address.rsplit_once('@') else { return "…".into() };
    format!("{}…@{domain}", user.chars().take(1).collect::<String>())
}
