//! Aggregate reports, in every form that they come in, and in forms that are meant to hurt.

use mail::dmarc::{NoReport, Row, read};
use mail_auth::flate2::{Compression, write::GzEncoder};
use mail_auth::report::{ActionDisposition, DmarcResult, Record, Report};
use proptest::prelude::*;
use std::io::Write;

fn report() -> Report {
    let row = |source: &str, count, dkim, disposition| {
        Record::new()
            .with_source_ip(source.parse().unwrap())
            .with_count(count)
            .with_dmarc_dkim_result(dkim)
            .with_dmarc_spf_result(DmarcResult::Fail)
            .with_action_disposition(disposition)
            .with_header_from("example.com")
    };
    Report::new()
        .with_org_name("google.com")
        .with_email("noreply@google.com")
        .with_report_id("42")
        .with_domain("Example.com")
        .with_date_range_begin(1_790_000_000)
        .with_date_range_end(1_790_086_399)
        .with_record(row("192.0.2.1", 7, DmarcResult::Pass, ActionDisposition::None))
        .with_record(row("2001:db8::1", 2, DmarcResult::Fail, ActionDisposition::Reject))
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_report_is_read_as_message_as_file_and_packed() {
    let xml = report().to_xml();
    let message =
        report().to_rfc5322("mx.google.com", ("Google", "noreply@google.com"), ["dmarc@example.com"].into_iter());
    for (form, raw) in [
        ("xml", xml.clone().into_bytes()),
        ("gzip", packed(xml.as_bytes())),
        ("message", message.unwrap().into_bytes()),
    ] {
        let read = read(&raw).unwrap_or_else(|why| panic!("{form}: {why}"));
        assert_eq!(
            (read.domain.as_str(), read.organisation.as_str(), read.id.as_str()),
            ("example.com", "google.com", "42")
        );
        assert_eq!((read.from, read.to), (1_790_000_000, 1_790_086_399));
        let row = |source: &str, mails, dkim, disposition| Row {
            source: source.into(),
            mails,
            dkim,
            spf: false,
            disposition,
        };
        assert_eq!(read.rows, [row("192.0.2.1", 7, true, "none"), row("2001:db8::1", 2, false, "reject")], "{form}");
    }
}

#[test]
fn bombs_and_nonsense_are_refused() {
    // Twenty-one megabytes of nothing in twenty kilobytes.
    assert_eq!(read(&packed(&vec![b' '; 21 << 20])), Err(NoReport::TooLarge));
    for nonsense in
        ["", "<feedback", "<html></html>", "PK\u{3}\u{4}zip", "\u{1f}\u{8b}gzip", "From: a@b.test\r\n\r\nhello"]
    {
        assert!(matches!(read(nonsense.as_bytes()), Err(NoReport::Unreadable(_))), "{nonsense}");
    }
    assert!(matches!(read(&packed(b"<feedback/>")[..12]), Err(NoReport::Unreadable(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_damage_breaks_the_reader(at in 0_usize..2_000, with in any::<u8>(), cut in 0_usize..2_000) {
        let xml = report().to_xml().into_bytes();
        for mut raw in [xml.clone(), packed(&xml)] {
            let place = at % raw.len();
            raw[place] = with;
            let _ = read(&raw);
            let _ = read(&raw[..cut.min(raw.len())]);
        }
    }
}
