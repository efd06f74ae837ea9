//! Activities as a timeline shows them.

use super::{Describe, ImageNames};
use crate::views::contact::{ActivityNature, ActivityView};
use model::activity::kind;
use model::{Activity, Nature};
use rules::Names;

impl Describe<'_> {
    pub fn activity(&self, activity: &Activity) -> ActivityView {
        let asset_label = activity.asset.as_deref().map(|asset| {
            let kinds = std::slice::from_ref(&activity.kind);
            ImageNames(self.image).asset(kinds, asset)
        });
        ActivityView {
            number: activity.number,
            label: kind::label(&activity.kind).into(),
            nature: match kind::nature(&activity.kind) {
                Nature::Contact => ActivityNature::Contact,
                Nature::Ours => ActivityNature::Ours,
                Nature::Rep => ActivityNature::Rep,
            },
            kind: activity.kind.clone(),
            asset: activity.asset.clone(),
            asset_label,
            occurred_at: activity.occurred_at,
            recorded_at: activity.recorded_at,
            value: activity.value,
            properties: activity.properties.iter().map(|(key, value)| (key.clone(), value.to_json())).collect(),
            lead: activity.lead.map(|lead| lead.to_string()),
            live: activity.live,
            source: activity.source.clone(),
            by: None,
        }
    }
}
