//! Whom a program would reach now: its audience, asked at the send gate one by one.

use super::found;
use crate::App;
use crate::access::Caller;
use crate::describe::{Describe, ImageNames, user_names};
use crate::extract::{Json, Language, Query};
use crate::problem::Problem;
use crate::views::program::{AudienceParams, ProgramAudience, ReasonCount};
use axum::extract::{Path, State};
use engine::perform::waits;
use model::activity::kind;
use model::address::AddressState;
use model::definition::{Body, MAIN, Program, ProgramKind};
use model::{ContactId, DAY, DefinitionKind, Filter, Object, Relationship, Timestamp, Value, WorkspaceId};
use rules::View;
use rules::send_gate::{SendFacts, may_send};
use std::collections::BTreeMap;

/// Contacts shown of an audience.
const SAMPLE: usize = 10;

/// Whom a program reaches.
pub struct Reach {
    pub count: u64,
    /// To be sent to now.
    pub sendable: u64,
    /// To be sent to within days: quiet hours, limits to one contact.
    pub later: u64,
    /// Those, by their addresses' domains.
    pub domains: BTreeMap<String, u64>,
    pub held: Vec<ReasonCount>,
    pub sample: Vec<ContactId>,
}

/// What the gate asks of a contact and the image knows.
struct Asked {
    address: Option<String>,
    relationship: Relationship,
    consent: Option<bool>,
    sent: Vec<Timestamp>,
    zone: String,
}

pub async fn reach(app: &App, workspace: WorkspaceId, program: &Program, filter: &Filter) -> Result<Reach, Problem> {
    let now = app.now();
    let (asked, settings, operational, sample) = {
        let image = app.engine().image();
        let ids = image.ids(&image.select(filter, now));
        let asked: Vec<Asked> = ids.iter().map(|id| asked(&*image, *id, now)).collect();
        let settings = match image.definition(DefinitionKind::Settings, MAIN).map(|published| &published.body) {
            Some(Body::Settings(settings)) => settings.clone(),
            _ => return Err(Problem::conflict("Publish the instance's settings first; the send gate needs them.")),
        };
        let email = match &program.does {
            ProgramKind::Batch { email, .. } => image.definition(DefinitionKind::Email, email).map(|email| &email.body),
            _ => None,
        };
        let operational = matches!(email, Some(Body::Email(email)) if email.operational.is_some());
        (asked, settings, operational, ids.into_iter().take(SAMPLE).collect())
    };
    let addresses: Vec<String> = asked.iter().filter_map(|one| one.address.clone()).collect();
    let states = store::addresses::states(app.store(), workspace, &addresses).await?;
    let mut held: BTreeMap<String, u64> = BTreeMap::new();
    let (mut sendable, mut later, mut domains) = (0, 0, BTreeMap::new());
    for one in &asked {
        // An address that nothing is known of has nothing against it.
        let state = one
            .address
            .as_ref()
            .map(|address| states.get(address).cloned().unwrap_or_else(|| AddressState::clear(address)));
        let facts = SendFacts {
            operational,
            address: state.as_ref(),
            topic: Some(program.topic.as_str()).filter(|topic| !topic.is_empty()),
            relationship: one.relationship,
            consent: one.consent,
            sent: &one.sent,
            zone: &one.zone,
        };
        let gets = match may_send(&facts, &settings, now) {
            Ok(()) => {
                sendable += 1;
                true
            }
            Err(no) => {
                let waits = waits(&no, now);
                later += u64::from(waits);
                *held.entry(no.code.as_str().to_string()).or_default() += 1;
                waits
            }
        };
        let domain = one.address.as_deref().and_then(|address| address.rsplit_once('@'));
        if let Some((_, domain)) = domain.filter(|_| gets) {
            *domains.entry(domain.to_lowercase()).or_default() += 1;
        }
    }
    let mut held: Vec<ReasonCount> = held.into_iter().map(|(reason, count)| ReasonCount { reason, count }).collect();
    held.sort_by_key(|reason| std::cmp::Reverse(reason.count));
    Ok(Reach { count: asked.len() as u64, sendable, later, domains, held, sample })
}

fn asked(view: &dyn View, id: ContactId, now: Timestamp) -> Asked {
    let subject = view.subject(id).unwrap_or_default();
    let text = |key: &str| match view.field(subject, Object::Contact, key) {
        Some(Value::Text(text)) if !text.is_empty() => Some(text),
        _ => None,
    };
    let mut sent = Vec::new();
    view.timeline_from(id, now.plus(-7 * DAY), &mut |fact| {
        if fact.kind == kind::EMAIL_SENT && fact.properties.get("operational") != Some(&Value::Boolean(true)) {
            sent.push(fact.at);
        }
        true
    });
    Asked {
        address: text("email"),
        relationship: view.relationship(subject),
        consent: view.consent(id),
        sent,
        zone: text("time_zone").unwrap_or_default(),
    }
}

/// The condition of a program's audience; `None` for one without.
fn filter_of(program: &Program) -> Option<Filter> {
    match &program.does {
        ProgramKind::Batch { segment, .. } => Some(Filter::InSegment(segment.clone())),
        ProgramKind::Trigger(trigger) => Some(trigger.filter.clone()),
        ProgramKind::Nurture(nurture) => Some(nurture.audience.clone()),
        ProgramKind::Passive => None,
    }
}

/// The sentence of a condition.
fn in_words(describe: &Describe<'_>, filter: &Filter, lang: rules::Lang) -> String {
    rules::sentence(filter, &ImageNames(describe.image), lang)
}

/// Whom a program would reach now, and whom the send gate would hold back.
#[utoipa::path(
    get,
    path = "/api/v1/programs/{key}/audience",
    tag = "programs",
    params(("key" = String, Path), AudienceParams),
    responses((status = 200, body = ProgramAudience)),
)]
pub async fn get_audience(
    State(app): State<App>,
    Path(key): Path<String>,
    caller: Caller,
    Query(params): Query<AudienceParams>,
    Language(lang): Language,
) -> Result<Json<ProgramAudience>, Problem> {
    let one = found(&app).await?.into_iter().find(|found| found.definition.key == key);
    let program = one.ok_or_else(|| Problem::not_found("program", &key))?.program;
    if let Some(key) = params.segment.as_ref()
        && app.engine().image().definition(DefinitionKind::Segment, key).is_none()
    {
        return Err(Problem::not_found("published segment", key));
    }
    let Some(filter) = params.segment.map(Filter::InSegment).or_else(|| filter_of(&program)) else {
        return Err(Problem::conflict("A passive program has no audience; its members are put in by hand or import."));
    };
    let users = user_names(&app).await?;
    let reach = reach(&app, caller.workspace, &program, &filter).await?;
    let image = app.engine().image();
    let describe = Describe::new(&image, &users, app.now());
    Ok(Json(ProgramAudience {
        count: reach.count,
        sentence: in_words(&describe, &filter, lang),
        sendable: reach.sendable,
        later: reach.later,
        held: reach.held,
        sample: describe.contacts(&reach.sample),
    }))
}
