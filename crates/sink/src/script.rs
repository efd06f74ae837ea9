//! What the sink does wrong, where and how often. What no rule speaks of goes well.

use std::collections::HashMap;
use std::time::Duration;

/// Points of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum At {
    Banner,
    Ehlo,
    /// STARTTLS is offered only where a rule speaks of it.
    StartTls,
    Mail,
    Rcpt,
    Data,
    /// Between the permission to send the message and its first byte.
    Body,
    /// After the final dot.
    Dot,
}

/// What happens there in place of the usual answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Does {
    Says(&'static str),
    SaysAndCloses(&'static str),
    Closes,
    /// The usual answer, later.
    Waits(Duration),
    /// The usual answer, with a pause before each byte.
    Drips(Duration),
    /// The first byte of the usual answer, and the end of the connection.
    Breaks,
    Never,
}

/// How often a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    Always,
    /// The first times that each recipient comes here.
    First(u32),
    /// Every n-th time that anybody comes here.
    Every(u32),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub at: At,
    pub does: Does,
    pub times: Times,
}

impl Rule {
    pub fn new(at: At, does: Does, times: Times) -> Rule {
        Rule { at, does, times }
    }
}

/// The rules of a sink.
#[derive(Debug, Clone, Default)]
pub struct Script {
    /// For everybody. Before RCPT nobody is known yet, so the others have no say there.
    pub everywhere: Vec<Rule>,
    /// For recipients of a domain; the first recipient that was taken decides for the whole transaction.
    pub domains: HashMap<String, Vec<Rule>>,
    /// Whether PIPELINING is offered.
    pub pipelining: bool,
    /// Whether SMTPUTF8 is offered (RFC 6531): addresses and headers with letters beyond ASCII.
    pub smtputf8: bool,
    /// Waited before each answer to a final dot: real servers take their time.
    pub pause: Duration,
}

impl Script {
    /// Adds a rule for the recipients of a domain.
    pub fn domain(mut self, domain: &str, at: At, does: Does, times: Times) -> Script {
        self.domains.entry(domain.to_string()).or_default().push(Rule::new(at, does, times));
        self
    }

    /// Adds a rule for everybody.
    pub fn everywhere(mut self, at: At, does: Does, times: Times) -> Script {
        self.everywhere.push(Rule::new(at, does, times));
        self
    }

    /// The rules that speak of a point, those of the recipient's domain first, with the place of each.
    pub(crate) fn rules_at<'a>(&'a self, at: At, recipient: Option<&str>) -> impl Iterator<Item = (Place, &'a Rule)> {
        let domain = recipient.and_then(|address| address.rsplit_once('@')).map(|(_, domain)| domain.to_string());
        let theirs = domain.and_then(|domain| self.domains.get_key_value(&domain));
        let theirs = theirs.into_iter().flat_map(|(domain, rules)| {
            rules.iter().enumerate().map(move |(nth, rule)| (Place(Some(domain.clone()), nth), rule))
        });
        let all = self.everywhere.iter().enumerate().map(|(nth, rule)| (Place(None, nth), rule));
        theirs.chain(all).filter(move |(_, rule)| rule.at == at)
    }
}

/// Which rule it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Place(pub Option<String>, pub usize);
