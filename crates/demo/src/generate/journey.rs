//! What made-up leads do, and what is done about them: touches, visits, forms, calls, deals and ends.

use super::stream::{Deal, Fresh, Keen};
use super::{GENERATED, activity, site};
use crate::script::deals::{LOST, WON, empty, stage};
use crate::script::{Entry, Script};
use model::activity::kind;
use model::input::{FieldPuts, Input, Key, LeadPut, OpportunityPut};
use model::record::{LeadOutcome, OpportunityOutcome};
use model::{Currency, DAY, HOUR, MINUTE, Money, Object, Timestamp, Value};

const INBOUND: &[(u64, &str)] =
    &[(34, "content_download"), (24, "webinar"), (24, "email"), (10, "call"), (8, "linkedin_message")];
const OUTBOUND: &[(u64, &str)] = &[(50, "email"), (30, "call"), (20, "linkedin_message")];

/// Writes the history of one lead.
struct Journey<'s, 'w> {
    script: &'s Script<'w>,
    lead: &'s Fresh,
    made: &'s mut Vec<Entry>,
}

pub(super) fn add(script: &Script<'_>, made: &mut Vec<Entry>) {
    for lead in &script.fresh {
        let mut journey = Journey { script, lead, made };
        journey.begin();
        journey.touches();
        journey.visits();
        journey.forms();
        match &lead.deal {
            Some(deal) => journey.deal(deal),
            None => journey.end(),
        }
    }
}

/// The label of a made-up record.
fn label() -> (String, Option<Value>) {
    (GENERATED.to_string(), Some(Value::Boolean(true)))
}

impl Journey<'_, '_> {
    fn contact(&self) -> &str {
        &self.script.world.contacts[self.lead.contact].id
    }

    fn put(&mut self, what: &str, at: Timestamp, input: Input) {
        self.made.push(Entry::generated(at, format!("{what}:{}", self.lead.id), input));
    }

    /// An activity of the lead; `what` and `number` tell it from its others.
    fn act(
        &mut self,
        what: &str,
        number: u64,
        kind: &str,
        asset: Option<&str>,
        at: Timestamp,
        properties: &[(&str, Value)],
    ) {
        let mut input = activity(self.contact(), kind, asset, at, properties);
        if let Input::Activity(put) = &mut input {
            put.lead = Some(Key::external(&self.lead.id));
        }
        self.made.push(Entry::generated(at, format!("{what}:{}:{number}", self.lead.id), input));
    }

    fn put_lead(&self) -> LeadPut {
        LeadPut { key: Key::external(&self.lead.id), contact: Key::external(self.contact()), ..LeadPut::default() }
    }

    fn begin(&mut self) {
        let mut fields = FieldPuts::from([label()]);
        let channel = self.script.choices.key(Object::Lead, "first_touch_channel", self.lead.source);
        fields.extend(channel.map(|key| ("first_touch_channel".to_string(), Some(Value::Text(key)))));
        let (at, source) = (self.lead.at, Some(self.lead.source.to_string()));
        let put = LeadPut { source, started_at: Some(at), fields, ..self.put_lead() };
        self.put("lead", at, Input::Lead(put));
    }

    fn touches(&mut self) {
        let (seed, lead) = (self.script.options.seed, self.lead);
        let outbound = lead.source == "sdr_outbound";
        let (inbound, days) = match lead.keen {
            Keen::Much => (2 + seed.below(&lead.id, "inbound", 3), 7),
            Keen::Some => (1 + seed.below(&lead.id, "inbound", 2), 14),
            Keen::Little => (u64::from(!outbound), 21),
        };
        let written = if outbound { 2 + seed.below(&lead.id, "outbound", 2) } else { 1 };
        let kinds =
            [("inbound", kind::INBOUND_TOUCH, INBOUND, inbound), ("outbound", kind::OUTBOUND_TOUCH, OUTBOUND, written)];
        for (what, kind, types, many) in kinds {
            for number in 0..many {
                let about = format!("{}-{what}-{number}", lead.id);
                let minutes = 3 + seed.below(&about, "minute", 400) as i64;
                let at = lead.at.plus(seed.below(&about, "day", days) as i64 * DAY + minutes * MINUTE);
                let touch = *seed.weighted(&about, "type", types);
                let channel = if what == "inbound" { lead.source } else { "sdr_outbound" };
                let properties = [("touch_type", Value::text(touch)), ("channel", Value::text(channel))];
                self.act(what, number, kind, None, at, &properties);
            }
        }
    }

