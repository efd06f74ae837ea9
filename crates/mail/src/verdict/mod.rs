//! What a mail server's words mean for an address: one reading for replies on the wire and for reports that come back.
//!
//! Words that speak against a hard verdict (full, blocked, too fast, spam) win over every code, because servers put
//! them behind any code; then enhanced codes (RFC 3463), reply codes (RFC 5321) and words that say who or what is not
//! there. An address is given up by what is certain only.

mod codes;
mod phrases;

use codes::Codes;
pub use codes::Status;

/// Why a message was not delivered, by what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// There is no such mailbox.
    HardUser,
    /// The mailbox has been switched off; it may be for a while.
    Disabled,
    /// There is no such domain, or it takes no mail at all.
    HardDomain,
    /// The mailbox is full, or takes nothing at the moment.
    SoftMailbox,
    /// Something else that may pass: greylisting, a network, a server's limits.
    SoftTransient,
    /// Who sends is refused, not who receives: reputation, policy, authentication, rate.
    Block,
    /// The message itself is refused: size, spam, a virus, its form.
    Content,
    /// Nothing that we understand.
    Unknown,
}

impl Category {
    pub const ALL: [Category; 8] = [
        Category::HardUser,
        Category::Disabled,
        Category::HardDomain,
        Category::SoftMailbox,
        Category::SoftTransient,
        Category::Block,
        Category::Content,
        Category::Unknown,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Category::HardUser => "hard_user",
            Category::Disabled => "disabled",
            Category::HardDomain => "hard_domain",
            Category::SoftMailbox => "soft_mailbox",
            Category::SoftTransient => "soft_transient",
            Category::Block => "block",
            Category::Content => "content",
            Category::Unknown => "unknown",
        }
    }

    pub fn parse(text: &str) -> Option<Category> {
        Category::ALL.into_iter().find(|category| category.as_str() == text)
    }

    /// One such answer is enough to give the address up.
    pub fn is_hard(self) -> bool {
        matches!(self, Category::HardUser | Category::HardDomain)
    }

    /// Worth trying again, even when the server calls it permanent.
    pub fn may_pass(self) -> bool {
        matches!(self, Category::SoftMailbox | Category::SoftTransient)
    }
}

/// The verdict on a server's words. Codes are read out of them; `status` is what a report says besides.
pub fn classify(words: &str, status: Option<Status>) -> Category {
    let text = phrases::plain(words);
    let codes = Codes::of(&text, status);
    if codes.is_refused_recipient(&text) {
        return Category::HardUser;
    }
    if let Some(soft) = phrases::soft(&text) {
        return soft;
    }
    if codes.temporary() {
        return codes.when_temporary();
    }
    if let Some(category) = codes.certain() {
        return category;
    }
    phrases::hard(&text).or_else(|| codes.likely()).or_else(|| phrases::passing(&text)).unwrap_or(Category::Unknown)
}
