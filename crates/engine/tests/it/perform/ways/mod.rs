//! Ways out: which one a message takes, what happens when one does not work, and what providers report.

#[expect(dead_code, reason = "a part of it is for the tests of mail alone")]
#[path = "../../../../../mail/tests/it/ways/double.rs"]
mod double;
mod hooks;
mod late;
mod refused;
mod routes;

use super::fixture::*;
use double::{Does, Double};
use engine::perform::NewWay;
use mail::WayKind;

fn way(key: &str, kind: WayKind, pairs: &[(&str, &str)]) -> NewWay {
    let values = pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    NewWay { key: key.into(), kind, label: key.into(), values, per_second: None, per_day: None, enabled: true }
}

/// SendGrid, as a double plays it.
fn sendgrid(key: &str, url: &str) -> NewWay {
    way(key, WayKind::SendGrid, &[("api_key", "SG.secret"), ("endpoint", url)])
}

fn accepts() -> Does {
    Does::Answers(202, "", String::new())
}

impl World {
    async fn add(&self, way: NewWay) {
        self.performer.save_way(way, true).await.unwrap();
    }

    /// How a way stands.
    async fn way_is(&self, key: &str) -> &'static str {
        let (ways, _) = self.performer.ways_out().await.unwrap();
        ways.iter().find(|way| way.key == key).unwrap().state
    }

    /// By state and way, of every send.
    async fn by_way(&self) -> Vec<(&'static str, Option<String>)> {
        self.sends().await.into_iter().map(|send| (send.state.as_str(), send.way)).collect()
    }

    async fn people(&self, count: usize) {
        for n in 0..count {
            self.consenting(&format!("pia@domain{n}.example"), "Pia").await;
        }
    }
}
