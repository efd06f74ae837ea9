//! Events of the Segment tracking spec become visitors, contacts, accounts and activities.
//!
//! `anonymousId` alone is a visitor. `identify` joins the visitor to a contact with all that the browser did before; a
//! browser already joined to one contact and then identified as another moves only what comes after.

use super::Desk;
use super::said::{properties_of, trait_value, value_of};
use crate::outcome::{Outcome, Refused};
use hygiene::email;
use model::activity::kind;
use model::input::*;
use model::*;
use serde_json::Value as Json;
use store::identity::IdentityKind;

/// Traits of the spec under another name than our fields.
const TRAITS: &[(&str, &str)] = &[
    ("firstName", "first_name"),
    ("lastName", "last_name"),
    ("title", "job_title"),
    ("jobTitle", "job_title"),
    ("companyName", "company"),
];
/// Events whose names already mean something here.
const EVENTS: &[(&str, &str)] = &[
    ("form_submitted", kind::FORM_SUBMITTED),
    ("form_submit", kind::FORM_SUBMITTED),
    ("content_downloaded", kind::CONTENT_CONSUMED),
    ("asset_downloaded", kind::CONTENT_CONSUMED),
    ("order_completed", kind::PURCHASE),
    ("page_viewed", kind::PAGE_VIEWED),
];
/// Properties that name what an event is about, the first given wins.
const ASSET: &[&str] = &["asset", "form", "content", "path", "sku", "order_id"];

