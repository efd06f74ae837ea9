//! Aggregate reports (RFC 9990): what others saw of mail that carries a domain's name.

use mail_auth::flate2::read::GzDecoder;
use mail_auth::report::{ActionDisposition, DmarcResult, Report};
use mail_auth::zip::ZipArchive;
use std::io::{Cursor, Read};

/// Most bytes of a report once it is unpacked; what is larger is a bomb.
const MOST_BYTES: u64 = 20 << 20;
/// Most rows that are read.
const MOST_ROWS: usize = 20_000;

/// A report of one organisation about one domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aggregate {
    pub domain: String,
    pub organisation: String,
    /// Its name there.
    pub id: String,
    /// Seconds since 1970.
    pub from: u64,
    pub to: u64,
    pub rows: Vec<Row>,
}

/// Mail from one address that fared alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub source: String,
    pub mails: u32,
    /// Whether it passed and belonged to the domain.
    pub dkim: bool,
    pub spf: bool,
    /// What was done with it.
    pub disposition: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoReport {
    #[error("this is not a DMARC report: {0}")]
    Unreadable(String),
    #[error("the report has more than {} MB when it is unpacked", MOST_BYTES >> 20)]
    TooLarge,
}

/// Reads a report: the message that it came with, or its file, packed or not.
pub fn read(raw: &[u8]) -> Result<Aggregate, NoReport> {
    let unreadable = |why: &str| NoReport::Unreadable(why.chars().take(200).collect());
    let report = match raw {
        [0x1f, 0x8b, ..] => xml(&unpacked(GzDecoder::new(raw))?),
        [b'P', b'K', 3, 4, ..] => {
            let mut archive = ZipArchive::new(Cursor::new(raw)).map_err(|error| unreadable(&error.to_string()))?;
            let file = archive.by_index(0).map_err(|error| unreadable(&error.to_string()))?;
            xml(&unpacked(file)?)
        }
        _ if raw.trim_ascii_start().starts_with(b"<") => xml(raw),
        _ => Report::parse_rfc5322(raw, MOST_BYTES as usize).map_err(|error| match error {
            mail_auth::report::Error::ReportTooLarge => NoReport::TooLarge,
            other => unreadable(&format!("{other:?}")),
        }),
    }?;
    let rows: Vec<Row> = report.records().iter().take(MOST_ROWS).filter_map(row).collect();
    let domain = report.domain().trim().trim_end_matches('.').to_ascii_lowercase();
    if domain.is_empty() || report.report_id().is_empty() {
        return Err(unreadable("it names no domain"));
    }
    let short = |text: &str| text.chars().filter(|c| !c.is_control()).take(200).collect();
    Ok(Aggregate {
        organisation: short(report.org_name()),
        id: short(report.report_id()),
        from: report.date_range_begin(),
        to: report.date_range_end(),
        domain,
        rows,
    })
}

fn xml(text: &[u8]) -> Result<Report, NoReport> {
    Report::parse_xml(text).map_err(|why| NoReport::Unreadable(why.chars().take(200).collect()))
}

/// What is packed, as far as it is no bomb.
fn unpacked(reader: impl Read) -> Result<Vec<u8>, NoReport> {
    let mut text = Vec::new();
    let read = reader.take(MOST_BYTES + 1).read_to_end(&mut text);
    read.map_err(|error| NoReport::Unreadable(error.to_string()))?;
    if text.len() as u64 > MOST_BYTES { Err(NoReport::TooLarge) } else { Ok(text) }
}

fn row(record: &mail_auth::report::Record) -> Option<Row> {
    Some(Row {
        source: record.source_ip()?.to_string(),
        mails: record.count(),
        dkim: record.dmarc_dkim_result() == DmarcResult::Pass,
        spf: record.dmarc_spf_result() == DmarcResult::Pass,
        disposition: match record.action_disposition() {
            ActionDisposition::Quarantine => "quarantine",
            ActionDisposition::Reject => "reject",
            ActionDisposition::None | ActionDisposition::Pass | ActionDisposition::Unspecified => "none",
        },
    })
}
