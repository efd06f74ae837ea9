//! From generated operations to a change log: ids, ledger numbers, batches.

use crate::ops::{Deed, Op};
use crate::put::put;
use audience::Image;
use model::*;
use rules::arbitrary::START;
use std::collections::{BTreeMap, BTreeSet};

/// What a batch decided, in the order of deciding.
#[derive(Debug, Clone)]
pub enum Step {
    Change(Change),
    Activity(Activity),
}

#[derive(Debug, Clone)]
pub struct Batch {
    pub now: Timestamp,
    pub steps: Vec<Step>,
}

impl Batch {
    pub fn changes(&self) -> Vec<Change> {
        let change = |step: &Step| match step {
            Step::Change(change) => Some(change.clone()),
            Step::Activity(_) => None,
        };
        self.steps.iter().filter_map(change).collect()
    }

    pub fn activities(&self) -> Vec<Activity> {
        let activity = |step: &Step| match step {
            Step::Activity(activity) => Some(activity.clone()),
            Step::Change(_) => None,
        };
        self.steps.iter().filter_map(activity).collect()
    }

    pub fn change_batch(&self, seq: i64) -> ChangeBatch {
        change_batch(seq, self.now, self.changes(), self.activities())
    }
}

pub fn change_batch(seq: i64, now: Timestamp, changes: Vec<Change>, activities: Vec<Activity>) -> ChangeBatch {
    let ledger = activities.first().zip(activities.last()).map(|(first, last)| (first.number, last.number));
    ChangeBatch { seq, now, changes, ledger, activities }
}

/// The change log of some batches, numbered from 1.
pub fn log_of(batches: &[Batch]) -> Vec<ChangeBatch> {
    batches.iter().zip(1..).map(|(batch, seq)| batch.change_batch(seq)).collect()
}

pub fn fold_all(log: &[ChangeBatch]) -> Image {
    let mut image = Image::new();
    log.iter().for_each(|batch| image.fold(batch).expect("the log follows"));
    image
}

#[derive(Default)]
struct Writer {
    number: i64,
    version: i32,
    visited: BTreeMap<i64, Vec<i64>>,
    /// Merged away or erased; used when the log is to make sense only.
    gone: BTreeSet<i64>,
    sense: bool,
}

/// Writes operations down. With `sense`, nothing is said about contacts that are merged away or erased.
pub fn batches(ops: &[Op], sense: bool) -> Vec<Batch> {
    let mut writer = Writer { sense, ..Writer::default() };
    let mut all = vec![Batch { now: START.plus(25 * DAY), steps: Vec::new() }];
    for op in ops {
        let itself = matches!(op, Op::Merge { winner, loser } if winner == loser);
        if sense && (itself || subjects(op).iter().any(|contact| writer.gone.contains(contact))) {
            continue;
        }
        let now = all[all.len() - 1].now;
        match op {
            Op::Commit { later } => all.push(Batch { now: now.plus(*later), steps: Vec::new() }),
            op => {
                let steps = writer.write(op, now);
                all.last_mut().expect("there is a batch").steps.extend(steps);
            }
        }
    }
    all
}

fn subjects(op: &Op) -> Vec<i64> {
    match op {
        Op::Contact { id, .. } | Op::Erase(id) => vec![*id],
        Op::Did(deed) => vec![deed.contact],
        Op::Lead { contact, .. }
        | Op::Join { contact, .. }
        | Op::List { contact, .. }
        | Op::Member { contact, .. }
        | Op::Consent { contact, .. }
        | Op::Acted { contact, .. }
        | Op::Nurture { contact, .. } => vec![*contact],
        Op::Merge { winner, loser } => vec![*winner, *loser],
        Op::Opportunity { roles, .. } => roles.iter().map(|(contact, _)| *contact).collect(),
        _ => vec![],
    }
}

