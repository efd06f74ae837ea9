//! One message for one contact: values from the image, links that can be followed, headers that say who and how to
//! leave.

use super::Performer;
use super::emails::Ready;
use audience::Image;
use content::links::{Links, ending_with, pixel, trap};
use content::token::{Kind, TRAP, Token, sign};
use content::{Context, Rendered, headers};
use fault::{Bug, bug};
use mail::{Letter, Mailbox};
use model::definition::{Body, MAIN, Settings};
use model::{ContactId, DefinitionKind, SendId, Timestamp};
use rules::View;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};
use store::sends::Send;
use store::users::User;

/// What a message is about besides its contact.
#[derive(Default)]
pub(super) struct About<'a> {
    pub program: Option<&'a str>,
    pub asset: Option<&'a str>,
    /// In whose name it goes out.
    pub sender: Option<&'a User>,
}

/// The instance's settings; nothing can be sent without them.
pub(super) fn settings(image: &Image) -> Option<Settings> {
    match image.definition(DefinitionKind::Settings, MAIN).map(|published| &published.body) {
        Some(Body::Settings(settings)) => Some(settings.clone()),
        _ => None,
    }
}

/// Everything that templates may read of a contact. The address is the one that the message goes to.
pub(super) fn context(
    image: &Image,
    settings: &Settings,
    contact: ContactId,
    address: &str,
    about: &About<'_>,
) -> Context {
    let mut context = Context::new();
    context.settings(settings);
    if let Some(record) = image.contact(contact) {
        context.contact(&record, address).segments(image.segments_of(contact));
        if let Some(account) = record.account.and_then(|account| image.account(account)) {
            context.account(&account);
        }
        let lead = image.subject(record.id).and_then(|subject| View::lead(image, subject)).map(|lead| lead.id);
        if let Some(lead) = lead.and_then(|lead| image.lead(lead)) {
            context.lead(&lead);
        }
    }
    if let Some(user) = about.sender {
        context.sender(&user.name, &user.email);
    }
    if let Some(key) = about.program {
        context.set("program.key", key);
        if let Some(Body::Program(program)) = image.definition(DefinitionKind::Program, key).map(|p| &p.body) {
            context.set("program.label", &program.label);
        }
    }
    if let Some(Body::Asset(asset)) =
        about.asset.and_then(|key| image.definition(DefinitionKind::Asset, key)).map(|published| &published.body)
    {
        context.set("asset.label", &asset.label).set("asset.url", &asset.url);
        context.set("asset.description", &asset.description);
    }
    context
}

impl Performer {
    /// The letter of a send. The error names what in the email cannot be rendered for this contact.
    pub(super) fn letter(
        &self,
        send: &Send,
        ready: &Ready,
        settings: &Settings,
        about: &About<'_>,
    ) -> Result<Letter, String> {
        let context = context(&self.0.engine.image(), settings, send.contact, &send.address, about);
        let name = context.text("contact.name").to_string();
        let rendered = self.rendered(send.id, ready, settings, context).map_err(|problem| problem.to_string())?;
        let keys = &self.0.options.keys;
        let from = sender(ready, settings, &rendered, about.sender);
        let workspace = self.0.engine.workspace();
        let mut more = Vec::new();
        if !send.operational {
            let leave = self.link(settings, "u", &Token::of(Kind::Unsubscribe, workspace, send.id));
            let campaign = about.program.unwrap_or(&send.email);
            more = headers::marketing(&leave, &settings.company, &from.address, campaign);
        }
        let reply_to = match about.sender {
            Some(_) => None,
            None => Some(ready.email.reply_to.clone()).filter(|address| !address.is_empty()),
        };
        let marked = if bug(Bug::MessageIdByAttempt) { SendId(send.token) } else { send.id };
        Ok(Letter {
            message_id: headers::message_id(keys, workspace, marked, &from.address),
            boundary: headers::boundary(keys, workspace, send.id),
            date: clock(self.0.engine.now()),
            to: Mailbox {
                name: if name == send.address { String::new() } else { name },
                address: send.address.clone(),
            },
            subject: rendered.subject,
            html: Some(rendered.html),
            text: rendered.text,
            headers: more,
            attachments: ready.attachments.clone(),
            reply_to,
            from,
        })
    }

    /// The message as the recipient reads it, with its links in both parts and its pixel.
    pub(super) fn rendered(
        &self,
        send: SendId,
        ready: &Ready,
        settings: &Settings,
        mut context: Context,
    ) -> Result<Rendered, content::Problem> {
        let own = self.set_own_links(&mut context, settings, send);
        Ok(self.tracking(send, ready, settings, content::render(&ready.compiled, &context)?, &own))
    }

    /// A message whose links tell who followed them, but for those of its `own`, with its pixel.
    pub(super) fn tracking(
        &self,
        send: SendId,
        ready: &Ready,
        settings: &Settings,
        mut rendered: Rendered,
        own: &[String; 3],
    ) -> Rendered {
        let workspace = self.0.engine.workspace();
        let keep = own.each_ref().map(String::as_str);
        // Most addresses of the text part are those of the HTML.
        let made = RefCell::new(BTreeMap::<u16, String>::new());
        let track = |place, target: &str| {
            let make = || self.link(settings, "t/c", &Token::click(workspace, send, place, target));
            Some(made.borrow_mut().entry(place).or_insert_with(make).clone())
        };
        let links = Links::of(&rendered.html, &keep);
        rendered.text = links.rewrite_text(&rendered.text, track);
        let mut end = String::new();
        if ready.email.operational.is_none() {
            let home = format!("{}/", self.public_url(settings));
            end = trap(&self.link(settings, "t/c", &Token::click(workspace, send, TRAP, &home)));
        }
        let open = Token::of(Kind::Open, workspace, send);
        end.push_str(&pixel(&format!("{}.gif", self.link(settings, "t/o", &open))));
        rendered.html = ending_with(links.rewrite(track), &end);
        rendered
    }

    /// Gives templates the links that belong to this one message, and returns them.
    pub(super) fn set_own_links(&self, context: &mut Context, settings: &Settings, send: SendId) -> [String; 3] {
        let link = |road, kind| self.link(settings, road, &Token::of(kind, self.0.engine.workspace(), send));
        let links = [link("u", Kind::Unsubscribe), link("v", Kind::View), link("p", Kind::Preferences)];
        for (name, link) in ["unsubscribe_url", "view_url", "preferences_url"].into_iter().zip(&links) {
            context.set(name, link);
        }
        links
    }

    fn link(&self, settings: &Settings, road: &str, token: &Token) -> String {
        format!("{}/{road}/{}", self.public_url(settings), sign(&self.0.options.keys, token))
    }
}

fn sender(ready: &Ready, settings: &Settings, rendered: &Rendered, user: Option<&User>) -> Mailbox {
    if let Some(user) = user {
        return Mailbox { name: user.name.clone(), address: user.email.clone() };
    }
    let or = |own: &str, other: &str| if own.trim().is_empty() { other.to_string() } else { own.trim().to_string() };
    Mailbox {
        name: or(&rendered.from_name, &settings.sender_name),
        address: or(&ready.email.from_address, &settings.sender_address),
    }
}

pub(super) fn clock(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(at.0).unwrap_or_default())
}
