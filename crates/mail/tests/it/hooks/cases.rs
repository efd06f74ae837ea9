//! One payload, and what it means.

use serde_json::Value;

/// The send that the payloads are about, as providers keep it.
pub const REFERENCE: &str = "snd_00000001.00c0ffee";

#[derive(Debug, Clone)]
pub struct Case {
    pub name: String,
    pub payload: Value,
    /// Kind and category of each event.
    pub means: Vec<(&'static str, &'static str)>,
}

impl Case {
    pub fn new(name: impl Into<String>, payload: Value, kind: &'static str, category: &'static str) -> Case {
        Case { name: name.into(), payload, means: vec![(kind, category)] }
    }

    /// One that says nothing of interest.
    pub fn nothing(name: impl Into<String>, payload: Value) -> Case {
        Case { name: name.into(), payload, means: Vec::new() }
    }
}

/// Words of mail servers with their verdicts, whoever reports them.
pub const WORDS: [(&str, &str, &str); 12] = [
    ("550 5.1.1 The email account that you tried to reach does not exist", "5.1.1", "hard_user"),
    ("550 5.1.1 <ana@example.test>: Recipient address rejected: User unknown", "5.1.1", "hard_user"),
    ("550 5.4.1 Recipient address rejected: Access denied", "5.4.1", "hard_user"),
    ("550 5.1.2 The recipient's domain does not exist: Host unknown", "5.1.2", "hard_domain"),
    ("556 5.1.10 Recipient address has a null MX", "5.1.10", "hard_domain"),
    ("552 5.2.2 The email account that you tried to reach is over quota", "5.2.2", "soft_mailbox"),
    ("550 5.7.1 Service unavailable, client host blocked using Spamhaus", "5.7.1", "block"),
    ("550 5.7.515 Access denied, sending domain does not meet the authentication level", "5.7.515", "block"),
    ("421 4.7.28 Our system has detected an unusual rate of unsolicited mail", "4.7.28", "block"),
    ("552 5.3.4 Message size exceeds fixed maximum message size", "5.3.4", "content"),
    ("451 4.7.1 Greylisting in action, please come back later", "4.7.1", "soft_transient"),
    ("554 5.6.0 Message contains a virus", "5.6.0", "content"),
];
