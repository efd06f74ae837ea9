//! Forms of servers that the corpus does not have: today's, and those of standards read to the letter.

use mail::returned::{Action, Kind, Returned};
use mail::{Category, Status};

fn read(lines: &[&str]) -> Returned {
    Returned::read(lines.join("\r\n").as_bytes())
}

/// The one recipient that a message names, with the verdict.
fn one(lines: &[&str]) -> (String, Action, Category) {
    let returned = read(lines);
    let [recipient] = returned.recipients.as_slice() else { panic!("{returned:#?}") };
    (recipient.address.clone(), recipient.action, recipient.category)
}

fn ana(action: Action, category: Category) -> (String, Action, Category) {
    ("ana@example.com".to_string(), action, category)
}

#[test]
fn a_report_by_the_standard() {
    let returned = read(&[
        "Return-Path: <>",
        "Delivered-To: b+abc@bounce.example.org",
        "From: MAILER-DAEMON@mx.example.org (Mail Delivery System)",
        "Subject: Undelivered Mail Returned to Sender",
        "Auto-Submitted: auto-replied",
        "Content-Type: multipart/report; report-type=delivery-status;",
        " boundary=\"4XyZ.1/mx.example.org\"",
        "",
        "This is a MIME-encapsulated message.",
        "--4XyZ.1/mx.example.org",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "This is the mail system at host mx.example.org.",
        "For further assistance, please send mail to postmaster.",
        "",
        "<ana@example.com>: host mail.example.com[192.0.2.7] said: 550 5.1.1",
        "    <ana@example.com>: Recipient address rejected: User unknown in local",
        "    recipient table (in reply to RCPT TO command)",
        "--4XyZ.1/mx.example.org",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example.org",
        "",
        "Final-Recipient: rfc822; ana@example.com",
        "Original-Recipient: rfc822;ana@example.com",
        "Action: failed",
        "Status: 5.1.1",
        "Diagnostic-Code: smtp; 550 5.1.1 <ana@example.com>: Recipient address rejected:",
        "    User unknown in local recipient table",
        "--4XyZ.1/mx.example.org",
        "Content-Type: message/rfc822",
        "",
        "Return-Path: <b+abc@bounce.example.org>",
        "Message-ID: <snd_0000002a.00c0ffee@example.org>",
        "To: Ana <ana@example.com>",
        "Subject: Guide",
        "",
        "Hello",
        "--4XyZ.1/mx.example.org--",
    ]);
    assert_eq!((returned.kind, returned.category), (Kind::Bounce, Category::HardUser));
    let recipient = returned.about("ANA@example.com").unwrap();
    assert_eq!((recipient.address.as_str(), recipient.action), ("ana@example.com", Action::Failed));
    assert_eq!(recipient.status, Some(Status(5, 1, 1)));
    assert!(recipient.diagnostic.contains("550 5.1.1") && recipient.diagnostic.ends_with("recipient table"));
    assert_eq!(returned.original.message_ids, ["<snd_0000002a.00c0ffee@example.org>"]);
    assert!(returned.original.returned_to.contains(&"b+abc@bounce.example.org".to_string()));
    assert_eq!(returned.original.to.as_deref(), Some("ana@example.com"));
}

#[test]
fn delays_and_deliveries_are_no_bounces() {
    let report = |action: &str, status: &str| {
        let (action, status) = (format!("Action: {action}"), format!("Status: {status}"));
        read(&[
            "From: postmaster@example.net",
            "Subject: Delivery Status Notification",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
            "",
            "--b",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mx.example.net",
            "",
            "Final-Recipient: rfc822; ana@example.com",
            &action,
            &status,
            "--b--",
        ])
    };
    for (action, status, kind) in [
        ("delayed", "4.4.1", Kind::Delayed),
        ("delayed", "5.1.1", Kind::Delayed),
        ("delivered", "2.0.0", Kind::Delivered),
        ("relayed", "2.0.0", Kind::Delivered),
        ("expanded", "2.1.5", Kind::Delivered),
        ("failed", "4.4.7", Kind::Bounce),
    ] {
        let returned = report(action, status);
        assert_eq!(returned.kind, kind, "{action} {status}");
        assert!(!returned.category.is_hard(), "{action} {status}");
    }
}

