//! Reports of providers: what their webhooks tell of our messages takes the road of mail that came back. Whatever is told
//! again has no effect.

use super::Performer;
use crate::AcceptError;
use content::headers;
use mail::WayKind;
use mail::hooks::{Event, Headers, Refused, Report};
use mail::returned::Kind;
use model::{SendId, Timestamp};
use store::reports::Told;

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
        let known = self.way_values(way).await?.filter(|(kind, _)| kind.as_str() == provider);
        let (kind, values) = known.ok_or(HookError::NoSuchWay)?;
        let now = self.0.engine.now();
        let fetch = self.0.options.amazon.get().map_err(Refused::Later)?;
        let report = mail::hooks::read(kind, &values, headers, body, now.0.div_euclid(1_000_000), fetch).await?;
        if let Some(url) = &report.confirm {
            fetch.confirm(url).await.map_err(Refused::Later)?;
            tracing::info!(way, "a subscription to reports was confirmed");
        }
        self.take_report(kind, way, report, body, now).await
    }

    async fn take_report(
        &self,
        kind: WayKind,
        way: &str,
        report: Report,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Heard, HookError> {
        let (store, workspace) = (self.0.engine.store(), self.0.engine.workspace());
        let name = |id: &str| format!("{way}:{id}");
        let once = report.once.as_ref().map(|once| Told::with(&name(once), body));
        let marks: Vec<Told> = report.events.iter().map(|event| Told::new(&name(&event.id))).collect();
        let asked: Vec<Told> = marks.iter().cloned().chain(once.clone()).collect();
        let known = store::reports::known(store, workspace, &asked).await?;
        let mut heard = Heard::default();
        if let Some(once) = &once
            && let Some(bytes) = known.get(&once.event)
        {
            return match *bytes == once.bytes || kind == WayKind::Ses {
                true => Ok(Heard { repeated: report.events.len(), ..heard }),
                false => Err(Refused::Forged("the token has come with another event before".into()).into()),
            };
        }
        let (mut arrived, mut done) = (Vec::new(), Vec::new());
        for (event, mark) in report.events.into_iter().zip(marks) {
            if known.contains_key(&mark.event) || done.contains(&mark) {
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
                    self.take_back(event.returned, event.raw.as_bytes(), None, at).await?;
                    done.push(mark);
                    heard.counted += 1;
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
