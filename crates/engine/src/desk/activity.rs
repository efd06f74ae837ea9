//! Activities come in: from imports, from sends, from the API.

use super::Desk;
use super::lead::begins_cycle;
use crate::outcome::{Outcome, Refused};
use model::activity::{MAX_PROPERTIES, MAX_PROPERTY_TEXT};
use model::input::ActivityPut;
use model::*;

/// An activity may lie this far ahead, for clocks that run fast and for dates known beforehand; it enters at its time.
const MOST_AHEAD: i64 = 366 * DAY;

impl Desk<'_> {
    pub(super) fn put_activity(&mut self, put: &ActivityPut) -> Result<Outcome, Refused> {
        self.check_activity(put)?;
        let lead = match &put.lead {
            Some(key) => Some(self.find_lead(key).ok_or_else(|| {
                let named = key.external_id.as_deref().unwrap_or_default();
                Refused::new(
                    "activity.lead",
                    format!("there is no lead \"{named}\"; import the leads first, then replay this"),
                )
            })?),
            None => None,
        };
        let contact = match lead.and_then(|lead| self.view.lead(lead)) {
            Some(lead) => lead.contact,
            None => self.need_contact(&put.contact, "activity.contact")?,
        };
        self.add_activity(put, contact, lead);
        self.follow_send(contact, put);
        Ok(Outcome::touched(contact))
    }

    /// What became of a send. The contact may have been merged since: its winner has it on the timeline.
    pub(super) fn put_outcome(&mut self, put: &ActivityPut) -> Result<Outcome, Refused> {
        self.check_activity(put)?;
        // A contact erased meanwhile leaves nothing to record, and that is no error of the sender's.
        let Some(contact) = self.find_contact(&put.contact) else { return Ok(Outcome::default()) };
        self.add_activity(put, contact, None);
        self.follow_send(contact, put);
        Ok(Outcome::touched(contact))
    }

    fn add_activity(&mut self, put: &ActivityPut, contact: ContactId, lead: Option<LeadId>) {
        if self.live() && begins_cycle(&put.kind) {
            let source = self.origin.source.clone();
            self.begin_cycle(contact, &source, put.at.min(self.now));
        }
        self.add(Activity {
            number: 0,
            contact: Some(contact),
            visitor: None,
            lead,
            kind: put.kind.clone(),
            asset: put.asset.clone(),
            occurred_at: put.at,
            recorded_at: self.now,
            value: put.value,
            properties: put.properties.clone(),
            live: self.live(),
            source: self.origin.source.clone(),
        });
    }

    fn check_activity(&self, put: &ActivityPut) -> Result<(), Refused> {
        if put.kind.is_empty() || put.kind.len() > 64 {
            return Err(Refused::new("activity.kind", "give the kind of the activity, at most 64 characters"));
        }
        if put.at > self.now.plus(MOST_AHEAD) || put.at < Timestamp::MIN {
            return Err(Refused::new(
                "activity.at",
                "more than a year ahead, or before the calendar begins; check the date's format",
            ));
        }
        if put.properties.len() > MAX_PROPERTIES {
            return Err(Refused::new(
                "activity.properties",
                format!("more than {MAX_PROPERTIES} properties; leave some out"),
            ));
        }
        let long = |value: &Value| {
            value.as_text().is_some_and(|text| text.chars().count() > MAX_PROPERTY_TEXT || text.contains('\0'))
        };
        match put.properties.iter().find(|(_, value)| long(value)) {
            Some((key, _)) => Err(Refused::new(
                format!("activity.properties.{key}"),
                format!("longer than {MAX_PROPERTY_TEXT} characters, or with a NUL character; shorten it"),
            )),
            None => Ok(()),
        }
    }
}
