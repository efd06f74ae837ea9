//! Reports of providers: what their webhooks tell of our messages takes the road of mail that came back. Whatever is told
//! again has no effect.

use super::Performer;
use crate::AcceptError;
use content::headers;
use mail::SealError;
use mail::WayKind;
use mail::hooks::{Event, Headers, Refused};
use mail::returned::Kind;
use model::{SendId, Timestamp};
use std::collections::HashSet;
use std::sync::PoisonError;
use store::reports::Told;
use store::ways_back::{Kind as Back, Seen};

/// Events that are remembered together; so many are heard again after a crash.
const AT_ONCE: usize = 50;

/// A way's kind and what it has been told, and why its secrets do not open.
type Known = (WayKind, mail::Values, Option<SealError>);

/// Why a report was not taken.
#[derive(Debug, thiserror::Error)]
pub enum HookError {
    /// There is no such way, or it is of another provider.
    #[error("no way out takes reports at this address")]
    NoSuchWay,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Accept(#[from] AcceptError),
}

impl From<store::StoreError> for HookError {
    fn from(error: store::StoreError) -> HookError {
        HookError::Accept(error.into())
    }
}

/// What became of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Heard {
    /// Events that had an effect.
    pub counted: usize,
    /// Events that were told before.
    pub repeated: usize,
    /// Events of messages that are not ours.
    pub foreign: usize,
}

impl Performer {
    /// Takes what a provider reports of a way. What follows from it is durable when this returns.
    pub async fn reported(
        &self,
        provider: &str,
        way: &str,
        headers: &(dyn Headers + Sync),
        body: &[u8],
    ) -> Result<Heard, HookError> {
        let known = self.way_values(way).await?.filter(|(kind, ..)| kind.as_str() == provider);
        let known = known.ok_or(HookError::NoSuchWay)?;
        let heard = self.hear(way, known, headers, body).await;
        match &heard {
            Ok(_) => self.saw_way_back((Back::Webhook, way), Seen::Heard).await,
            Err(HookError::Refused(Refused::Later(_)) | HookError::NoSuchWay | HookError::Accept(_)) => {}
            Err(HookError::Refused(why)) => {
                self.saw_way_back((Back::Webhook, way), Seen::Fails(&why.to_string())).await;
            }
        }
        heard
    }

    async fn hear(
        &self,
        way: &str,
        (kind, values, shut): Known,
        headers: &(dyn Headers + Sync),
        body: &[u8],
    ) -> Result<Heard, HookError> {
        let now = self.0.engine.now();
        let fetch = self.0.options.amazon.get().map_err(Refused::Later)?;
        let report = mail::hooks::read(kind, &values, headers, body, now.0.div_euclid(1_000_000), fetch).await;
        let report = report.map_err(|why| match (why, shut) {
            // It was set, and is again when the key is: the provider is to come back.
            (Refused::NotSet(name), Some(shut)) if is_secret(kind, name) => Refused::Later(shut.to_string()),
            (why, _) => why,
        })?;
        if let Some(url) = &report.confirm {
            fetch.confirm(url).await.map_err(Refused::Later)?;
            tracing::info!(way, "a subscription to reports was confirmed");
        }
        let taking = Taking::begin(self, Told::with(&format!("{way}:"), body))?;
        let once = report.once.as_ref().map(|once| Told::with(&format!("{way}:{once}"), body));
        let (performer, way) = (self.clone(), way.to_string());
        // In a task of its own: who reports much and hangs up meanwhile is not to begin anew each time.
        let task = tokio::spawn(async move {
            let _taking = taking;
            performer.take_report(kind, &way, report.events, once, now).await
        });
        task.await.unwrap_or_else(|_| Err(Refused::Later("the taking of it broke off".into()).into()))
    }

    async fn take_report(
        &self,
        kind: WayKind,
        way: &str,
        events: Vec<Event>,
        once: Option<Told>,
        now: Timestamp,
    ) -> Result<Heard, HookError> {
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let marks: Vec<Told> = events.iter().map(|event| Told::new(&format!("{way}:{}", event.id))).collect();
        let asked: Vec<Told> = marks.iter().cloned().chain(once.clone()).collect();
        let known = store::reports::known(store, workspace, &asked).await?;
        let mut heard = Heard::default();
        if let Some(once) = &once
            && let Some(bytes) = known.get(&once.event)
        {
            return match *bytes == once.bytes || kind == WayKind::Ses {
                true => Ok(Heard { repeated: events.len(), ..heard }),
                false => Err(Refused::Forged("the token has come with another event before".into()).into()),
            };
        }
        let (mut arrived, mut done, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        for (event, mark) in events.into_iter().zip(marks) {
            if known.contains_key(&mark.event) || seen.contains(&mark.event) {
                heard.repeated += 1;
                continue;
            }
            match (event.returned.kind, self.sent(&event)) {
                (_, None) => heard.foreign += 1,
                // Said often, and harmless to hear twice: nothing is remembered of it.
                (Kind::Delivered, Some(send)) => arrived.push(send),
                (Kind::Delayed | Kind::NotForUs | Kind::AutoReply, _) => {}
                (_, Some(_)) => {
                    let at = event.at.map_or(now, |at| Timestamp(at.saturating_mul(1_000_000)));
                    if let Err(error) = self.act_on(event.returned, event.raw.as_bytes(), None, at).await {
                        store::reports::remember(store, workspace, &done, now).await?;
                        return Err(error.into());
                    }
                    seen.insert(mark.event.clone());
                    done.push(mark);
                    heard.counted += 1;
                    if done.len() >= AT_ONCE {
                        store::reports::remember(store, workspace, &done, now).await?;
                        done.clear();
                    }
                }
            }
        }
        heard.counted += arrived.len();
        if !arrived.is_empty() {
            store::reports::delivered(store, workspace, &arrived, now).await?;
            self.0.look.notify_one();
        }
        done.extend(once);
        store::reports::remember(store, workspace, &done, now).await?;
        Ok(heard)
    }

    /// The send that an event names, signed by us.
    fn sent(&self, event: &Event) -> Option<SendId> {
        let ids = event.returned.original.message_ids.iter();
        ids.filter_map(|id| headers::send_of(&self.0.options.keys, self.0.engine.workspace(), id)).next()
    }
}

fn is_secret(kind: WayKind, name: &str) -> bool {
    mail::fields(kind).iter().any(|field| field.name == name && field.secret)
}

/// A report that is being taken: who tells it again meanwhile is asked to come later.
struct Taking(Performer, Told);

impl Taking {
    fn begin(performer: &Performer, report: Told) -> Result<Taking, Refused> {
        let mut taken = performer.0.reports.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.contains(&report) {
            return Err(Refused::Later("the same report is being taken".into()));
        }
        taken.push(report.clone());
        Ok(Taking(performer.clone(), report))
    }
}

impl Drop for Taking {
    fn drop(&mut self) {
        self.0.0.reports.lock().unwrap_or_else(PoisonError::into_inner).retain(|report| *report != self.1);
    }
}
