//! Operational mail beside the run: twenty events a second, each answered by a message to its contact, and how long that
//! takes from before the event is accepted until the message is handed over.

use super::world;
use anyhow::{Result, ensure};
use engine::Engine;
use model::activity::kind;
use model::input::{ActivityPut, Key};
use model::{DEFAULT_WORKSPACE, DefinitionKind, Input, Timestamp};
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use store::definitions::Publication;
use store::sends::{Narrow, Send};
use tokio::task::JoinHandle;

const PROGRAM: &str = "bench-receipts";
const EMAIL: &str = "bench-receipt";
const APART: Duration = Duration::from_millis(50);
/// How long the last ones are waited for.
const PATIENCE: Duration = Duration::from_secs(30);
const MJML: &str = "<mjml><mj-body><mj-section><mj-column><mj-text>Thank you, {{ contact.first_name }}.</mj-text>\
                    </mj-column></mj-section></mj-body></mjml>";

pub fn definitions() -> Vec<Publication> {
    let email = json!({
        "label": "Receipt", "subject": "We have it", "mjml": MJML, "defaults": {"contact.first_name": "reader"},
        "operational": "the answer to a form"
    });
    let trigger = json!({
        "when": {"kind": [kind::FORM_SUBMITTED]}, "filter": {"all": []}, "steps": [{"send": {"email": EMAIL}}]
    });
    let program = json!({"label": "Receipts", "channel": "Email", "does": {"trigger": trigger}});
    vec![
        Publication { kind: DefinitionKind::Email, key: EMAIL.into(), body: email },
        Publication { kind: DefinitionKind::Program, key: PROGRAM.into(), body: program },
    ]
}

/// Events that are being sent in.
pub struct Receipts {
    over: Arc<AtomicBool>,
    feeding: JoinHandle<Result<HashMap<String, Timestamp>>>,
}

impl Receipts {
    /// One event a contact, from the last on: most have not had the run's mail yet.
    pub fn start(engine: Engine, contacts: usize) -> Receipts {
        let over = Arc::new(AtomicBool::new(false));
        let until = over.clone();
        let feeding = tokio::spawn(async move {
            let (mut caused, mut ticks) = (HashMap::new(), tokio::time::interval(APART));
            for n in (0..contacts).rev() {
                ticks.tick().await;
                if until.load(Ordering::Relaxed) {
                    break;
                }
                let (address, at) = (world::address(n), engine.now());
                let form = ActivityPut {
                    contact: Key::email(&address),
                    lead: None,
                    kind: kind::FORM_SUBMITTED.into(),
                    asset: None,
                    at,
                    value: None,
                    properties: Default::default(),
                };
                engine.accept(vec![engine.envelope(format!("receipt:{n}"), "web", Input::Activity(form))]).await?;
                caused.insert(address, at);
            }
            Ok(caused)
        });
        Receipts { over, feeding }
    }

    /// Waits for those under way; how many there were and how long they took.
    pub async fn end(self, engine: &Engine) -> Result<Map<String, Json>> {
        self.over.store(true, Ordering::Relaxed);
        let caused = self.feeding.await??;
        let since = Instant::now();
        let sends = loop {
            let sends = all(engine).await?;
            if sends.len() == caused.len() && sends.iter().all(|send| !send.state.is_open()) {
                break sends;
            }
            ensure!(since.elapsed() < PATIENCE, "{} of {} receipts were made", sends.len(), caused.len());
            tokio::time::sleep(APART).await;
        };
        let took = |send: &Send| Some((send.handed_at?.0 - caused.get(&send.address)?.0) as f64 / 1e3);
        let mut took: Vec<f64> = sends.iter().filter_map(took).collect();
        ensure!(took.len() == caused.len(), "{} of {} receipts were handed over", took.len(), caused.len());
        took.sort_by(f64::total_cmp);
        let at = |part: usize| json!(took.get((took.len() * part).div_ceil(100).saturating_sub(1)));
        let told = [("operational", json!(took.len())), ("operational_ms", at(50)), ("operational_p99_ms", at(99))];
        Ok(told.map(|(name, value)| (name.to_string(), value)).into_iter().collect())
    }
}

async fn all(engine: &Engine) -> Result<Vec<Send>> {
    let narrow = Narrow { program: Some(PROGRAM.into()), ..Narrow::default() };
    let (mut all, mut before) = (Vec::new(), i64::MAX);
    loop {
        let page = store::sends::page(engine.store(), DEFAULT_WORKSPACE, &narrow, before, 1_000).await?;
        let Some(last) = page.last() else { return Ok(all) };
        before = last.id.0;
        all.extend(page);
    }
}
