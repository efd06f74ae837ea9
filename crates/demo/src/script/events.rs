//! Touches, sessions and sales activities as activities.

use super::{Hours, Item, Script};
use crate::generate::site;
use crate::world::{Moment, TouchRow};
use model::activity::kind;
use model::input::{ActivityPut, Input, Key};
use model::{Timestamp, Value};
use std::collections::BTreeMap;

impl Script<'_> {
    pub(super) fn events(&mut self) {
        let world = self.world;
        for (place, row) in world.touches.iter().enumerate() {
            self.add("touches", self.touch_at(row), Item::Touch(place));
        }
        for place in 0..world.sessions.len() {
            self.add("sessions", self.session_at(place), Item::Session(place));
        }
        for (place, row) in world.sales.iter().enumerate() {
            self.add("sales_activities", self.activity_at(row.lead, row.at, &row.id), Item::Sales(place));
        }
    }

    /// When something happened on a lead: never before the lead is there.
    fn activity_at(&self, lead: usize, moment: Moment, id: &str) -> Timestamp {
        self.plan.at(moment, Hours::Activity, id, self.options.seed).max(self.lead_at(lead))
    }

    pub(crate) fn touch_at(&self, row: &TouchRow) -> Timestamp {
        self.activity_at(row.lead, row.at, &row.id)
    }

    pub(crate) fn session_at(&self, place: usize) -> Timestamp {
        let row = &self.world.sessions[place];
        self.activity_at(row.lead, row.at, &row.id)
    }

    pub(super) fn touch(&self, place: usize, at: Timestamp) -> (String, Input) {
        let row = &self.world.touches[place];
        let kind = if row.inbound { kind::INBOUND_TOUCH } else { kind::OUTBOUND_TOUCH };
        let properties = [("touch_type", &row.kind), ("channel", &row.channel)];
        (format!("touch:{}", row.id), self.activity(row.lead, kind, at, texts(&properties)))
    }

    pub(super) fn session(&self, place: usize, at: Timestamp) -> (String, Input) {
        let row = &self.world.sessions[place];
        let mut properties = texts(&[("session_type", &row.kind)]);
        let counts = [
            ("page_views", row.page_views),
            ("pricing_page_views", row.pricing_page_views),
            ("demo_page_views", row.demo_page_views),
            ("seconds", row.seconds),
        ];
        properties.extend(counts.map(|(key, count)| (key.to_string(), Value::Integer(count))));
        if self.options.generate {
            site::add_source(self, row.lead, &row.id, &mut properties);
        }
        (format!("session:{}", row.id), self.activity(row.lead, kind::SESSION, at, properties))
    }

    pub(super) fn sales(&self, place: usize, at: Timestamp) -> (String, Input) {
        let row = &self.world.sales[place];
        let kind = match row.kind.as_str() {
            "call" => kind::SALES_CALL,
            "email" => kind::SALES_EMAIL,
            "meeting" => kind::SALES_MEETING,
            _ => kind::SALES_DEMO,
        };
        let properties = texts(&[("outcome", &row.outcome), ("rep", &row.rep)]);
        (format!("sales:{}", row.id), self.activity(row.lead, kind, at, properties))
    }

    fn activity(&self, lead: usize, kind: &str, at: Timestamp, properties: BTreeMap<String, Value>) -> Input {
        let lead = &self.world.leads[lead];
        Input::Activity(ActivityPut {
            contact: Key::external(&self.world.contacts[lead.contact].id),
            lead: Some(Key::external(&lead.id)),
            kind: kind.into(),
            asset: None,
            at,
            value: None,
            properties,
        })
    }
}

fn texts(pairs: &[(&str, &Option<String>)]) -> BTreeMap<String, Value> {
    pairs.iter().filter_map(|(key, text)| Some((key.to_string(), Value::text(text.as_deref()?)))).collect()
}
