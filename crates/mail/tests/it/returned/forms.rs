//! Forms of many servers in short: who writes, what, about whom, and what it means.

use mail::Category::{self, HardDomain, HardUser, SoftMailbox, Unknown};
use mail::returned::{Action, Returned};

const FORMS: &[(&str, &str, &[(&str, Category)])] = &[
    (
        "MAILER-DAEMON@mx.example.jp",
        "This is the mail server at mx.example.jp\n\n  >>> ana@example.ne.jp <ana@example.ne.jp>\n\n   550 sorry, no mailbox here by that name (#5.1.1)\n\n----- Original message -----\nTo: other@example.org\n",
        &[("ana@example.ne.jp", HardUser)],
    ),
    (
        "postmaster@example.jp",
        "   ----- The following addresses had delivery problems -----\nana@example.jp (The number of messages in recipient's mailbox exceeded the local limit.)\n",
        &[("ana@example.jp", SoftMailbox)],
    ),
    (
        "MAILER-DAEMON@mx.example.org",
        "   ----- Transcript of session follows -----\nWhile talking to smtp.example.com:\n>>> RCPT To:<ana@example.org>\n<<< 550 <ana@example.org>, User Unknown\n550 <ana@example.org>... User unknown\n\n   ----- Unsent message follows -----\nTo: other@example.org\n",
        &[("ana@example.org", HardUser)],
    ),
    (
        "postmaster@example.net",
        "Your message could not be sent.\nThe number of attempts made: 1\nAddressed To: ana@example.com\n\nFailed to send to identified host,\nana@example.com: [192.0.2.5], 550 ana@example.com... No such user\n",
        &[("ana@example.com", HardUser)],
    ),
    (
        "MAILER-DAEMON@mx.example.jp",
        "-------server message\n550 5.1.1 unknown user <ana@example.jp>\n\n-------original message\nFrom: other@example.org\n",
        &[("ana@example.jp", HardUser)],
    ),
    (
        "\"Gateway\" <postmaster@example.jp>",
        "...\n\nSent <<< RCPT TO:<ana@example.co.jp>\nReceived >>> 550 5.1.1 <ana@example.co.jp>... user unknown\n\n*** End of message ***\n",
        &[("ana@example.co.jp", HardUser)],
    ),
    (
        "Mail Deliver System <MAILER-DAEMON>",
        "The original message was received at Thu, 29 Apr 2021 23:34:45 +0900\n\n---The following addresses had delivery errors---\n\nana@example.org [User unknown]\n",
        &[("ana@example.org", HardUser)],
    ),
    (
        "postmaster@b.c",
        "User mailbox exceeds allowed size: a@b.c\n\n\nOriginal message follows.\n\nTo: other@example.org\n",
        &[("a@b.c", SoftMailbox)],
    ),
    (
        "postmaster@james.example.net",
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n\nFailed recipient(s):\nana@example.org\n\nError message:\n550 5.1.1 <ana@example.org>... User Unknown\n\nMessage details:\n  MAIL FROM: shop@example.jp\n  RCPT TO: ana@example.org\n  From: Shop <shop@example.jp>\n",
        &[("ana@example.org", HardUser)],
    ),
    (
        "mailer-daemon@example.de",
        "A message that you sent could not be delivered to one or more of\nits recipients. The following address\nfailed:\n\n\"ana@example.jp\":\nSMTP error from remote server after RCPT command:\n5.1.1 <ana@example.jp>... User Unknown\n\n--- The header of the original message is following. ---\n",
        &[("ana@example.jp", HardUser)],
    ),
    (
        "postmaster@example.com",
        "Could not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients were affected: \n    ana@sub.example.com\n\nAdditional Information\n======================\nOriginal Sender:    <shop@example.org>\n",
        &[("ana@sub.example.com", HardUser)],
    ),
    (
        "postmaster@notes.example.jp",
        "------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\nana@notes.example.jp\n\n\n------- Returned Message --------\nTo: other@example.org\n",
        &[("ana@notes.example.jp", HardUser)],
    ),
    (
        "MAILER-DAEMON@email.example",
        "An error occurred while trying to deliver the mail to the following recipients:\nana@example.jp\n",
        &[("ana@example.jp", Unknown)],
    ),
    (
        "MAILER-DAEMON@mx.example",
        "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<ana@example.jp>:\n192.0.2.153 does not like recipient.\nRemote host said: 550 5.2.2 <ana@example.jp>... over quota\n\n<bo@example.invalid>:\nSorry, I couldn't find any host named example.invalid. (#5.1.2)\n\n--- Below this line is a copy of the message.\n",
        &[("ana@example.jp", SoftMailbox), ("bo@example.invalid", HardDomain)],
    ),
    (
        "imss@mx.example.jp",
        "Sent <<< RCPT TO:<ana@example.jp>\nReceived >>> 550 5.1.1 <ana@example.jp>... user unknown\n\nUnable to deliver message to <ana@example.jp>\n",
        &[("ana@example.jp", HardUser)],
    ),
    (
        "postmaster@example.com",
        "Your message was not delivered to:\n\ncontact@example.com\n\nFor questions contact help@example.com.\nMike at\nmike@example.com knows more.\n",
        &[("contact@example.com", Unknown)],
    ),
];

#[test]
fn servers_of_all_kinds_are_understood() {
    for (from, text, wanted) in FORMS {
        let raw = format!("From: {from}\nTo: shop@example.jp\nSubject: Returned mail\n\n{text}");
        let returned = Returned::read(raw.as_bytes());
        let told: Vec<(&str, Category)> =
            returned.recipients.iter().map(|one| (one.address.as_str(), one.category)).collect();
        assert_eq!(told, *wanted, "{text}");
        assert!(returned.recipients.iter().all(|one| one.action == Action::Failed), "{text}");
    }
}
