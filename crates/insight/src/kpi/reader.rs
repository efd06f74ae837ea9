//! Reading facts from the image: activities by kind, closed opportunities, purchases; contacts that do not count are left
//! out and noted.

use super::answers::Recipient;
use super::facts::{Closed, Happened, LeftOut};
use crate::period::Range;
use audience::Image;
use model::activity::kind;
use model::definition::Settings;
use model::record::OpportunityOutcome;
use model::*;
use rules::rates::Rates;
use rules::{Subject, View};

/// Reads the image, noting whom it leaves out.
pub(super) struct Reader<'i> {
    pub(super) image: &'i Image,
    pub(super) left_out: Vec<LeftOut>,
}

impl Reader<'_> {
    /// Whether what happened at a time counts; what does not is noted. Without a contact the account decides.
    fn counts(&mut self, at: Timestamp, contact: Option<ContactId>, account: Option<AccountId>) -> bool {
        let subject = contact.and_then(|contact| self.image.subject(contact));
        let relationship = self.image.relationship(subject.unwrap_or(Subject { account, ..Subject::default() }));
        if !relationship.counts() {
            self.left_out.push(LeftOut { at, relationship });
        }
        relationship.counts()
    }

    pub(super) fn happened(&mut self, kinds: &[&'static str], range: Range) -> Vec<Happened> {
        let mut found = Vec::new();
        for kind in kinds {
            self.image.scan(kind, range.0, range.1, &mut |row| {
                let text = |key: &str| row.properties.get(key).and_then(Value::as_text).unwrap_or_default().to_string();
                found.push(Happened {
                    at: row.at,
                    contact: row.contact,
                    visitor: row.visitor,
                    kind,
                    asset: row.asset.unwrap_or_default().to_string(),
                    by: match *kind {
                        kind::SESSION | kind::PAGE_VIEWED => source_of(row.properties),
                        kind::PROGRAM_ACTED => row.asset.unwrap_or_default().to_string(),
                        _ => text("program"),
                    },
                    operational: row.properties.get("operational") == Some(&Value::Boolean(true)),
                });
            });
        }
        found.retain(|happened| self.counts(happened.at, happened.contact, None));
        found
    }

    /// Who answered which email and when, by one kind of answer.
    pub(super) fn answers(
        &mut self,
        kind: &'static str,
        from: Timestamp,
        now: Timestamp,
    ) -> Vec<(Recipient, Timestamp)> {
        let mut found = Vec::new();
        self.image.scan(kind, from, now.plus(1), &mut |row| {
            let email = row.properties.get("email").and_then(Value::as_text).or(row.asset);
            if let (Some(contact), Some(email)) = (row.contact, email) {
                found.push(((contact, email.to_string()), row.at));
            }
        });
        found
    }

    pub(super) fn closed(&mut self, range: Range, settings: Option<&Settings>, rates: &mut Rates<'_>) -> Vec<Closed> {
        let mut found = Vec::new();
        for opportunity in self.image.opportunity_ids().filter_map(|id| self.image.opportunity(id)) {
            let is_closed = opportunity.outcome != OpportunityOutcome::Open;
            let Some(at) = opportunity.closed_at.filter(|at| is_closed && range.0 <= *at && *at < range.1) else {
                continue;
            };
            let lead = opportunity.lead.and_then(|lead| self.image.lead(lead));
            let primary = opportunity.roles.iter().find(|role| role.primary).map(|role| role.contact);
            let contact = primary.or(lead.as_ref().map(|lead| lead.contact));
            let own = opportunity.fields.get("source").and_then(Value::as_text).map(str::to_string);
            let source = lead.map(|lead| lead.source).or(own).unwrap_or_default();
            found.push(Closed {
                at,
                id: opportunity.id,
                account: opportunity.account,
                contact,
                won: opportunity.outcome == OpportunityOutcome::Won,
                priced: opportunity.amount.is_some(),
                value: opportunity.amount.and_then(|amount| rates.convert(amount, at)),
                marketing: is_marketing(settings, &source),
                source,
            });
        }
        found.retain(|closed| self.counts(closed.at, closed.contact, closed.account));
        found
    }

    /// A purchase that also closes an opportunity carries `opportunity` and is counted there.
    pub(super) fn purchases(
        &mut self,
        range: Range,
        settings: Option<&Settings>,
        rates: &mut Rates<'_>,
    ) -> Vec<Closed> {
        let mut found = Vec::new();
        self.image.scan(kind::PURCHASE, range.0, range.1, &mut |row| {
            if row.properties.contains_key("opportunity") {
                return;
            }
            // Events come from outside: one in a currency without a rate is left out and said, and spoils nothing.
            let Some(value) = row.value.and_then(|value| rates.convert(value, row.at)) else { return };
            let source = source_of(row.properties);
            found.push(Closed {
                at: row.at,
                id: OpportunityId(0),
                account: None,
                contact: row.contact,
                won: true,
                priced: true,
                value: Some(value),
                marketing: is_marketing(settings, &source),
                source,
            });
        });
        found.retain(|closed| self.counts(closed.at, closed.contact, closed.account));
        found
    }
}

/// Whether a source is one of marketing's; capitals do not matter.
fn is_marketing(settings: Option<&Settings>, source: &str) -> bool {
    let sources = settings.map_or(&[][..], |settings| &settings.marketing_sources);
    sources.iter().any(|own| own.eq_ignore_ascii_case(source))
}

/// Where traffic came from: what the campaign says, else the referrer's host, else direct.
fn source_of(properties: &std::collections::BTreeMap<String, Value>) -> String {
    let text = |key: &str| properties.get(key).and_then(Value::as_text).filter(|text| !text.is_empty());
    let host = || {
        let referrer = text("referrer")?;
        let rest = referrer.split("://").nth(1).unwrap_or(referrer);
        rest.split('/').next().filter(|host| !host.is_empty())
    };
    text("source").or_else(|| text("utm_source")).or_else(host).unwrap_or("direct").to_lowercase()
}
