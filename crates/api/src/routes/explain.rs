//! Why a contact stands where it stands, down to the activities, and whose they are.

use crate::App;
use crate::access::Caller;
use crate::describe::{Describe, ImageNames, UserNames, user_names};
use crate::extract::{Json, Language};
use crate::problem::Problem;
use crate::routes::contacts::living;
use crate::views::contact::ActivityView;
use crate::views::explain::{ContactExplanation, SegmentReason, StageReason};
use audience::Image;
use axum::extract::{Path, State};
use model::definition::ScoringModel;
use model::filter::ScorePart;
use model::{Activity, ContactId, Timestamp};
use rules::{Contribution, Explanation, Subject, View};

/// Most activities that are shown as evidence.
const MAX_EVIDENCE: usize = 200;

/// Segments, score, gates and stage of a contact, each with its reasons.
#[utoipa::path(
    get,
    path = "/api/v1/contacts/{id}/explain",
    tag = "contacts",
    params(("id" = String, Path)),
    responses((status = 200, body = ContactExplanation)),
)]
pub async fn explain_contact(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    Language(lang): Language,
) -> Result<Json<ContactExplanation>, Problem> {
    let id = living(&app, &id)?;
    let users = user_names(&app).await?;
    let mut explanation = explain(&app, &users, id, lang);
    let mut numbers: Vec<i64> = explanation.contributions.iter().flat_map(|given| given.evidence.clone()).collect();
    explanation.segments.iter().for_each(|segment| collect(&segment.because, &mut numbers));
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    numbers.dedup();
    numbers.truncate(MAX_EVIDENCE);
    let found = store::activities::by_numbers(app.store(), caller.workspace, &numbers).await?;
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    explanation.evidence = found.iter().map(|activity| of_whom(&describe, &image, activity, id)).collect();
    Ok(Json(explanation))
}

/// An activity, with its contact's name where that is a colleague of the one that was asked about.
fn of_whom(describe: &Describe<'_>, image: &Image, activity: &Activity, asked: ContactId) -> ActivityView {
    let whose = activity.contact.and_then(|contact| image.resolve(contact)).filter(|contact| *contact != asked);
    ActivityView { by: whose.map(|contact| describe.contact_name(contact)), ..describe.activity(activity) }
}

fn collect(explanation: &Explanation, numbers: &mut Vec<i64>) {
    numbers.extend(&explanation.evidence);
    explanation.parts.iter().for_each(|part| collect(part, numbers));
}

/// Points for conditions name the activities behind them too, colleagues' included.
fn contributions(image: &Image, model: &ScoringModel, subject: Subject, now: Timestamp) -> Vec<Contribution> {
    let mut contributions = rules::score(image, model, subject, now).contributions;
    for given in &mut contributions {
        let (rules, subject) = match given.part {
            ScorePart::Fit => (&model.fit, subject),
            ScorePart::Account => (&model.account, Subject { account: subject.account, ..Subject::default() }),
            ScorePart::Behaviour | ScorePart::Total => continue,
        };
        if let Some(rule) = rules.iter().find(|rule| rule.key == given.rule) {
            given.evidence = rules::explain(image, &rule.when, subject, now).made_by();
        }
    }
    contributions
}

fn explain(app: &App, users: &UserNames, id: ContactId, lang: rules::Lang) -> ContactExplanation {
    let image = app.engine().image();
    let describe = Describe::new(&image, users, app.now());
    let subject = image.subject(id).unwrap_or_default();
    let names = ImageNames(&image);
    let member = image.segments_of(id);
    let segments = image.segments().map(|(key, segment)| SegmentReason {
        key: key.into(),
        label: segment.label.clone(),
        member: member.contains(&key),
        because: rules::explain_in(&*image, &segment.filter, subject, describe.now, &names, lang),
    });
    let segments = segments.collect();
    let scores = image.scores(subject);
    let contributions = image.scoring().map(|model| contributions(&image, model, subject, describe.now));
    let stage = subject.lead.and_then(|lead| image.lead(lead)).map(|lead| {
        let stage = describe.stage(&lead.stage);
        let aql = lead.aql.iter().flat_map(|aql| aql.reasons.clone());
        StageReason {
            lead: lead.id.to_string(),
            stage: stage.key,
            label: stage.label,
            since: lead.stage_since,
            because: aql.collect(),
        }
    });
    ContactExplanation {
        segments,
        scores,
        total_score: scores.total(),
        contributions: contributions.unwrap_or_default(),
        gates: describe.gates(subject),
        stage,
        evidence: Vec::new(),
    }
}
