//! Domains that mail is sent from.

use engine::perform::{Provider, Rule, SenderView};
use mail::domain::{Finding, Record, Topic, Verdict};
use model::Timestamp;
use serde::{Deserialize, Serialize};
use store::dmarc_reports::Sum;
use utoipa::ToSchema;

/// A domain as it is listed.
#[derive(Debug, Serialize, ToSchema)]
pub struct SenderDomainRow {
    pub domain: String,
    /// `pending` until its key is found in DNS, then `verified`; `failed` once it is not found any more.
    pub state: String,
    pub checked_at: Option<Timestamp>,
    /// Mail may leave although it is not verified.
    pub allowed: bool,
    /// Findings that are wrong, and those that are only advice.
    pub wrong: usize,
    pub advice: usize,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SenderDomainList {
    pub items: Vec<SenderDomainRow>,
}

/// A domain with what its DNS should hold and what it holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct SenderDomain {
    #[serde(flatten)]
    pub row: SenderDomainRow,
    pub state_at: Timestamp,
    pub created_at: Timestamp,
    /// Since when and by whose word mail may leave although it is not verified.
    pub allowed_at: Option<Timestamp>,
    pub allowed_by: Option<String>,
    /// What an SPF record has to hold so that it allows the mail server: `include:spf.example.net`.
    pub spf: Option<String>,
    pub records: Vec<DnsRecord>,
    pub findings: Vec<DomainFinding>,
    pub rules: Vec<SenderRule>,
    pub reports: DmarcReports,
}

/// A record to set.
#[derive(Debug, Serialize, ToSchema)]
pub struct DnsRecord {
    /// `dkim`, `spf`, `dmarc`, `bounces` or `links`.
    pub topic: String,
    /// `TXT`, `MX` or `CNAME`.
    #[serde(rename = "type")]
    pub kind: String,
    pub name: String,
    pub value: String,
    /// The value as zone files write it.
    pub zone: String,
    /// Mail arrives without it.
    pub optional: bool,
}

/// What was found in DNS.
#[derive(Debug, Serialize, ToSchema)]
pub struct DomainFinding {
    /// `dkim`, `spf`, `dmarc`, `alignment`, `bounces`, `links`, `hosts`, `mta_sts` or `bimi`.
    pub topic: String,
    /// `good`, `advice`, `wrong` or `unknown`.
    pub verdict: String,
    pub text: String,
    /// What to do; empty when there is nothing to do.
    pub remedy: String,
}

/// What large receivers ask of who sends much.
#[derive(Debug, Serialize, ToSchema)]
pub struct SenderRule {
    pub key: String,
    /// `gmail`, `yahoo`, `outlook`.
    pub providers: Vec<String>,
    pub verdict: String,
    pub text: String,
    pub remedy: String,
}

/// What receivers reported of mail in the domain's name, of the last 30 days.
#[derive(Debug, Serialize, ToSchema)]
pub struct DmarcReports {
    pub reports: i64,
    /// The end of the latest.
    pub latest: Option<Timestamp>,
    pub rows: Vec<DmarcRow>,
}

/// Mail from one address that fared alike.
#[derive(Debug, Serialize, ToSchema)]
pub struct DmarcRow {
    pub source: String,
    pub mails: i64,
    /// Whether it passed and belonged to the domain.
    pub dkim: bool,
    pub spf: bool,
    /// What was done with it: `none`, `quarantine` or `reject`.
    pub disposition: String,
    pub reports: i64,
}

/// A domain to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSenderDomain {
    pub domain: String,
    /// What the mail provider asks to have in SPF: `include:spf.example.net`, `ip4:192.0.2.1`.
    pub spf: Option<String>,
}

/// What changes; absent fields stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SenderDomainChange {
    /// Empty takes it away.
    pub spf: Option<String>,
    /// Mail may leave although the domain is not verified.
    pub allowed: Option<bool>,
}

/// A report that was handed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct DmarcReport {
    pub domain: String,
    pub organisation: String,
    pub mails: u64,
    /// False when the report was here already.
    pub new: bool,
}

fn topic(topic: Topic) -> String {
    let name = match topic {
        Topic::Dkim => "dkim",
        Topic::Spf => "spf",
        Topic::Dmarc => "dmarc",
        Topic::Alignment => "alignment",
        Topic::Bounces => "bounces",
        Topic::Links => "links",
        Topic::Hosts => "hosts",
        Topic::MtaSts => "mta_sts",
        Topic::Bimi => "bimi",
    };
    name.into()
}

fn verdict(verdict: Verdict) -> String {
    let name = match verdict {
        Verdict::Good => "good",
        Verdict::Advice => "advice",
        Verdict::Wrong => "wrong",
        Verdict::Unknown => "unknown",
    };
    name.into()
}

impl From<&SenderView> for SenderDomainRow {
    fn from(view: &SenderView) -> SenderDomainRow {
        let count = |verdict| view.findings.iter().filter(|finding| finding.verdict == verdict).count();
        SenderDomainRow {
            domain: view.domain.domain.clone(),
            state: view.domain.state.as_str().into(),
            checked_at: view.domain.checked_at,
            allowed: view.domain.allowed.is_some(),
            wrong: count(Verdict::Wrong),
            advice: count(Verdict::Advice),
        }
    }
}

impl From<Record> for DnsRecord {
    fn from(record: Record) -> DnsRecord {
        DnsRecord {
            topic: topic(record.topic),
            kind: record.kind.into(),
            name: record.name,
            value: record.value,
            zone: record.zone,
            optional: record.optional,
        }
    }
}

impl From<Finding> for DomainFinding {
    fn from(finding: Finding) -> DomainFinding {
        DomainFinding {
            topic: topic(finding.topic),
            verdict: verdict(finding.verdict),
            text: finding.text,
            remedy: finding.remedy,
        }
    }
}

impl From<Rule> for SenderRule {
    fn from(rule: Rule) -> SenderRule {
        let provider = |provider: &Provider| match provider {
            Provider::Gmail => "gmail",
            Provider::Yahoo => "yahoo",
            Provider::Outlook => "outlook",
        };
        SenderRule {
            key: rule.key.into(),
            providers: rule.providers.iter().map(|one| provider(one).into()).collect(),
            verdict: verdict(rule.verdict),
            text: rule.text,
            remedy: rule.remedy,
        }
    }
}

impl From<Sum> for DmarcRow {
    fn from(sum: Sum) -> DmarcRow {
        DmarcRow {
            source: sum.source,
            mails: sum.mails,
            dkim: sum.dkim,
            spf: sum.spf,
            disposition: sum.disposition,
            reports: sum.reports,
        }
    }
}
