//! Records in the shapes that the API shows, read from the image. What is not in the image (names of users, whole
//! activities, states of addresses) is fetched before, because the image must not be held while waiting.

mod account;
mod activity;
mod contact;
mod lead;
mod names;
mod opportunity;

use crate::App;
use crate::problem::Problem;
use crate::views::shared::{Named, Reference};
use audience::Image;
use model::definition::{Body, Lifecycle, MAIN, Settings};
use model::value::date_of_day;
use model::{Cost, DefinitionKind, Timestamp, UserId};
use rules::rates::Rates;
use std::collections::HashMap;

pub use names::ImageNames;

/// Names of users by id.
pub type UserNames = HashMap<UserId, String>;

pub async fn user_names(app: &App) -> Result<UserNames, Problem> {
    let users = store::users::list(app.store(), app.workspace()).await?;
    Ok(users.into_iter().map(|user| (user.id, user.name)).collect())
}

/// Describes what an image holds at an instant.
pub struct Describe<'a> {
    pub image: &'a Image,
    pub users: &'a UserNames,
    pub now: Timestamp,
}

impl<'a> Describe<'a> {
    pub fn new(image: &'a Image, users: &'a UserNames, now: Timestamp) -> Describe<'a> {
        Describe { image, users, now: now.max(image.now()) }
    }

    fn user(&self, id: UserId) -> Reference {
        let name = self.users.get(&id).cloned().unwrap_or_else(|| id.to_string());
        Reference { id: id.to_string(), name }
    }

    pub fn settings(&self) -> Option<&'a Settings> {
        match &self.image.definition(DefinitionKind::Settings, MAIN)?.body {
            Body::Settings(settings) => Some(settings),
            _ => None,
        }
    }

    /// A cost in minor units of the reporting currency; `None` when a rate is missing.
    pub fn converted(&self, cost: &Cost) -> Option<i64> {
        let settings = self.settings()?;
        let first_day = Timestamp::start_of(date_of_day(cost.from_day), &settings.zone);
        let major = Rates::new(Some(settings)).convert(cost.amount, first_day)?;
        Some((major * 10f64.powi(settings.currency.decimals() as i32)).round() as i64)
    }

    fn lifecycle(&self) -> Option<&'a Lifecycle> {
        match &self.image.definition(DefinitionKind::Lifecycle, MAIN)?.body {
            Body::Lifecycle(lifecycle) => Some(lifecycle),
            _ => None,
        }
    }

    /// A stage of the lifecycle with its label.
    pub fn stage(&self, key: &str) -> Named {
        let stage = self.lifecycle().and_then(|lifecycle| lifecycle.stages.iter().find(|stage| stage.key == key));
        let label = stage.map(|stage| stage.label.clone());
        Named { key: key.into(), label: label.unwrap_or_else(|| key.into()) }
    }

    /// A definition in force with its label.
    pub fn named(&self, kind: DefinitionKind, key: &str) -> Named {
        let label = self.image.definition(kind, key).map(|published| label_of(&published.body));
        Named { key: key.into(), label: label.filter(|label| !label.is_empty()).unwrap_or_else(|| key.into()) }
    }
}

/// What a definition is called.
pub fn label_of(body: &Body) -> String {
    match body {
        Body::Field(field) => field.label.clone(),
        Body::Segment(segment) => segment.label.clone(),
        Body::List(list) => list.label.clone(),
        Body::Scoring(scoring) => scoring.label.clone(),
        Body::Qualification(qualification) => qualification.label.clone(),
        Body::Lifecycle(lifecycle) => lifecycle.label.clone(),
        Body::Assignment(assignment) => assignment.label.clone(),
        Body::Asset(asset) => asset.label.clone(),
        Body::Email(email) => email.label.clone(),
        Body::Program(program) => program.label.clone(),
        Body::Goal(goal) => goal.kpi.clone(),
        Body::Settings(settings) => settings.company.clone(),
        Body::Snippet(snippet) => snippet.label.clone(),
    }
}
