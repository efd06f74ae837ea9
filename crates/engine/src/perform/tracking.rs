//! The message as a page, for whoever follows its link: what the recipient got, and nothing that is noted.

use super::Performer;
use super::compose::{About, context, settings};
use super::report::details;
use content::token::Kind;
use store::StoreError;

impl Performer {
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
