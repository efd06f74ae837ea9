//! One send: gate, compose, hand over, record.

use super::begun::{Begun, Wire};
use super::compose::{About, settings};
use super::emails::Ready;
use super::ends::{failed, heard, words};
use super::gate::Word;
use super::lanes::Heard;
use super::pace::{domain_of, is_limited, sender_address};
use super::report::details;
use super::routes::{Facts, Routed};
use super::{Performer, gate};
use fault::{Bug, Point, bug, point};
use mail::{Fault, Message, Outcome};
use model::definition::Settings;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};
use store::StoreError;
use store::sends::{Finish, Send, Waits};
use store::users::User;

/// The gate's word is good for this long; then it is asked again before a conversation begins.
const FRESH: Duration = Duration::from_millis(500);

/// What is needed to make and hand over a message.
struct Prepared {
    send: Send,
    ready: Arc<Ready>,
    settings: Arc<Settings>,
    sender: Option<User>,
    /// When the gate was asked.
    asked: Instant,
}

impl Performer {
    /// Performs sends of different contacts, each to its recorded end.
    pub(super) async fn perform_group(self, group: Vec<(Send, Begun)>, wire: Arc<Wire>) {
        let sends: Vec<&Send> = group.iter().map(|(send, _)| send).collect();
        let prepared = match self.prepare(&sends).await {
            Ok(prepared) => prepared,
            Err(error) => {
                tracing::warn!(%error, "sends wait for the store");
                let wait = |send: &&Send| Err(self.troubled(send, error.to_string()));
                sends.iter().map(wait).collect()
            }
        };
        for ((send, mut begun), prepared) in group.into_iter().zip(prepared) {
            let (performer, wire) = (self.clone(), wire.clone());
            tokio::spawn(async move {
                let before = performer.0.engine.now();
                match prepared {
                    Ok(prepared) => performer.perform_send(prepared, &mut begun, &wire).await,
                    Err(finish) => performer.record(&send, finish, before).await,
                }
            });
        }
    }

    /// What each send needs, or how it ends without being tried. The gate comes last, after everything that takes time.
    async fn prepare(&self, sends: &[&Send]) -> Result<Vec<Result<Prepared, Finish>>, StoreError> {
        let engine = &self.0.engine;
        let Some(settings) = settings(&engine.image()).map(Arc::new) else {
            let failed = |send: &&Send| Err(failed(send, "the instance has no settings; publish them".into()));
            return Ok(sends.iter().map(failed).collect());
        };
        self.count_today(&settings).await?;
        self.know_senders().await?;
        let mut senders: HashMap<_, Option<User>> = HashMap::new();
        let mut readies = Vec::with_capacity(sends.len());
        for send in sends {
            if let Some(user) = details(send).sender
                && !senders.contains_key(&user)
            {
                senders.insert(user, store::users::get(engine.store(), engine.workspace(), user).await?);
            }
            readies.push(self.0.emails.of(engine, send).await?);
        }
        let words = gate::ask(engine, sends, &settings).await?;
        let asked = Instant::now();
        let mut prepared = Vec::with_capacity(sends.len());
        for ((send, ready), word) in sends.iter().zip(readies).zip(words) {
            let sender = details(send).sender.and_then(|user| senders.get(&user).cloned().flatten());
            prepared.push(match (ready, word) {
                (Err(why), _) => Err(failed(send, format!("the email cannot be rendered: {why}"))),
                (_, Word::Held(held)) => Err(self.held(send, held)),
                (_, Word::Halted(why)) => Err(self.halted(send, why)),
                (_, Word::NotOurs) => Err(self.finish_of(send, Outcome::Withdrawn)),
                (Ok(ready), Word::Go) => {
                    let (send, settings) = ((*send).clone(), settings.clone());
                    let prepared = Prepared { send, ready, settings, sender, asked };
                    match self.unverified(&prepared.facts(), engine.now()) {
                        Some(held) => {
                            self.tell_of_sender(&prepared.send, &prepared.domain(), &held.reason).await;
                            Err(self.held(&prepared.send, held))
                        }
                        None => self.paced(prepared).await,
                    }
                }
            });
        }
        Ok(prepared)
    }

    /// Takes room within the quotas.
    async fn paced(&self, prepared: Prepared) -> Result<Prepared, Finish> {
        if !is_limited(&prepared.settings) {
            return Ok(prepared);
        }
        let about = (&*prepared.domain(), prepared.send.operational);
        let taken = self.0.spent.lock().await.take(about, &prepared.settings, self.0.engine.now());
        match taken {
            Ok(()) => Ok(prepared),
            Err((waits, at, reason)) => Err(self.put_off(&prepared.send, waits, at, reason)),
        }
    }

