//! Words to write a change log with, and the image that is its fold.

use audience::Image;
use model::activity::kind;
use model::record::{ContactRole, OpportunityOutcome};
use model::*;
use serde_json::{Value as Json, json};

/// A moment of 2026 in Madrid: `at("04-10 23:30")` while clocks there are two hours ahead of UTC.
pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("2026-{}:00+02:00", text.replace(' ', "T"))).unwrap()
}

pub fn day(text: &str) -> i32 {
    value::day_of_date(text.parse().unwrap())
}

#[derive(Clone, Default)]
pub struct World {
    changes: Vec<Change>,
    activities: Vec<Activity>,
}

impl World {
    pub fn image(self) -> Image {
        let last = self.activities.len() as i64;
        let mut image = Image::new();
        let batch = ChangeBatch {
            seq: 1,
            now: at("05-10 12:00"),
            changes: self.changes,
            ledger: (last > 0).then_some((1, last)),
            activities: self.activities,
        };
        image.fold(&batch).unwrap();
        image
    }

    pub fn change(&mut self, change: Change) {
        self.changes.push(change);
    }

    pub fn define(&mut self, kind: DefinitionKind, key: &str, body: Json) {
        Body::parse(kind, &body).unwrap();
        self.change(Change::Definition { kind, key: key.into(), version: 1, body: Some(body.to_string()) });
    }

    pub fn settings(&mut self, go_live: &str) {
        let settings = json!({
            "company": "Siembra", "sender_name": "News", "sender_address": "news@example.com",
            "public_url": "https://go.example.com", "currency": "EUR", "zone": "Europe/Madrid",
            "fiscal_year_start": 1, "week_start": 1, "business_hours": {"from": 9, "to": 17, "days": [1]},
            "go_live": go_live, "limits": {"per_day": 2, "per_week": 3}, "marketing_sources": ["Inbound"],
            "rejection_reasons": [], "channels": [],
            "rates": [{"currency": "USD", "date": "2026-03-02", "rate": "0.9"},
                      {"currency": "USD", "date": "2026-04-01", "rate": "0.5"}]
        });
        self.define(DefinitionKind::Settings, "main", settings);
    }

    pub fn contact(&mut self, id: i64, first_name: &str, relationship: Relationship, account: Option<i64>) {
        self.change(Change::Contact(Contact {
            id: ContactId(id),
            external_id: None,
            account: account.map(AccountId),
            relationship,
            owner: None,
            email: Some(format!("{first_name}@example.com")),
            fields: [("first_name".to_string(), Value::text(first_name))].into(),
            acquisition_program: None,
            created_at: at("04-01 00:00"),
            updated_at: at("04-01 00:00"),
        }));
    }

    pub fn account(&mut self, id: i64, name: &str, relationship: Relationship) {
        self.change(Change::Account(Account {
            id: AccountId(id),
            external_id: None,
            relationship,
            owner: None,
            named_tier: None,
            fields: [("name".to_string(), Value::text(name)), ("employees".to_string(), Value::Integer(id * 100))]
                .into(),
            created_at: at("04-01 00:00"),
            updated_at: at("04-01 00:00"),
        }));
    }

    /// `stages` are the stages with the time of entering; the last one is where the lead stands.
    pub fn lead(&mut self, id: i64, contact: i64, source: &str, stages: &[(&str, &str)]) {
        let (stage, since) = *stages.last().unwrap();
        self.change(Change::Lead(Lead {
            id: LeadId(id),
            external_id: None,
            contact: ContactId(contact),
            account: None,
            source: source.into(),
            started_at: at(stages[0].1),
            ended_at: None,
            outcome: None,
            stage: stage.into(),
            stage_since: at(since),
            stage_times: stages.iter().map(|(stage, time)| ((*stage).to_string(), at(time))).collect(),
            aql: None,
            handover: None,
            fields: Default::default(),
            created_at: at(stages[0].1),
            updated_at: at(since),
        }));
    }

    pub fn opportunity(&mut self, id: i64, of: Of, amount: Option<Money>, outcome: OpportunityOutcome, closed: &str) {
        let (account, lead, contact, source) = match of {
            Of::Lead { account, lead } => (Some(account), Some(lead), None, None),
            Of::Contact { contact, source } => (None, None, Some(contact), Some(source)),
            Of::Account(account) => (Some(account), None, None, None),
        };
        let role = |contact| ContactRole { contact: ContactId(contact), role: "buyer".into(), primary: true };
        self.change(Change::Opportunity(Opportunity {
            id: OpportunityId(id),
            external_id: None,
            account: account.map(AccountId),
            lead: lead.map(LeadId),
            amount,
            outcome,
            opened_at: at("03-01 10:00"),
            closed_at: (outcome != OpportunityOutcome::Open).then(|| at(closed)),
            roles: contact.map(role).into_iter().collect(),
            fields: source.map(|source| ("source".to_string(), Value::text(source))).into_iter().collect(),
            created_at: at("03-01 10:00"),
            updated_at: at("03-01 10:00"),
        }));
    }

    pub fn did(&mut self, contact: i64, kind: &str, when: &str, asset: &str, properties: &[(&str, Value)]) {
        self.add(Some(contact), None, kind, when, asset, properties, None);
    }

    pub fn visited(&mut self, visitor: i64, when: &str, properties: &[(&str, Value)]) {
        self.add(None, Some(visitor), kind::PAGE_VIEWED, when, "/", properties, None);
    }

    pub fn bought(&mut self, contact: i64, when: &str, value: Money, properties: &[(&str, Value)]) {
        self.add(Some(contact), None, kind::PURCHASE, when, "", properties, Some(value));
    }

    pub fn sent(&mut self, contact: i64, when: &str, email: &str, program: &str, operational: bool) {
        let mut properties = vec![("email", Value::text(email)), ("program", Value::text(program))];
        if operational {
            properties.push(("operational", Value::Boolean(true)));
        }
        self.did(contact, kind::EMAIL_SENT, when, email, &properties);
    }

    /// Opened, clicked, bounced or unsubscribed.
    pub fn answered(&mut self, contact: i64, kind: &str, when: &str, email: &str) {
        self.did(contact, kind, when, email, &[("email", Value::text(email))]);
    }

    #[allow(clippy::too_many_arguments)]
    fn add(
        &mut self,
        contact: Option<i64>,
        visitor: Option<i64>,
        kind: &str,
        when: &str,
        asset: &str,
        properties: &[(&str, Value)],
        value: Option<Money>,
    ) {
        self.activities.push(Activity {
            number: self.activities.len() as i64 + 1,
            contact: contact.map(ContactId),
            visitor: visitor.map(VisitorId),
            lead: None,
            kind: kind.into(),
            asset: (!asset.is_empty()).then(|| asset.into()),
            occurred_at: at(when),
            recorded_at: at(when),
            value,
            properties: properties.iter().map(|(key, value)| ((*key).to_string(), value.clone())).collect(),
            live: true,
            source: "test".into(),
        });
    }
}

impl World {
    /// Everything that a contact did is about its lead.
    pub fn about(&mut self, contact: i64, lead: i64) {
        let own = self.activities.iter_mut().filter(|activity| activity.contact == Some(ContactId(contact)));
        own.for_each(|activity| activity.lead = Some(LeadId(lead)));
    }
}

/// What an opportunity hangs on.
pub enum Of {
    Lead { account: i64, lead: i64 },
    Contact { contact: i64, source: &'static str },
    Account(i64),
}

pub fn eur(major: i64) -> Money {
    Money { minor: major * 100, currency: Currency::EUR }
}
