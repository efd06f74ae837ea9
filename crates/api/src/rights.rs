//! Who may do what: the rights that there are, and which of them each role holds. Nowhere else.

use model::Role;
use model::definition::Approval;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A permission. Routes need one; roles and API keys hold some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Contacts, accounts, leads, opportunities, segments and their timelines.
    ReadRecords,
    EditRecords,
    /// Erasing and merging cannot be undone.
    EraseRecords,
    /// Accept, reject or recycle a lead.
    DecideLeads,
    ReadDefinitions,
    /// Drafts.
    EditDefinitions,
    /// Publish, archive, roll back.
    PublishDefinitions,
    /// Publish the instance's settings and fields.
    EditSettings,
    /// Start, pause and cancel runs; test mails.
    Send,
    /// Publish operational mail, which ignores marketing opt-out.
    SendOperational,
    /// Agree to what others want to send or put in force, of what one may do oneself.
    Approve,
    Import,
    ReadReports,
    /// SQL over everything.
    Query,
    /// The whole instance as text.
    Export,
    /// Captured mail and sends.
    ReadSends,
    /// Suppress addresses by hand, and lift what keeps mail from them.
    EditSuppressions,
    ReadCosts,
    EditCosts,
    /// Replay or drop what could not be applied.
    EditParked,
    /// Names of colleagues, to choose owners from.
    ReadUsers,
    EditUsers,
    EditKeys,
    ReadAudit,
}

impl Right {
    pub const ALL: [Right; 24] = [
        Right::ReadRecords,
        Right::EditRecords,
        Right::EraseRecords,
        Right::DecideLeads,
        Right::ReadDefinitions,
        Right::EditDefinitions,
        Right::PublishDefinitions,
        Right::EditSettings,
        Right::Send,
        Right::SendOperational,
        Right::Approve,
        Right::Import,
        Right::ReadReports,
        Right::Query,
        Right::Export,
        Right::ReadSends,
        Right::EditSuppressions,
        Right::ReadCosts,
        Right::EditCosts,
        Right::EditParked,
        Right::ReadUsers,
        Right::EditUsers,
        Right::EditKeys,
        Right::ReadAudit,
    ];

    /// The name in JSON and in the scopes of a key.
    pub fn parse(text: &str) -> Option<Right> {
        serde_json::from_value(serde_json::Value::from(text)).ok()
    }

    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
    }
}

/// What each role may do.
pub fn of_role(role: Role) -> &'static [Right] {
    use Right::*;
    match role {
        Role::Admin => &Right::ALL,
        Role::Marketer => &[
            ReadRecords,
            EditRecords,
            DecideLeads,
            ReadDefinitions,
            EditDefinitions,
            PublishDefinitions,
            Send,
            Import,
            ReadReports,
            Query,
            Export,
            ReadSends,
            ReadCosts,
            EditCosts,
            EditParked,
            ReadUsers,
        ],
        Role::Sales => &[ReadRecords, EditRecords, DecideLeads, ReadDefinitions, ReadReports, ReadUsers],
        Role::Analyst => &[ReadRecords, ReadDefinitions, ReadReports, Query, ReadCosts, ReadUsers],
    }
}

/// What somebody of a role may do here: the settings may name further roles that approve.
pub fn of_user(role: Role, approval: &Approval) -> Vec<Right> {
    let mut rights = of_role(role).to_vec();
    if approval.approvers.contains(&role) && !rights.contains(&Right::Approve) {
        rights.push(Right::Approve);
    }
    rights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_and_no_right_is_forgotten() {
        for right in Right::ALL {
            assert_eq!(Right::parse(&right.name()), Some(right));
        }
        assert_eq!(Right::parse("everything"), None);
    }
}