impl Writer {
    fn write(&mut self, op: &Op, now: Timestamp) -> Vec<Step> {
        let change = |change| vec![Step::Change(change)];
        match op.clone() {
            Op::Did(deed) => vec![self.activity(&deed, Some(deed.contact), None, now)],
            Op::Visited(visitor, deed) => {
                let activity = self.activity(&deed, None, Some(visitor), now);
                self.visited.entry(visitor).or_default().push(self.number);
                vec![activity]
            }
            Op::Join { contact, visitor } => {
                // Numbers that were claimed before are named again: they must stay where they are.
                let numbers = self.visited.get(&visitor).cloned().unwrap_or_default();
                if self.sense {
                    self.visited.remove(&visitor);
                }
                let contact = ContactId(contact);
                let browser = Visitor {
                    id: VisitorId(visitor),
                    anonymous_id: format!("a{visitor}"),
                    contact: Some(contact),
                    created_at: START,
                };
                vec![Step::Change(Change::Visitor(browser)), Step::Change(Change::Joined { contact, numbers })]
            }
            Op::Merge { winner, loser } => {
                if winner != loser {
                    self.gone.insert(loser);
                }
                change(Change::Merged { winner: ContactId(winner), loser: ContactId(loser) })
            }
            Op::Erase(contact) => {
                self.gone.insert(contact);
                change(Change::Erased { contact: ContactId(contact) })
            }
            Op::List { contact, list, member } => change(Change::List { list, contact: ContactId(contact), member }),
            Op::Member { contact, program, status, at } => {
                change(Change::Member { program, contact: ContactId(contact), status, at })
            }
            Op::Consent { contact, given } => change(Change::Consent { contact: ContactId(contact), given }),
            Op::Acted { contact, program, at } => change(Change::Acted { program, contact: ContactId(contact), at }),
            Op::Nurture { contact, program, next_at } => {
                let depth = definition::Depth::Mid;
                let place = NurturePlace { category: "other".into(), depth, exhausted: false, next_at };
                change(Change::Nurture { program, contact: ContactId(contact), place })
            }
            Op::Commit { .. } => vec![],
            Op::Segment { .. } | Op::Retype { .. } | Op::Scoring(_) | Op::Program(_) | Op::Zone(_) => {
                change(self.definition(op))
            }
            record => change(put(record, now)),
        }
    }

    fn activity(&mut self, deed: &Deed, contact: Option<i64>, visitor: Option<i64>, now: Timestamp) -> Step {
        self.number += 1;
        let plan = deed.plan.as_ref().map(|plan| ("plan".to_string(), Value::text(plan.as_str())));
        Step::Activity(Activity {
            number: self.number,
            contact: contact.map(ContactId),
            visitor: visitor.map(VisitorId),
            lead: deed.lead.map(LeadId),
            kind: deed.kind.clone(),
            asset: deed.asset.clone(),
            occurred_at: deed.at,
            recorded_at: now,
            value: deed.value.map(|minor| Money { minor, currency: Currency::EUR }),
            properties: plan.into_iter().collect(),
            live: true,
            source: "test".into(),
        })
    }

    fn definition(&mut self, op: &Op) -> Change {
        self.version += 1;
        let version = self.version;
        let (kind, key, body) = match op {
            Op::Segment { key, filter } => {
                let body = filter.as_ref().map(|filter| serde_json::json!({"label": key, "filter": filter}));
                (DefinitionKind::Segment, key.clone(), body)
            }
            Op::Retype { key, field_type } => {
                let body = serde_json::json!({"object": "contact", "key": key, "type": field_type, "label": key});
                (DefinitionKind::Field, format!("contact.{key}"), Some(body))
            }
            Op::Scoring(model) => {
                let body = model.as_ref().map(|model| serde_json::to_value(model).expect("a model is JSON"));
                (DefinitionKind::Scoring, "main".into(), body)
            }
            Op::Program(key) => {
                let body = serde_json::json!({"label": key, "channel": "Email", "does": "passive"});
                (DefinitionKind::Program, key.clone(), Some(body))
            }
            Op::Zone(zone) => (DefinitionKind::Settings, "main".into(), Some(rules::arbitrary::settings(zone))),
            other => panic!("not a definition: {other:?}"),
        };
        Change::Definition { kind, key, version, body: body.map(|body| body.to_string()) }
    }
}
