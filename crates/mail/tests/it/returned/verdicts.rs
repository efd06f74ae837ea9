//! The verdicts of one table: each line is something that a server says.

use mail::Category::{self, *};
use mail::{Status, classify};

/// Words of servers, as they come over the wire or stand in reports.
const SAID: &[(&str, Category)] = &[
    // Nobody there.
    ("550 5.1.1 <ana@example.com>: Recipient address rejected: User unknown in virtual mailbox table", HardUser),
    (
        "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address",
        HardUser,
    ),
    ("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ana@example.com not found by SMTP address lookup", HardUser),
    (
        "550 5.4.1 Recipient address rejected: Access denied. [AM0EUR02FT010.eop-EUR02.prod.protection.outlook.com]",
        HardUser,
    ),
    ("550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).", HardUser),
    ("550 Requested action not taken: mailbox unavailable", HardUser),
    ("550 No such user here", HardUser),
    ("553 sorry, no mailbox here by that name (#5.7.0)", Block),
    ("554 delivery error: dd This user doesn't have a yahoo.com account (ana@yahoo.com) [0]", HardUser),
    ("550 5.1.1 User unknown in relay recipient table", HardUser),
    ("550 5.1.3 bad address syntax", HardUser),
    ("550 5.1.6 Mailbox has moved", HardUser),
    (
        "host d1.ess.barracudanetworks.com[209.222.82.253] said: 550 permanent failure for one or more recipients (ana@example.com:550 5.1.1 User unknown)",
        HardUser,
    ),
    ("host spam.gateway.example.com[10.5.1.1] said: 550 unknown user", HardUser),
    ("550 Benutzer unbekannt", HardUser),
    ("550 5.1.1 El usuario no existe", HardUser),
    ("550-<ana@example.com> is not a known user on this system; 550 see https://example.com/bounce", HardUser),
    ("550 ** No mail box available for this user **", HardUser),
    ("550 BAD_RECIPIENT - see https://example.com/undelivered", HardUser),
    ("550 Odbiorca nie istnieje", HardUser),
    // No such domain.
    ("5.1.2 The recipient's domain does not exist: host not found", HardDomain),
    ("556 5.1.10 Recipient address has null MX", HardDomain),
    ("5.4.4 unable to look up host example.invalid: Host or domain name not found", HardDomain),
    ("Unrouteable mail domain \"example.invalid\"", HardDomain),
    // Switched off, perhaps for a while.
    ("550-5.2.1 The email account that you tried to reach is disabled.", Disabled),
    ("554 delivery error: dd This mailbox is disabled (554.30). - mta4.mail.example.com", Disabled),
    ("550 5.2.1 <ana@example.com> Account is inactive", Disabled),
    ("550-ana@example.com is not an active address at this host", Disabled),
    // Full.
    ("452-4.2.2 The email account that you tried to reach is over quota.", SoftMailbox),
    ("552-5.2.2 The email account that you tried to reach is over quota. Please direct", SoftMailbox),
    ("552 5.2.2 mailbox full", SoftMailbox),
    ("550 5.1.1 mailbox full", SoftMailbox),
    ("554 5.2.2 STOREDRV.Deliver; mailbox full; STOREDRV exception", SoftMailbox),
    ("552 Requested mail action aborted: exceeded storage allocation", SoftMailbox),
    ("450 4.2.1 The mailbox is temporarily unavailable", SoftMailbox),
    (
        "550-5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages",
        SoftTransient,
    ),
    // May pass.
    (
        "450 4.7.1 <ana@example.com>: Recipient address rejected: Greylisted, see http://postgrey.example/",
        SoftTransient,
    ),
    ("550 Greylisted, please try again in 5 minutes", SoftTransient),
    ("451 4.7.1 Greylisting in action, please come back later", SoftTransient),
    ("421 4.3.2 Service shutting down", SoftTransient),
    ("450 4.1.1 <ana@example.com>: Recipient address rejected: unverified address: User unknown", SoftTransient),
    ("conversation with mx.example.com timed out while receiving the initial server greeting", SoftTransient),
    ("4.4.1 connect to mx.example.com[192.0.2.1]:25: Connection refused", SoftTransient),
    ("5.4.7 Delivery expired (message too old)", SoftTransient),
    ("554 5.4.6 Too many hops 26 (25 max)", SoftTransient),
    ("Name service error for name=example.com type=MX: Host not found, try again", SoftTransient),
    ("all hosts have been failing for a long time and were last tried after this message arrived", SoftTransient),
    // Who sends is refused.
    ("550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", Block),
    ("554 5.7.1 <ana@example.com>: Relay access denied", Block),
    ("550 5.7.515 Access denied, sending domain example.com does not meet the required authentication level", Block),
    ("421-4.7.28 Our system has detected an unusual rate of unsolicited mail originating from your IP address", Block),
    ("550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy", Block),
    (
        "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).",
        Block,
    ),
    ("550 rate limit exceeded", Block),
    ("550 5.1.1 rejected by blacklist: your IP is listed", Block),
    ("550 5.1.8 Sender address rejected: Domain not found", Block),
    ("553 5.7.1 Sender address rejected: not logged in", Block),
    ("550 SPF check failed", Block),
    ("554 5.7.0 Reject, poor reputation", Block),
    ("550 5.7.1 RESOLVER.RST.AuthRequired; authentication required", Block),
    ("550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup", Block),
    ("550 5.7.25 The IP address sending this message does not have a PTR record", Block),
    ("the server refuses our sender: permanent error (550): User unknown", Block),
    ("550 Your server requires confirmation. Visit https://example.com/confirm to confirm this mail server.", Block),
    // What is sent is refused.
    ("they are not accepting mail with attachments or embedded images", Content),
    ("552 5.3.4 Message size exceeds fixed limit", Content),
    ("550 5.7.1 This message has been classified as spam", Content),
    ("554 5.6.0 Message contains invalid header", Content),
    ("550 Message contains a virus (Eicar)", Content),
    ("552 5.2.3 Message length exceeds administrative limit", Content),
    // Not understood.
    ("550", Unknown),
    ("554 Transaction failed", Unknown),
    ("", Unknown),
    ("Sorry it didn't work out.", Unknown),
];