    fn visits(&mut self) {
        let (script, lead) = (self.script, self.lead);
        for (number, visit) in lead.visits.iter().enumerate() {
            let about = format!("{}-visit-{number}", lead.id);
            let counts = [
                ("page_views", visit.pages + visit.pricing + visit.demo),
                ("pricing_page_views", visit.pricing),
                ("demo_page_views", visit.demo),
                ("seconds", visit.pages * (20 + script.options.seed.below(&about, "seconds", 50) as i64)),
            ];
            let mut properties: Vec<(&str, Value)> =
                counts.into_iter().map(|(key, count)| (key, Value::Integer(count))).collect();
            properties.push(("session_type", Value::text("website")));
            let from = site::came_from(script, Some(lead.source), &about);
            properties.extend(from.map(|(key, text)| (key, Value::text(text))));
            self.act("visit", number as u64, kind::SESSION, None, visit.at, &properties);
        }
    }

    /// Who looked at the demo may ask for one; who reads may give an address for something to download.
    fn forms(&mut self) {
        let (seed, lead) = (self.script.options.seed, self.lead);
        let (asks, downloads) = match lead.keen {
            Keen::Much => (320, 280),
            Keen::Some => (60, 190),
            Keen::Little => (0, 60),
        };
        let Some(visit) = lead.visits.iter().max_by_key(|visit| (visit.demo, visit.at)) else { return };
        if visit.demo > 0 && seed.chance(&lead.id, "asked for a demo", asks * 2) {
            self.act("form", 0, kind::FORM_SUBMITTED, Some("demo-request"), visit.at.plus(4 * MINUTE), &[]);
        }
        if seed.chance(&lead.id, "downloaded", downloads) {
            let at = lead.visits[0].at.plus(3 * MINUTE);
            self.act("form", 1, kind::FORM_SUBMITTED, Some("download"), at, &[]);
        }
    }

    fn deal(&mut self, deal: &Deal) {
        let (script, lead) = (self.script, self.lead);
        let contact = &script.world.contacts[lead.contact];
        for (number, (kind, at)) in [
            (kind::SALES_CALL, deal.opened.plus(-DAY)),
            (kind::SALES_MEETING, deal.opened.plus(-HOUR)),
            (kind::SALES_DEMO, deal.opened.plus(5 * DAY)),
        ]
        .into_iter()
        .enumerate()
        {
            self.act("call", number as u64, kind, None, at, &[]);
        }
        let id = format!("{}-deal", lead.id);
        let company = &script.people.companies[contact.account].name;
        let text = |text: &str| Some(Value::text(text));
        let mut fields = stage(&deal.stage);
        fields.extend([
            label(),
            ("name".into(), text(&format!("{company}: procurement software"))),
            ("source".into(), text(lead.source)),
        ]);
        let opened = OpportunityPut {
            account: Some(Key::external(&script.world.accounts[contact.account].id)),
            lead: Some(Key::external(&lead.id)),
            amount: Some(Money { minor: deal.amount * 100, currency: Currency::USD }),
            outcome: Some(OpportunityOutcome::Open),
            opened_at: Some(deal.opened),
            roles: vec![(Key::external(&contact.id), contact.role.clone().unwrap_or_else(|| "contact".into()))],
            fields,
            ..empty(&id)
        };
        self.put("opportunity", deal.opened, Input::Opportunity(opened));
        let closed = OpportunityPut {
            outcome: Some(if deal.won { OpportunityOutcome::Won } else { OpportunityOutcome::Lost }),
            closed_at: Some(deal.closed),
            fields: stage(if deal.won { WON } else { LOST }),
            ..empty(&id)
        };
        self.put("opportunity-closed", deal.closed, Input::Opportunity(closed));
    }

    /// What comes to no deal ends some day; one that sales sent back has ended already.
    fn end(&mut self) {
        let at = self.lead.given_up;
        let put = LeadPut { outcome: Some(LeadOutcome::Lost), ended_at: Some(at), ..self.put_lead() };
        self.put("lead-end", at, Input::Lead(put));
    }
}
