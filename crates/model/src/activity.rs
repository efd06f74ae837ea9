//! Activities: what happened, to whom. The ledger is append-only; if it belongs on a contact's timeline, it is one.

use crate::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most properties that one activity may carry, and their longest text in characters.
pub const MAX_PROPERTIES: usize = 40;
pub const MAX_PROPERTY_TEXT: usize = 500;

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// Place in the ledger: dense, rising, per workspace.
    pub number: i64,
    /// Whose it is as recorded; `None` for a visitor who had not identified themselves.
    pub contact: Option<ContactId>,
    pub visitor: Option<VisitorId>,
    /// The sales cycle it happened in, where the source says so.
    pub lead: Option<LeadId>,
    /// One of [`kind`], or the name of a custom event in snake case.
    pub kind: String,
    /// Key of what it concerns: an email, an asset, a form, a page's path, a program.
    pub asset: Option<String>,
    pub occurred_at: Timestamp,
    pub recorded_at: Timestamp,
    pub value: Option<Money>,
    pub properties: BTreeMap<String, Value>,
    /// False for imported history, which updates state and causes nothing.
    pub live: bool,
    /// Where it came from: `web`, `import`, `mail`, `api`, `rules`, `demo` …
    pub source: String,
}

/// Whose deed an activity is. Behaviour scores count only the contact's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nature {
    /// The contact did it.
    Contact,
    /// We did it: mail sent, stage moved, field changed.
    Ours,
    /// A sales rep did it.
    Rep,
}

/// Kinds that the product itself knows. A custom event is any other name.
pub mod kind {
    use crate::DefinitionKind;

    // the contact's own
    pub const PAGE_VIEWED: &str = "page_viewed";
    pub const SESSION: &str = "session";
    pub const FORM_SUBMITTED: &str = "form_submitted";
    pub const CONTENT_CONSUMED: &str = "content_consumed";
    pub const WEBINAR_ATTENDED: &str = "webinar_attended";
    pub const EVENT_ATTENDED: &str = "event_attended";
    pub const INBOUND_TOUCH: &str = "inbound_touch";
    pub const EMAIL_OPENED: &str = "email_opened";
    pub const EMAIL_CLICKED: &str = "email_clicked";
    pub const PURCHASE: &str = "purchase";
    pub const CONVERSION: &str = "conversion";
    pub const UNSUBSCRIBED: &str = "unsubscribed";
    // ours
    pub const EMAIL_SENT: &str = "email_sent";
    pub const EMAIL_HELD: &str = "email_held";
    pub const EMAIL_FAILED: &str = "email_failed";
    pub const EMAIL_BOUNCED: &str = "email_bounced";
    pub const EMAIL_COMPLAINED: &str = "email_complained";
    /// Software fetched a pixel or a link of a mail: nobody's deed, and told apart from opening and clicking.
    pub const EMAIL_FETCHED: &str = "email_fetched";
    pub const OUTBOUND_TOUCH: &str = "outbound_touch";
    pub const FIELD_CHANGED: &str = "field_changed";
    pub const STAGE_CHANGED: &str = "stage_changed";
    pub const LEAD_CREATED: &str = "lead_created";
    pub const LEAD_QUALIFIED: &str = "lead_qualified";
    pub const LEAD_ASSIGNED: &str = "lead_assigned";
    pub const LEAD_ACCEPTED: &str = "lead_accepted";
    pub const LEAD_REJECTED: &str = "lead_rejected";
    pub const LEAD_RECYCLED: &str = "lead_recycled";
    pub const LEAD_CLOSED: &str = "lead_closed";
    pub const OPPORTUNITY_OPENED: &str = "opportunity_opened";
    pub const OPPORTUNITY_WON: &str = "opportunity_won";
    pub const OPPORTUNITY_LOST: &str = "opportunity_lost";
    pub const CONSENT_GIVEN: &str = "consent_given";
    pub const CONSENT_WITHDRAWN: &str = "consent_withdrawn";
    pub const MERGED: &str = "records_merged";
    pub const IDENTIFIED: &str = "identified";
    pub const LIST_JOINED: &str = "list_joined";
    pub const LIST_LEFT: &str = "list_left";
    pub const ADDRESS_SUPPRESSED: &str = "address_suppressed";
    pub const ADDRESS_LIFTED: &str = "address_lifted";
    pub const PROGRAM_JOINED: &str = "program_joined";
    pub const PROGRAM_STATUS: &str = "program_status_changed";
    pub const PROGRAM_ACTED: &str = "program_acted";
    pub const NURTURE_EXHAUSTED: &str = "nurture_exhausted";
    pub const TASK_CREATED: &str = "task_created";
    pub const ALERT_SENT: &str = "alert_sent";
    // a rep's
    pub const SALES_CALL: &str = "sales_call";
    pub const SALES_EMAIL: &str = "sales_email";
    pub const SALES_MEETING: &str = "sales_meeting";
    pub const SALES_DEMO: &str = "sales_demo";