impl Desk<'_> {
    pub(super) fn event(&mut self, event: &Event) -> Result<Outcome, Refused> {
        let visitor = event.anonymous_id.as_deref().map(|anonymous| self.visitor(anonymous));
        match event.call {
            Call::Identify => self.identify(event, visitor),
            Call::Track | Call::Page => self.track(event, visitor),
            Call::Group => self.group(event, visitor),
            Call::Alias => self.alias(event),
        }
    }

    fn visitor(&mut self, anonymous: &str) -> Visitor {
        if let Some(visitor) =
            self.known(IdentityKind::Visitor, anonymous).and_then(|id| self.view.visitor(VisitorId(id)))
        {
            return visitor;
        }
        let id = VisitorId(self.ids.visitor);
        self.ids.visitor += 1;
        let visitor = Visitor { id, anonymous_id: anonymous.to_string(), contact: None, created_at: self.now };
        self.learn(IdentityKind::Visitor, anonymous, id.0);
        self.change(Change::Visitor(visitor.clone()));
        visitor
    }

    /// The contact that a `userId` names: one that identified itself with it, else one that was imported under it.
    fn user(&self, user_id: &str) -> Option<ContactId> {
        let known = self.known(IdentityKind::UserId, user_id);
        let known = known.or_else(|| self.known(IdentityKind::ContactExternal, user_id))?;
        self.view.resolve(ContactId(known))
    }

    fn identify(&mut self, event: &Event, visitor: Option<Visitor>) -> Result<Outcome, Refused> {
        let address = event.traits.get("email").and_then(Json::as_str).and_then(email::normal);
        let by_user = event.user_id.as_deref().and_then(|user| self.user(user));
        let by_email = || address.as_deref().and_then(|address| self.find_contact(&Key::email(address)));
        let known = by_user.or_else(by_email);
        if known.is_none() && event.user_id.is_none() && address.is_none() {
            // Traits of a browser that has not said who it is: nothing to write them on yet.
            return match visitor.and_then(|visitor| visitor.contact) {
                Some(contact) => self.put_traits(Key::id(contact.0), event),
                None => Ok(Outcome::default()),
            };
        }
        let key = match known {
            Some(contact) => Key::id(contact.0),
            None => Key { email: address, anonymous_id: None, ..Key::default() },
        };
        let outcome = self.put_traits(key, event)?;
        let contact: Option<ContactId> = outcome.record.as_deref().and_then(|record| record.parse().ok());
        if let Some(contact) = contact {
            if let Some(user) = event.user_id.as_deref()
                && self.user(user).is_none()
            {
                self.learn(IdentityKind::UserId, user, contact.0);
            }
            if let Some(visitor) = visitor {
                self.join(visitor, contact);
            }
        }
        Ok(outcome)
    }

    /// The traits that are our fields become values; what does not fit its field is left out, never half-written.
    fn put_traits(&mut self, key: Key, event: &Event) -> Result<Outcome, Refused> {
        let mut fields = FieldPuts::new();
        for (name, json) in &event.traits {
            let name = TRAITS.iter().find(|(theirs, _)| theirs == name).map_or(name.as_str(), |(_, ours)| ours);
            let json = match (name, json) {
                ("company", Json::Object(company)) => company.get("name").cloned().unwrap_or(Json::Null),
                _ => json.clone(),
            };
            let Some(field) = self.field(Object::Contact, name) else { continue };
            if json.is_null() {
                continue;
            }
            if let Some(value) = trait_value(field.field_type, &json, name == "email") {
                let put = FieldPuts::from([(name.to_string(), Some(value))]);
                if name == "email" || self.check_fields(Object::Contact, &put).is_ok() {
                    fields.extend(put);
                }
            }
        }
        if fields
            .get("email")
            .is_some_and(|value| value.as_ref().and_then(Value::as_text).and_then(email::normal).is_none())
        {
            fields.remove("email");
        }
        // A new contact known by its userId alone still is one.
        let key = if key.is_empty() { Key { external_id: event.user_id.clone(), ..key } } else { key };
        self.put_contact(&ContactPut { key, fields, ..ContactPut::default() })
    }

    /// Binds a browser to a contact. What it did before comes along only when it belonged to nobody.
    fn join(&mut self, visitor: Visitor, contact: ContactId) {
        if visitor.contact == Some(contact) {
            return;
        }
        if visitor.contact.is_none() {
            let numbers = self.unclaimed(visitor.id);
            if !numbers.is_empty() {
                self.change(Change::Joined { contact, numbers });
            }
        }
        self.change(Change::Visitor(Visitor { contact: Some(contact), ..visitor }));
        self.record(contact, kind::IDENTIFIED, None, &[]);
    }

    fn track(&mut self, event: &Event, visitor: Option<Visitor>) -> Result<Outcome, Refused> {
        let by_user = match event.user_id.as_deref() {
            Some(user) => match self.user(user) {
                Some(contact) => Some(contact),
                None => self.identify(event, visitor.clone())?.record.and_then(|record| record.parse().ok()),
            },
            None => None,
        };
        let contact =
            by_user.or_else(|| visitor.as_ref().and_then(|v| v.contact)).and_then(|contact| self.view.resolve(contact));
        let (kind, properties) = (kind_of(event), properties_of(&event.properties));
        if let (Some(contact), true) = (contact, self.live()) {
            let source = properties.get("utm_source").and_then(Value::as_text).unwrap_or("web").to_string();
            self.begin_cycle(contact, &source, event.at.min(self.now));
        }
        self.add(Activity {
            number: 0,
            contact,
            visitor: visitor.map(|visitor| visitor.id),
            lead: None,
            kind,
            asset: ASSET.iter().find_map(|key| properties.get(*key)?.as_text().map(str::to_string)),
            occurred_at: event.at.min(self.now),
            recorded_at: self.now,
            value: value_of(&event.properties),
            properties,
            live: self.live(),
            source: self.origin.source.clone(),
        });
        Ok(contact.map_or_else(Outcome::default, Outcome::touched))
    }

    fn group(&mut self, event: &Event, visitor: Option<Visitor>) -> Result<Outcome, Refused> {
        let Some(group) = event.group_id.clone() else {
            return Err(Refused::new("groupId", "a group call needs a groupId"));
        };
        let mut fields = FieldPuts::new();
        for (name, json) in &event.traits {
            let Some(field) = self.field(Object::Account, name) else { continue };
            if let Some(value) = trait_value(field.field_type, json, false) {
                let put = FieldPuts::from([(name.clone(), Some(value))]);
                if self.check_fields(Object::Account, &put).is_ok() {
                    fields.extend(put);
                }
            }
        }
        let key = Key::external(group);
        let outcome = self.put_account(&AccountPut { key: key.clone(), fields, ..AccountPut::default() })?;
        let by_user = event.user_id.as_deref().and_then(|user| self.user(user));
        if let Some(contact) = by_user.or_else(|| visitor.and_then(|visitor| visitor.contact)) {
            self.put_contact(&ContactPut { key: Key::id(contact.0), account: Some(key), ..ContactPut::default() })?;
        }
        Ok(outcome)
    }

    fn alias(&mut self, event: &Event) -> Result<Outcome, Refused> {
        let (Some(user), Some(previous)) = (event.user_id.as_deref(), event.previous_id.as_deref()) else {
            return Err(Refused::new("previousId", "an alias call needs a userId and a previousId"));
        };
        match (self.user(user), self.user(previous)) {
            (Some(winner), Some(loser)) if winner != loser => self.merge(winner, loser),
            (None, Some(contact)) => {
                self.learn(IdentityKind::UserId, user, contact.0);
                Ok(Outcome::touched(contact))
            }
            (Some(contact), _) => Ok(Outcome::touched(contact)),
            (None, None) => Err(Refused::new("previousId", "neither id is known; identify one of them first")),
        }
    }
}

/// "Form Submitted" → `form_submitted`.
fn kind_of(event: &Event) -> String {
    if event.call == Call::Page {
        return kind::PAGE_VIEWED.into();
    }
    let mut kind = String::new();
    for c in event.name.as_deref().unwrap_or("event").chars().take(64) {
        if c.is_alphanumeric() {
            kind.extend(c.to_lowercase());
        } else if !kind.ends_with('_') && !kind.is_empty() {
            kind.push('_');
        }
    }
    let kind = kind.trim_end_matches('_');
    EVENTS.iter().find(|(theirs, _)| *theirs == kind).map_or(kind, |(_, ours)| ours).chars().take(64).collect()
}
