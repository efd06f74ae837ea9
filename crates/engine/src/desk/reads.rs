//! What the desk reads of the definitions in force, typed.

use super::Desk;
use model::definition::*;
use model::*;
use rules::View;

impl Desk<'_> {
    pub(super) fn body(&self, kind: DefinitionKind, key: &str) -> Option<(i32, &Body)> {
        self.view.definition(kind, key).map(|published| (published.version, &published.body))
    }

    pub(super) fn settings(&self) -> Option<&Settings> {
        match self.body(DefinitionKind::Settings, MAIN) {
            Some((_, Body::Settings(settings))) => Some(settings),
            _ => None,
        }
    }

    pub(super) fn scoring(&self) -> Option<(i32, &ScoringModel)> {
        match self.body(DefinitionKind::Scoring, MAIN) {
            Some((version, Body::Scoring(model))) => Some((version, model)),
            _ => None,
        }
    }

    pub(super) fn qualification(&self) -> Option<(i32, &Qualification)> {
        match self.body(DefinitionKind::Qualification, MAIN) {
            Some((version, Body::Qualification(qualification))) => Some((version, qualification)),
            _ => None,
        }
    }

    pub(super) fn lifecycle_definition(&self) -> Option<&Lifecycle> {
        match self.body(DefinitionKind::Lifecycle, MAIN) {
            Some((_, Body::Lifecycle(lifecycle))) => Some(lifecycle),
            _ => None,
        }
    }

    pub(super) fn assignment(&self) -> Option<&Assignment> {
        match self.body(DefinitionKind::Assignment, MAIN) {
            Some((_, Body::Assignment(assignment))) => Some(assignment),
            _ => None,
        }
    }

    pub(super) fn email(&self, key: &str) -> Option<(i32, &Email)> {
        match self.body(DefinitionKind::Email, key) {
            Some((version, Body::Email(email))) => Some((version, email)),
            _ => None,
        }
    }

    pub(super) fn program(&self, key: &str) -> Option<(i32, &Program)> {
        match self.body(DefinitionKind::Program, key) {
            Some((version, Body::Program(program))) => Some((version, program)),
            _ => None,
        }
    }

    /// Active programs: key, version, program.
    pub(super) fn active_programs(&self) -> impl Iterator<Item = (&str, i32, &Program)> {
        self.view.definitions(DefinitionKind::Program).filter_map(|(key, published)| match &published.body {
            Body::Program(program) if program.active => Some((key, published.version, program)),
            _ => None,
        })
    }

    pub(super) fn assets(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.view.definitions(DefinitionKind::Asset).filter_map(|(key, published)| match &published.body {
            Body::Asset(asset) => Some((key, asset)),
            _ => None,
        })
    }

    /// A field in force: published, else built in.
    pub(super) fn field(&self, of: Object, key: &str) -> Option<Field> {
        if let Some((_, Body::Field(field))) = self.body(DefinitionKind::Field, &format!("{}.{key}", of.as_str())) {
            return Some(field.clone());
        }
        field::builtin_fields().into_iter().find(|field| field.object == of && field.key == key)
    }

    pub(super) fn zone(&self) -> String {
        self.settings().map_or_else(|| "UTC".to_string(), |settings| settings.zone.clone())
    }

    /// Whether a lead is still running.
    pub(super) fn is_open(&self, lead: LeadId) -> bool {
        self.view.bare_lead(lead).is_some_and(|lead| lead.ended_at.is_none())
    }

    /// Ledger numbers of what a browser did while it belonged to nobody, in this batch and before.
    pub(super) fn unclaimed(&self, visitor: VisitorId) -> Vec<i64> {
        let mut numbers = self.view.image().visitor_numbers(visitor);
        let own = self.view.activities().filter(|a| a.contact.is_none() && a.visitor == Some(visitor));
        numbers.extend(own.map(|activity| activity.number));
        numbers.sort_unstable();
        numbers
    }

    pub(super) fn consent(&self, contact: ContactId) -> Option<bool> {
        View::consent(&self.view, contact)
    }
}