    async fn perform_send(&self, prepared: Prepared, begun: &mut Begun, wire: &Wire) {
        let (before, prepared) = (self.0.engine.now(), Arc::new(prepared));
        // What weighs megabytes is not made before its turn.
        let heavy = !prepared.ready.email.attachments.is_empty();
        let early = if heavy { Some(wire.place(&prepared.send).await) } else { None };
        let (maker, ingredients) = (self.clone(), prepared.clone());
        let (finish, _place) = match self.0.makers.make(move || maker.message(&ingredients)).await {
            Err(why) => (failed(&prepared.send, why), None),
            Ok(message) => {
                point(Point::AfterRender);
                let place = match early {
                    Some(place) => place,
                    None => wire.place(&prepared.send).await,
                };
                if self.0.stop.is_cancelled() {
                    begun.leave(prepared.send.token);
                    return;
                }
                let finish = match self.attempt(&prepared, &message, begun).await {
                    Ok(finish) => finish,
                    Err(error) => {
                        tracing::warn!(send = %prepared.send.id, %error, "the send waits for the store");
                        self.troubled(&prepared.send, error.to_string())
                    }
                };
                (finish, Some(place))
            }
        };
        let tried = begun.over.as_ref().is_some_and(|over| over.heard != Heard::Nothing);
        if !tried && is_limited(&prepared.settings) {
            self.0.spent.lock().await.give_back(&prepared.domain());
        }
        self.record(&prepared.send, finish, before).await;
    }

    fn message(&self, prepared: &Prepared) -> Result<Message, String> {
        let Prepared { send, ready, settings, sender, .. } = prepared;
        let details = details(send);
        let about =
            About { program: send.program.as_deref(), asset: details.asset.as_deref(), sender: sender.as_ref() };
        let letter = self.letter(send, ready, settings, &about);
        let letter = letter.map_err(|why| format!("the email cannot be rendered: {why}"))?;
        let message = mail::build(letter).and_then(|message| self.with_way_back(send.id, message));
        message.map_err(|why| why.to_string()).and_then(|message| self.signed(message))
    }

    async fn attempt(&self, prepared: &Prepared, message: &Message, begun: &mut Begun) -> Result<Finish, StoreError> {
        let Prepared { send, settings, asked, .. } = prepared;
        let (engine, again) = (&self.0.engine, [send]);
        // Who left while it waited for its turn has left, and a run that was stopped begins no more conversations.
        if asked.elapsed() > FRESH {
            match gate::ask(engine, &again, settings).await?.pop() {
                Some(Word::Go) => {}
                Some(Word::Held(held)) => return Ok(self.held(send, held)),
                _ => return Ok(self.finish_of(send, Outcome::Withdrawn)),
            }
            // The rule that kept it here may be gone.
            if let Some(held) = self.unverified(&prepared.facts(), engine.now()) {
                return Ok(self.held(send, held));
            }
        }
        let trouble = AtomicBool::new(false);
        let ledger = self.0.recorder.ledger(send, &message.letter.message_id, &trouble);
        let since = Instant::now();
        let about = (send.program.as_deref(), send.operational);
        let outcome = match self.hand_over(send.id, message, about, Some(&ledger)).await {
            Routed::Done(outcome) => outcome,
            Routed::Later { reason, until: Some(at) } => return Ok(self.put_off(send, Waits::Quota, at, reason)),
            Routed::Later { reason, until: None } => {
                return Ok(self.finish_of(send, Outcome::NoWay { reason, fault: Fault::Unreachable }));
            }
        };
        if let (true, Outcome::Deferred { reason }) = (trouble.into_inner(), &outcome) {
            return Ok(self.troubled(send, reason.clone()));
        }
        if let Some(over) = &mut begun.over {
            (over.heard, over.took) = (heard(&outcome), since.elapsed());
            over.no_way = matches!(outcome, Outcome::NoWay { .. });
            over.words = words(&outcome).map(str::to_string);
        }
        if bug(Bug::HandingLate)
            && let Err(error) = self.0.recorder.handing(send, &message.letter.message_id, "").await
        {
            tracing::error!(send = %send.id, %error, "late, and not at all");
        }
        match outcome {
            // Stopped at the last word: by the gate, by somebody who paused the run, or because the claim was lost, and
            // then this changes nothing.
            Outcome::Withdrawn => match gate::ask(engine, &again, settings).await?.pop() {
                Some(Word::Held(held)) => Ok(self.held(send, held)),
                _ => Ok(self.finish_of(send, Outcome::Withdrawn)),
            },
            outcome => Ok(self.finish_of(send, outcome)),
        }
    }
}

impl Prepared {
    /// What rules for ways out ask of it.
    fn facts(&self) -> Facts<'_> {
        let send = &self.send;
        let sender = match &self.sender {
            Some(user) => &user.email,
            None => sender_address(Some(&self.ready.email), &self.settings),
        };
        Facts { sender, recipient: &send.address, program: send.program.as_deref(), operational: send.operational }
    }

    /// The domain that it is sent from.
    fn domain(&self) -> String {
        domain_of(self.facts().sender)
    }
}
