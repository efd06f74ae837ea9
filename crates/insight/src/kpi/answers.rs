//! Marketing mail and what came back of it: each answer belongs to the last send of that email to that contact before it,
//! so that an email sent again neither inherits its former answers nor counts a recipient twice.

use super::facts::Happened;
use model::{ContactId, Timestamp};
use std::collections::HashMap;

/// Whom an email reached: contact and email.
pub type Recipient = (ContactId, String);

/// When each email was sent to each contact, in order of time.
#[derive(Default)]
pub struct Sends(HashMap<Recipient, Vec<Timestamp>>);

impl Sends {
    /// `sent` is in order of time.
    pub fn of(sent: &[Happened]) -> Sends {
        let mut sends = Sends::default();
        for one in sent {
            if let Some(contact) = one.contact {
                sends.0.entry((contact, one.asset.clone())).or_default().push(one.at);
            }
        }
        sends
    }

    /// The send that something at a time answers.
    fn answered(&self, recipient: &Recipient, at: Timestamp) -> Option<Timestamp> {
        let sends = self.0.get(recipient)?;
        sends[..sends.partition_point(|sent| *sent <= at)].last().copied()
    }
}

/// How often each send was answered in one way: opened, clicked …
#[derive(Default)]
pub struct Answers(HashMap<Recipient, HashMap<Timestamp, usize>>);

impl Answers {
    /// Counts answers, each to the send before it; what answers no known send is left out.
    pub fn of(sends: &Sends, answers: Vec<(Recipient, Timestamp)>) -> Answers {
        let mut counted = Answers::default();
        for (recipient, at) in answers {
            if let Some(sent) = sends.answered(&recipient, at) {
                *counted.0.entry(recipient).or_default().entry(sent).or_default() += 1;
            }
        }
        counted
    }

    /// How often these sends to a recipient were answered.
    pub fn to(&self, recipient: &Recipient, sends: &[Timestamp]) -> usize {
        let Some(own) = self.0.get(recipient) else { return 0 };
        sends.iter().filter_map(|sent| own.get(sent)).sum()
    }
}

/// The recipients of a period's marketing mail that it reached, with the sends that reached them: bounces and
/// operational mail left out.
pub struct Reached(HashMap<Recipient, Vec<Timestamp>>);

impl Reached {
    pub fn of(sent: &[Happened], bounced: &Answers) -> Reached {
        let mut reached: HashMap<Recipient, Vec<Timestamp>> = HashMap::new();
        for one in sent.iter().filter(|sent| !sent.operational) {
            let Some(contact) = one.contact else { continue };
            let recipient = (contact, one.asset.clone());
            if bounced.to(&recipient, &[one.at]) == 0 {
                reached.entry(recipient).or_default().push(one.at);
            }
        }
        Reached(reached)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn contacts(&self) -> usize {
        self.0.keys().map(|(contact, _)| contact).collect::<std::collections::HashSet<_>>().len()
    }

    /// The sends that reached a recipient.
    pub fn sends(&self, recipient: &Recipient) -> Option<&[Timestamp]> {
        self.0.get(recipient).map(Vec::as_slice)
    }

    /// How many of the recipients answered.
    pub fn among(&self, answers: &Answers) -> usize {
        self.0.iter().filter(|(recipient, sends)| answers.to(recipient, sends) > 0).count()
    }

    /// How often they answered.
    pub fn times(&self, answers: &Answers) -> usize {
        self.0.iter().map(|(recipient, sends)| answers.to(recipient, sends)).sum()
    }
}
