//! Every route with what it needs. A route that is not in [`DOORS`] is refused to everybody, whatever the router says.

use crate::rights::Right;

/// What a route asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing: sign-in itself, health, and links in mail, which carry their own signature.
    Nothing,
    /// A write key of the intake.
    WriteKey,
    /// A session, whatever the role.
    Session,
    /// A session or an API key that holds the right.
    May(Right),
}

/// Every route with what it needs.
pub const DOORS: &[(&str, &str, Need)] = {
    use Need::*;
    use Right::*;
    &[
        ("POST", "/api/v1/session", Nothing),
        ("GET", "/api/v1/session", Session),
        ("DELETE", "/api/v1/session", Session),
        ("PUT", "/api/v1/session/password", Session),
        ("GET", "/api/v1/kpis", May(ReadReports)),
        ("GET", "/api/v1/kpis/usage", May(ReadReports)),
        ("GET", "/api/v1/kpis/{key}/rows", May(ReadReports)),
        ("GET", "/api/v1/funnel", May(ReadReports)),
        ("GET", "/api/v1/contacts", May(ReadRecords)),
        ("POST", "/api/v1/contacts", May(EditRecords)),
        ("GET", "/api/v1/contacts.csv", May(ReadRecords)),
        ("GET", "/api/v1/contacts/{id}", May(ReadRecords)),
        ("PATCH", "/api/v1/contacts/{id}", May(EditRecords)),
        ("DELETE", "/api/v1/contacts/{id}", May(EraseRecords)),
        ("GET", "/api/v1/contacts/{id}/timeline", May(ReadRecords)),
        ("GET", "/api/v1/contacts/{id}/explain", May(ReadRecords)),
        ("GET", "/api/v1/contacts/{id}/preview", May(ReadRecords)),
        ("POST", "/api/v1/contacts/{id}/merge", May(EraseRecords)),
        ("POST", "/api/v1/contacts/{id}/consent", May(EditRecords)),
        ("GET", "/api/v1/accounts", May(ReadRecords)),
        ("GET", "/api/v1/accounts/{id}", May(ReadRecords)),
        ("PATCH", "/api/v1/accounts/{id}", May(EditRecords)),
        ("GET", "/api/v1/leads", May(ReadRecords)),
        ("GET", "/api/v1/leads/{id}", May(ReadRecords)),
        ("POST", "/api/v1/leads/{id}/decision", May(DecideLeads)),
        ("POST", "/api/v1/leads/{id}/hand-over", May(DecideLeads)),
        ("GET", "/api/v1/opportunities", May(ReadRecords)),
        ("GET", "/api/v1/opportunities/{id}", May(ReadRecords)),
        ("POST", "/api/v1/segments/count", May(ReadRecords)),
        ("GET", "/api/v1/segments/{key}/members", May(ReadRecords)),
        ("GET", "/api/v1/definitions/{kind}", May(ReadDefinitions)),
        ("GET", "/api/v1/definitions/{kind}/{key}", May(ReadDefinitions)),
        ("PUT", "/api/v1/definitions/{kind}/{key}/draft", May(EditDefinitions)),
        ("DELETE", "/api/v1/definitions/{kind}/{key}/draft", May(EditDefinitions)),
        ("POST", "/api/v1/definitions/{kind}/{key}/publish", May(PublishDefinitions)),
        ("POST", "/api/v1/definitions/{kind}/{key}/archive", May(PublishDefinitions)),
        ("POST", "/api/v1/definitions/{kind}/{key}/rehearsal", May(EditDefinitions)),
        ("GET", "/api/v1/definitions/{kind}/{key}/history", May(ReadDefinitions)),
        ("GET", "/api/v1/definitions/{kind}/{key}/diff", May(ReadDefinitions)),
        ("POST", "/api/v1/definitions/{kind}/{key}/rollback", May(PublishDefinitions)),
        ("GET", "/api/v1/approvals", May(ReadDefinitions)),
        ("POST", "/api/v1/approvals/{id}/approve", May(Approve)),
        ("POST", "/api/v1/approvals/{id}/refuse", May(Approve)),
        ("POST", "/api/v1/approvals/{id}/cancel", May(ReadDefinitions)),
        ("GET", "/api/v1/export", May(Export)),
        ("POST", "/api/v1/lists/{key}/members", May(EditRecords)),
        ("DELETE", "/api/v1/lists/{key}/members", May(EditRecords)),
        ("POST", "/api/v1/emails/render", May(ReadDefinitions)),
        ("GET", "/api/v1/emails/{key}/drawn", May(ReadDefinitions)),
        ("POST", "/api/v1/emails/{key}/test", May(Send)),
        ("POST", "/api/v1/emails/{key}/preflight", May(EditDefinitions)),
        ("GET", "/api/v1/programs", May(ReadDefinitions)),
        ("GET", "/api/v1/programs/{key}", May(ReadDefinitions)),
        ("GET", "/api/v1/programs/{key}/members", May(ReadRecords)),
        ("GET", "/api/v1/programs/{key}/results", May(ReadReports)),
        ("GET", "/api/v1/programs/{key}/results.csv", May(ReadReports)),
        ("GET", "/api/v1/programs/{key}/results/contacts", May(ReadRecords)),
        ("GET", "/api/v1/programs/{key}/hits", May(ReadSends)),
        ("GET", "/api/v1/programs/{key}/audience", May(ReadRecords)),
        ("POST", "/api/v1/programs/{key}/preflight", May(Send)),
        ("POST", "/api/v1/programs/{key}/run", May(Send)),
        ("POST", "/api/v1/programs/{key}/release", May(Send)),
        ("GET", "/api/v1/test-size", May(ReadDefinitions)),
        ("GET", "/api/v1/runs/{id}/test", May(ReadReports)),
        ("POST", "/api/v1/runs/{id}/winner", May(Send)),
        ("GET", "/api/v1/files", May(ReadDefinitions)),
        ("POST", "/api/v1/files", May(EditDefinitions)),
        ("POST", "/api/v1/runs/{id}/reschedule", May(Send)),
        ("POST", "/api/v1/runs/{id}/pause", May(Send)),
        ("POST", "/api/v1/runs/{id}/resume", May(Send)),
        ("POST", "/api/v1/runs/{id}/cancel", May(Send)),
        ("GET", "/api/v1/imports", May(Import)),
        ("POST", "/api/v1/imports", May(Import)),
        ("GET", "/api/v1/imports/{id}", May(Import)),
        ("PUT", "/api/v1/imports/{id}/mapping", May(Import)),
        ("POST", "/api/v1/imports/{id}/dry-run", May(Import)),
        ("POST", "/api/v1/imports/{id}/start", May(Import)),
        ("GET", "/api/v1/imports/{id}/rejected.csv", May(Import)),
        ("GET", "/api/v1/imports/{id}/warnings.csv", May(Import)),
        ("GET", "/api/v1/outbox", May(ReadSends)),
        ("GET", "/api/v1/outbox/{id}", May(ReadSends)),
        ("GET", "/api/v1/outbox/{id}/html", May(ReadSends)),
        ("GET", "/api/v1/outbox/{id}/attachments/{place}", May(ReadSends)),
        ("GET", "/api/v1/lanes", May(ReadSends)),
        ("GET", "/api/v1/sends", May(ReadSends)),
        ("GET", "/api/v1/mail/returned", May(ReadSends)),
        ("POST", "/api/v1/mail/returned", May(EditSuppressions)),
        ("POST", "/api/v1/mail/returned/undo", May(EditSuppressions)),
        ("GET", "/api/v1/mail/returned/{id}", May(ReadSends)),
        ("GET", "/api/v1/sender-domains", May(ReadSends)),
        ("POST", "/api/v1/sender-domains", May(EditSettings)),
        ("GET", "/api/v1/sender-domains/{domain}", May(ReadSends)),
        ("PATCH", "/api/v1/sender-domains/{domain}", May(EditSettings)),
        ("DELETE", "/api/v1/sender-domains/{domain}", May(EditSettings)),
        ("POST", "/api/v1/sender-domains/{domain}/check", May(EditSettings)),
        ("POST", "/api/v1/dmarc-reports", May(EditSettings)),
        ("GET", "/api/v1/suppressions", May(ReadSends)),
        ("POST", "/api/v1/suppressions", May(EditSuppressions)),
        ("POST", "/api/v1/suppressions/lift", May(EditSuppressions)),
        ("POST", "/api/v1/suppressions/lift-matching", May(EditSuppressions)),
        ("GET", "/api/v1/ways-back", May(ReadSends)),
        ("GET", "/api/v1/ways-out", May(EditSettings)),
        ("POST", "/api/v1/ways-out", May(EditSettings)),
        ("PUT", "/api/v1/ways-out/routing", May(EditSettings)),
        ("GET", "/api/v1/ways-out/route", May(ReadSends)),
        ("PUT", "/api/v1/ways-out/{key}", May(EditSettings)),
        ("DELETE", "/api/v1/ways-out/{key}", May(EditSettings)),
        ("POST", "/api/v1/ways-out/{key}/check", May(EditSettings)),
        ("POST", "/api/v1/query", May(Query)),
        ("GET", "/api/v1/query/tables", May(Query)),
        ("GET", "/api/v1/users", May(ReadUsers)),
        ("POST", "/api/v1/users", May(EditUsers)),
        ("PATCH", "/api/v1/users/{id}", May(EditUsers)),
        ("GET", "/api/v1/keys", May(EditKeys)),
        ("POST", "/api/v1/keys", May(EditKeys)),
        ("DELETE", "/api/v1/keys/{id}", May(EditKeys)),
        ("GET", "/api/v1/costs", May(ReadCosts)),
        ("POST", "/api/v1/costs", May(EditCosts)),
        ("PATCH", "/api/v1/costs/{id}", May(EditCosts)),
        ("DELETE", "/api/v1/costs/{id}", May(EditCosts)),
        ("GET", "/api/v1/parked", May(EditParked)),
        ("POST", "/api/v1/parked/{id}/replay", May(EditParked)),
        ("DELETE", "/api/v1/parked/{id}", May(EditParked)),
        ("GET", "/api/v1/audit", May(ReadAudit)),
        ("GET", "/api/v1/openapi.json", Nothing),
        ("POST", "/v1/identify", WriteKey),
        ("POST", "/v1/track", WriteKey),
        ("POST", "/v1/page", WriteKey),
        ("POST", "/v1/group", WriteKey),
        ("POST", "/v1/alias", WriteKey),
        ("POST", "/v1/batch", WriteKey),
        ("GET", "/t/o/{token}", Nothing),
        ("GET", "/t/c/{token}", Nothing),
        ("GET", "/v/{token}", Nothing),
        ("GET", "/u/{token}", Nothing),
        ("POST", "/u/{token}", Nothing),
        ("GET", "/p/{token}", Nothing),
        ("POST", "/p/{token}", Nothing),
        ("GET", "/f/{name}", Nothing),
        ("POST", "/hooks/{provider}/{way}", Nothing),
        ("GET", "/livez", Nothing),
        ("GET", "/readyz", Nothing),
    ]
};

