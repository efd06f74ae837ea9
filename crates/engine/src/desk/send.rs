//! Orders a send. Whether it may go is asked when it is performed, in the store, not here.

use super::Desk;
use crate::work::SendDetails;
use model::*;
use store::sends::NewSend;

/// What a program wants sent.
pub(super) struct Order<'o> {
    pub program: &'o str,
    pub email: &'o str,
    pub asset: Option<&'o str>,
    /// Unique name of this occasion: the same occasion never sends twice.
    pub occurrence: String,
    /// Send in the name of the contact's owner.
    pub from_owner: bool,
}

impl Desk<'_> {
    pub(super) fn send(&mut self, order: Order<'_>, contact: ContactId) {
        let Some((version, email)) = self.email(order.email) else { return };
        let operational = email.operational.is_some();
        let address = self.view.contact(contact).and_then(|contact| contact.email);
        let details = SendDetails {
            asset: order.asset.map(str::to_string),
            sender: if order.from_owner { self.owner_of(contact) } else { None },
            variant: None,
        };
        self.made.sends.push(NewSend {
            run: None,
            program: Some(order.program.to_string()),
            occurrence: order.occurrence,
            contact,
            held: address.is_none().then(|| "the contact has no e-mail address".to_string()),
            address: address.unwrap_or_default(),
            email: order.email.to_string(),
            email_version: version,
            operational,
            details: serde_json::to_string(&details).unwrap_or_default(),
            due_at: self.now,
        });
    }
}