    /// Every known kind with its nature and English label, in the order shown in lists.
    pub const ALL: &[(&str, super::Nature, &str)] = {
        use super::Nature::{Contact, Ours, Rep};
        &[
            (PAGE_VIEWED, Contact, "Viewed a page"),
            (SESSION, Contact, "Visited the website"),
            (FORM_SUBMITTED, Contact, "Submitted a form"),
            (CONTENT_CONSUMED, Contact, "Consumed content"),
            (WEBINAR_ATTENDED, Contact, "Attended a webinar"),
            (EVENT_ATTENDED, Contact, "Attended an event"),
            (INBOUND_TOUCH, Contact, "Answered marketing"),
            (EMAIL_OPENED, Contact, "Opened an email"),
            (EMAIL_CLICKED, Contact, "Clicked in an email"),
            (PURCHASE, Contact, "Purchased"),
            (CONVERSION, Contact, "Converted"),
            (UNSUBSCRIBED, Contact, "Unsubscribed"),
            (EMAIL_SENT, Ours, "Was sent an email"),
            (EMAIL_HELD, Ours, "Email held back"),
            (EMAIL_FAILED, Ours, "Email failed"),
            (EMAIL_BOUNCED, Ours, "Email bounced"),
            (EMAIL_COMPLAINED, Ours, "Email called spam"),
            (EMAIL_FETCHED, Ours, "Email fetched by software"),
            (OUTBOUND_TOUCH, Ours, "Was contacted"),
            (FIELD_CHANGED, Ours, "Field changed"),
            (STAGE_CHANGED, Ours, "Stage changed"),
            (LEAD_CREATED, Ours, "Lead created"),
            (LEAD_QUALIFIED, Ours, "Became an AQL"),
            (LEAD_ASSIGNED, Ours, "Handed to sales"),
            (LEAD_ACCEPTED, Ours, "Accepted by sales"),
            (LEAD_REJECTED, Ours, "Rejected by sales"),
            (LEAD_RECYCLED, Ours, "Recycled by sales"),
            (LEAD_CLOSED, Ours, "Lead closed"),
            (OPPORTUNITY_OPENED, Ours, "Opportunity opened"),
            (OPPORTUNITY_WON, Ours, "Opportunity won"),
            (OPPORTUNITY_LOST, Ours, "Opportunity lost"),
            (CONSENT_GIVEN, Ours, "Gave consent"),
            (CONSENT_WITHDRAWN, Ours, "Withdrew consent"),
            (MERGED, Ours, "Records merged"),
            (IDENTIFIED, Ours, "Browser identified"),
            (LIST_JOINED, Ours, "Joined a list"),
            (LIST_LEFT, Ours, "Left a list"),
            (ADDRESS_SUPPRESSED, Ours, "Address suppressed"),
            (ADDRESS_LIFTED, Ours, "Suppression lifted"),
            (PROGRAM_JOINED, Ours, "Joined a program"),
            (PROGRAM_STATUS, Ours, "Program status changed"),
            (PROGRAM_ACTED, Ours, "Program acted"),
            (NURTURE_EXHAUSTED, Ours, "Ran out of content"),
            (TASK_CREATED, Ours, "Task created"),
            (ALERT_SENT, Ours, "Alert sent"),
            (SALES_CALL, Rep, "Sales call"),
            (SALES_EMAIL, Rep, "Sales email"),
            (SALES_MEETING, Rep, "Sales meeting"),
            (SALES_DEMO, Rep, "Sales demo"),
        ]
    };

    /// Whose deed a kind is; a custom event is the contact's.
    pub fn nature(kind: &str) -> super::Nature {
        ALL.iter().find(|(name, ..)| *name == kind).map_or(super::Nature::Contact, |(_, nature, _)| *nature)
    }

    /// The kinds of definition that an activity's `asset` may be a key of. A page, a form and a changed field are none;
    /// content may stand behind a form and a custom event.
    pub fn concerns(kind: &str) -> &'static [DefinitionKind] {
        use DefinitionKind::{Asset, Email, List, Program};
        match kind {
            EMAIL_SENT | EMAIL_HELD | EMAIL_FAILED | EMAIL_BOUNCED | EMAIL_COMPLAINED | EMAIL_OPENED
            | EMAIL_CLICKED | EMAIL_FETCHED | UNSUBSCRIBED => &[Email],
            PROGRAM_JOINED | PROGRAM_STATUS | PROGRAM_ACTED | NURTURE_EXHAUSTED => &[Program],
            LIST_JOINED | LIST_LEFT => &[List],
            TASK_CREATED | EVENT_ATTENDED | INBOUND_TOUCH | OUTBOUND_TOUCH => &[Asset, Program],
            _ if nature(kind) == super::Nature::Contact => &[Asset],
            _ => &[],
        }
    }

    /// The English label; a custom event shows its own name.
    pub fn label(kind: &str) -> &str {
        ALL.iter().find(|(name, ..)| *name == kind).map_or(kind, |(_, _, label)| label)
    }
}