#[test]
fn what_servers_say_is_understood() {
    let wrong: Vec<_> = SAID
        .iter()
        .map(|(words, wanted)| (*words, *wanted, classify(words, None)))
        .filter(|(_, wanted, told)| wanted != told)
        .collect();
    assert!(wrong.is_empty(), "words, wanted, told: {wrong:#?}");
}

#[test]
fn nothing_that_speaks_for_a_mailbox_gives_it_up() {
    // Any code before words of these kinds: never hard.
    let words = [
        "mailbox full",
        "over quota",
        "greylisted",
        "blocked using a dnsbl",
        "spam message rejected",
        "poor reputation",
        "rate limit exceeded",
    ];
    for code in ["550 5.1.1", "550", "554 5.0.0", "553 5.1.2", "551", "550 5.4.4", "550 5.1.10"] {
        for words in words {
            assert!(!classify(&format!("{code} {words}"), None).is_hard(), "{code} {words}");
        }
    }
    for code in ["450", "421 4.7.0", "451 4.1.1", "452 4.1.2"] {
        assert!(!classify(&format!("{code} user unknown"), None).is_hard(), "{code}");
    }
}

#[test]
fn reports_and_words_are_weighed() {
    let status = Status::parse("5.1.1 (bad destination mailbox address)");
    assert_eq!(status, Some(Status(5, 1, 1)));
    assert_eq!(classify("", status), HardUser);
    // Words of the refusing server are nearer than the status of the reporting one.
    assert_eq!(classify("smtp; 550-5.7.1 likely unsolicited mail", status), Block);
    assert_eq!(classify("smtp; 550 5.1.1 User unknown", Status::parse("5.0.0")), HardUser);
    assert_eq!(classify("smtp; 550 User unknown", Status::parse("4.0.0")), HardUser);
    for bad in ["5.1", "5.1.1.1", "3.1.1", "5.1.1000", "5.94.2", "x", ""] {
        assert_eq!(Status::parse(bad), None, "{bad}");
    }
}