#[test]
fn servers_with_words_of_their_own() {
    let exchange = one(&[
        "From: Microsoft Outlook <MicrosoftExchange329e@example.net>",
        "Subject: Undeliverable: Guide",
        "Content-Type: text/html; charset=\"us-ascii\"",
        "",
        "<html><body><style>p { color: red }</style><p><b>Delivery has failed to these recipients or groups:</b></p>",
        "<p>Ana N&uacute;&ntilde;ez (<a href=\"mailto:ana@example.com\">ana@example.com</a>)<br>",
        "The email address you entered couldn't be found. Please check the recipient's email address.</p>",
        "<p><b>Diagnostic information for administrators:</b></p>",
        "<p>ana@example.com<br>#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##</p>",
        "<p>Original message headers:</p><pre>From: news@example.org\nTo: other@example.org</pre></body></html>",
    ]);
    assert_eq!(exchange, ana(Action::Failed, Category::HardUser));
    let gmail = one(&[
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
        "X-Failed-Recipients: ana@example.com",
        "Subject: Delivery Status Notification (Failure)",
        "",
        "Delivery to the following recipient failed permanently:",
        "",
        "     ana@example.com",
        "",
        "Technical details of permanent failure:",
        "The error that the other server returned was:",
        "550 5.1.1 User unknown",
        "",
        "----- Original message -----",
    ]);
    assert_eq!(gmail, ana(Action::Failed, Category::HardUser));
    let exim = one(&[
        "From: Mail Delivery System <Mailer-Daemon@mx.example.net>",
        "Subject: Mail delivery failed: returning message to sender",
        "",
        "A message that you sent could not be delivered to one or more of its",
        "recipients. This is a permanent error. The following address(es) failed:",
        "",
        "  ana@example.com",
        "    host mx.example.com [192.0.2.7]",
        "    SMTP error from remote mail server after RCPT TO:<ana@example.com>:",
        "    550 5.7.1 Service unavailable, Client host [198.51.100.1] blocked using Spamhaus",
    ]);
    assert_eq!(exim, ana(Action::Failed, Category::Block));
    let notes = one(&[
        "From: Postmaster@example.net",
        "Subject: DELIVERY FAILURE: User ana (ana@example.com) not listed in Domino Directory",
        "",
        "Your message",
        "",
        "  Subject: Guide",
        "",
        "was not delivered to:",
        "",
        "  ana@example.com",
        "",
        "because:",
        "",
        "  User ana (ana@example.com) not listed in Domino Directory",
    ]);
    assert_eq!(notes, ana(Action::Failed, Category::HardUser));
    let opensmtpd = one(&[
        "From: Mailer Daemon <MAILER-DAEMON@mx.example.net>",
        "Subject: Delivery status notification: error",
        "",
        "    An error has occurred while attempting to deliver a message for",
        "    the following list of recipients:",
        "",
        "ana@example.com: 452 4.2.2 Mailbox full",
        "",
        "    Below is a copy of the original message:",
    ]);
    assert_eq!(opensmtpd, ana(Action::Failed, Category::SoftMailbox));
    let spanish = one(&[
        "From: MAILER-DAEMON@correo.example.es",
        "Subject: Error en la entrega",
        "",
        "Su mensaje no se pudo entregar a los siguientes destinatarios:",
        "",
        "ana@example.com",
        "El usuario no existe",
    ]);
    assert_eq!(spanish, ana(Action::Failed, Category::HardUser));
}

#[test]
fn complaints_in_every_form() {
    let complaint = |kind: &str| {
        let kind = format!("Feedback-Type: {kind}");
        read(&[
            "From: <abuse@provider.example>",
            "Subject: FW: Earn money",
            "Content-Type: multipart/report; report-type=feedback-report; boundary=b",
            "",
            "--b",
            "Content-Type: text/plain",
            "",
            "This is an email abuse report for an email message received from 192.0.2.1.",
            "--b",
            "Content-Type: message/feedback-report",
            "",
            &kind,
            "User-Agent: SomeGenerator/1.0",
            "Version: 1",
            "Original-Mail-From: <b+abc@bounce.example.org>",
            "Original-Rcpt-To: <ana@example.com>",
            "--b",
            "Content-Type: message/rfc822",
            "",
            "Message-ID: <snd_0000002a.00c0ffee@example.org>",
            "To: <somebody@example.com>",
            "",
            "--b--",
        ])
    };
    for (kind, wanted) in [
        ("abuse", Kind::Complaint),
        ("fraud", Kind::Complaint),
        ("ABUSE", Kind::Complaint),
        ("not-spam", Kind::NotForUs),
        ("auth-failure", Kind::NotForUs),
        ("opt-out", Kind::Unsubscribe),
    ] {
        let returned = complaint(kind);
        assert_eq!(returned.kind, wanted, "{kind}");
        assert_eq!(returned.about("ana@example.com").map(|one| one.address.as_str()), Some("ana@example.com"));
        assert!(returned.original.returned_to.contains(&"b+abc@bounce.example.org".to_string()));
        assert_eq!(returned.original.message_ids, ["<snd_0000002a.00c0ffee@example.org>"]);
    }
    let bare = read(&[
        "From: staff@provider.example",
        "Subject: complaint about message from 192.0.2.1",
        "Content-Type: message/rfc822",
        "",
        "X-HmXmrOriginalRecipient: <ana@example.com>",
        "Message-ID: <snd_0000002a.00c0ffee@example.org>",
        "",
    ]);
    assert_eq!(bare.kind, Kind::Complaint);
    assert_eq!(bare.recipients[0].address, "ana@example.com");
}