/// What a route needs; `None` when it is in no table, which means refused.
pub fn need(method: &str, path: &str) -> Option<Need> {
    // HEAD is answered by the handler of GET.
    let method = if method == "HEAD" { "GET" } else { method };
    DOORS.iter().find(|(m, p, _)| *m == method && *p == path).map(|(_, _, need)| *need)
}

/// The methods that an address answers.
pub fn methods(path: &str) -> Vec<&'static str> {
    DOORS.iter().filter(|(_, p, _)| *p == path).map(|(method, ..)| *method).collect()
}

/// Whether anybody may ask an address what it answers: links in mail, which scanners try in every way.
pub fn is_open(path: &str) -> bool {
    let mut here = DOORS.iter().filter(|(_, p, _)| *p == path).peekable();
    here.peek().is_some() && here.all(|(.., need)| *need == Need::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_door_is_listed_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for (method, path, _) in DOORS {
            assert!(seen.insert((method, path)), "{method} {path}");
        }
    }

    #[test]
    fn an_unknown_route_is_refused_and_head_is_get() {
        assert_eq!(need("GET", "/api/v1/secrets"), None);
        assert_eq!(need("HEAD", "/livez"), Some(Need::Nothing));
        assert_eq!(need("PUT", "/livez"), None);
    }
}
