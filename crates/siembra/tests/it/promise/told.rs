//! What the product tells its users of its sends.

use super::world::{MARKETING, OPERATIONAL};
use crate::server::Server;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What the product tells its users.
pub struct Told {
    /// By program: its figure of messages sent, and its run's sends by state.
    pub programs: BTreeMap<&'static str, (u64, BTreeMap<String, u64>, u64)>,
    /// Activities by kind.
    pub sent: u64,
    pub failed: u64,
}

impl Told {
    pub fn ask(server: &Server) -> Told {
        let activities = |kind: &str| server.number(&format!("select count(*) from activities where kind = '{kind}'"));
        let program = |key: &'static str| {
            let view = server.call("GET", &format!("/programs/{key}"), &Json::Null);
            let run = &view["runs"][0];
            let states = run["sends"].as_object().cloned().unwrap_or_default();
            let states = states.into_iter().map(|(state, n)| (state, n.as_u64().unwrap_or(0))).collect();
            let figure = view["figures"]["sent"].as_u64().unwrap_or(0);
            (key, (figure, states, run["audience"].as_u64().unwrap_or(0)))
        };
        Told {
            programs: [MARKETING, OPERATIONAL].map(program).into(),
            sent: activities("email_sent"),
            failed: activities("email_failed"),
        }
    }
}
