//! DMARC reports: counted for the domains that are set up here, once each.

use super::super::Performer;
use mail::dmarc::{NoReport, read};
use model::Timestamp;
use store::StoreError;
use store::dmarc_reports::{self, Report, Row};
use store::sender_domains as domains;

/// What a report said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub domain: String,
    pub organisation: String,
    pub mails: u64,
    /// Whether it was not here yet.
    pub new: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum DmarcError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Unreadable(#[from] NoReport),
    #[error("the report is about {0}, which is not set up here as a domain of senders")]
    Stranger(String),
}

impl Performer {
    /// Counts a message to the bounce domain that is about no send, where it is a report.
    pub(in super::super) async fn heed_report(&self, raw: &[u8]) {
        match self.dmarc_report(raw).await {
            Ok(counted) => {
                tracing::info!(domain = counted.domain, organisation = counted.organisation, "a DMARC report")
            }
            Err(DmarcError::Store(error)) => tracing::warn!(%error, "a DMARC report is lost"),
            Err(_) => {}
        }
    }

    /// Takes an aggregate report as it came: a message, or a file. The same one again changes nothing.
    pub async fn dmarc_report(&self, raw: &[u8]) -> Result<Counted, DmarcError> {
        let (engine, raw) = (&self.0.engine, raw.to_vec());
        let read = tokio::task::spawn_blocking(move || read(&raw)).await;
        let report = read.unwrap_or_else(|_| Err(NoReport::Unreadable("the reader failed".into())))?;
        let ours = domains::list(engine.store(), engine.workspace()).await?;
        let own = |domain: &str| report.domain == domain || report.domain.ends_with(&format!(".{domain}"));
        if !ours.iter().any(|domain| own(&domain.domain)) {
            return Err(DmarcError::Stranger(report.domain));
        }
        let mails = report.rows.iter().map(|row| u64::from(row.mails)).sum();
        let at = |seconds: u64| Timestamp(i64::try_from(seconds).unwrap_or(0).saturating_mul(1_000_000));
        let rows = report.rows.into_iter().map(|row| Row {
            source: row.source,
            mails: i64::from(row.mails),
            dkim: row.dkim,
            spf: row.spf,
            disposition: row.disposition.into(),
        });
        let report = Report {
            rows: rows.collect(),
            from: at(report.from),
            to: at(report.to),
            domain: report.domain,
            organisation: report.organisation,
            report: report.id,
        };
        let new = dmarc_reports::keep(engine.store(), engine.workspace(), &report, engine.now()).await?;
        Ok(Counted { domain: report.domain, organisation: report.organisation, mails, new })
    }
}
