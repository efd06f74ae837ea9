//! Reply codes and enhanced status codes: found in a server's words, and what they say.

use super::Category;

/// An enhanced status code: class, subject, detail (RFC 3463).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status(pub u8, pub u16, pub u16);

impl Status {
    /// Reads `5.1.1`, whatever follows it.
    pub fn parse(text: &str) -> Option<Status> {
        let text = text.trim_start();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let mut parts = text[..end].trim_end_matches('.').split('.');
        let class = parts.next().and_then(|class| class.parse().ok()).filter(|class| matches!(class, 2 | 4 | 5))?;
        let mut number = || parts.next().filter(|part| part.len() <= 3).and_then(|part| part.parse().ok());
        let status = Status(class, number()?, number()?);
        (parts.next().is_none() && status.1 <= 7).then_some(status)
    }

    /// It says no more than its class.
    fn is_bare(self) -> bool {
        self.1 == 0 && self.2 == 0
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// Replies that servers give to a message; other numbers of three digits are just numbers.
const REPLIES: &[u16] = &[
    421, 422, 431, 432, 441, 442, 446, 447, 449, 450, 451, 452, 454, 455, 471, 500, 501, 502, 503, 504, 510, 511, 512,
    513, 515, 517, 521, 523, 530, 531, 533, 534, 535, 541, 542, 543, 550, 551, 552, 553, 554, 555, 556, 557, 571,
];

/// What codes a server's words carry.
pub(super) struct Codes {
    reply: Option<u16>,
    status: Option<Status>,
}

impl Codes {
    /// Of words in small letters. A code in the words is nearer to the refusing server than the report's own.
    pub fn of(text: &str, reported: Option<Status>) -> Codes {
        let tokens = || text.split(|c: char| !c.is_ascii_digit() && c != '.').map(|token| token.trim_matches('.'));
        let reply = tokens().filter(|t| t.len() == 3).filter_map(|t| t.parse().ok()).find(|n| REPLIES.contains(n));
        let mut said = tokens().filter(|token| token.len() >= 5).filter_map(Status::parse).filter(|s| s.0 != 2);
        let first = said.clone().next();
        let status = said.find(|status| !status.is_bare()).or(reported.filter(|s| !s.is_bare())).or(first).or(reported);
        Codes { reply, status }
    }

    /// The one refusal of Exchange's that looks like policy and means that nobody has the address.
    pub fn is_refused_recipient(&self, text: &str) -> bool {
        self.status == Some(Status(5, 4, 1)) && text.contains("recipient address rejected")
    }

    /// The server means to be asked again. A bare status is weaker than the reply.
    pub fn temporary(&self) -> bool {
        match (self.status, self.reply) {
            (Some(status), Some(reply)) if status.is_bare() => reply < 500,
            (Some(Status(4, ..)), _) => true,
            (_, reply) => reply.is_some_and(|code| code < 500),
        }
    }

    pub fn when_temporary(&self) -> Category {
        match self.status {
            Some(Status(_, 2, 1 | 2)) => Category::SoftMailbox,
            Some(Status(_, 7, 28 | 23..=27)) => Category::Block,
            _ => Category::SoftTransient,
        }
    }

    /// Codes that no words can make worse: they do not speak of the mailbox.
    pub fn certain(&self) -> Option<Category> {
        match self.status? {
            Status(5, 7, _) | Status(5, 1, 7 | 8 | 9) => Some(Category::Block),
            Status(5, 6, _) | Status(5, 3, 4) | Status(5, 2, 3) => Some(Category::Content),
            Status(5, 2, 2) => Some(Category::SoftMailbox),
            Status(5, 3, 1 | 2) | Status(5, 4, 5 | 7) => Some(Category::SoftTransient),
            _ => None,
        }
    }

    /// What codes say where words say nothing.
    pub fn likely(&self) -> Option<Category> {
        let by_status = match self.status {
            Some(Status(5, 1, 1 | 3 | 6)) => Some(Category::HardUser),
            Some(Status(5, 1, 2 | 10) | Status(5, 4, 4)) => Some(Category::HardDomain),
            Some(Status(5, 2, 1)) => Some(Category::Disabled),
            Some(Status(5, 4, 1..=3)) => Some(Category::SoftTransient),
            _ => None,
        };
        by_status.or(match self.reply {
            Some(521 | 556) => Some(Category::HardDomain),
            Some(552) => Some(Category::SoftMailbox),
            Some(530 | 534 | 535) => Some(Category::Block),
            _ => None,
        })
    }
}
