//! When a second person is needed, what they are shown, and whether what was asked for still holds.

use crate::access::{Caller, Who};
use crate::describe::label_of;
use crate::problem::Problem;
use crate::rights::{self, Right};
use crate::views::approval::{ApprovalAsked, ApprovalFinding};
use crate::views::preflight::Preflight;
use crate::{App, audit};
use engine::perform::RunError;
use engine::work::Notice;
use model::definition::{Approval, Body, MAIN};
use model::{DefinitionKind, UserId};
use serde::{Deserialize, Serialize};
use store::approvals::{self, Action, NewRequest, Request};

/// What the store keeps of a request without reading it.
#[derive(Serialize, Deserialize)]
pub struct Details {
    pub asked: ApprovalAsked,
    /// Publishing: SHA-256 of the draft.
    #[serde(default)]
    pub digest: String,
    /// Runs: what the request is known again by, where it has a name.
    #[serde(default)]
    pub request: Option<store::runs::Request>,
}

impl Details {
    pub fn of(request: &Request) -> Result<Details, Problem> {
        serde_json::from_str(&request.details).map_err(Problem::internal)
    }
}

/// The rules in force; none before there are settings.
pub fn rules(app: &App) -> Approval {
    match app.engine().image().definition(DefinitionKind::Settings, MAIN).map(|found| &found.body) {
        Some(Body::Settings(settings)) => settings.approval.clone(),
        _ => Approval::default(),
    }
}

/// Who asks, when what the caller wants needs a second person; `None` when they may do it themselves. A key is as its
/// maker is now; one that nobody made belongs to the machine.
pub async fn asker(app: &App, caller: &Caller, action: Action) -> Result<Option<UserId>, Problem> {
    let rules = rules(app);
    let roles = match action {
        Action::Run => rules.runs,
        Action::Publish => rules.publishing,
    };
    let user = match &caller.who {
        Who::User { user, .. } => Some(user.clone()),
        Who::Key(key) => match key.created_by {
            Some(maker) => store::users::get(app.store(), caller.workspace, maker).await?,
            None => None,
        },
    };
    match user.filter(|user| roles.contains(&user.role)) {
        None => Ok(None),
        Some(user) if user.active => Ok(Some(user.id)),
        Some(_) => Err(Problem::forbidden(
            "Whoever made this key has left, and what it asks for needs a second person. Make another key.",
        )),
    }
}

/// What a run is asked for with.
pub fn of_run(at: Option<model::Timestamp>, despite: &[String], found: &Preflight, operational: bool) -> ApprovalAsked {
    let findings = found.findings.iter().map(|finding| ApprovalFinding {
        severity: finding.severity,
        code: finding.code.clone(),
        message: finding.message.clone(),
        contacts: finding.contacts,
    });
    ApprovalAsked {
        at,
        audience: found.audience.as_ref().map(|audience| audience.count),
        sendable: found.audience.as_ref().map(|audience| audience.sendable),
        findings: findings.collect(),
        despite: despite.to_vec(),
        note: String::new(),
        operational,
    }
}

/// What a draft is known by.
pub fn digest(body: &serde_json::Value) -> String {
    crate::secret::hash(&body.to_string())
}

/// What waits for approval because of the run's request of this name, and what it said; none that does not hold any more.
pub async fn of_request(app: &App, program: &str, name: &str) -> Result<Option<(Request, String)>, Problem> {
    for one in approvals::list(app.store(), app.workspace(), true).await? {
        let request = Details::of(&one)?.request.filter(|request| request.name == name && one.key == program);
        if let Some(request) = request
            && void(app, &one).await?.is_none()
        {
            return Ok(Some((one, request.said)));
        }
    }
    Ok(None)
}

/// The request that asking for the same again takes the place of. One of a colleague that holds is not replaced.
pub async fn replaces(
    app: &App,
    asker: UserId,
    wanted: (Action, DefinitionKind, &str),
) -> Result<Option<i64>, Problem> {
    let waiting = approvals::list(app.store(), app.workspace(), true).await?;
    match waiting.iter().find(|one| (one.action, one.kind, one.key.as_str()) == wanted) {
        None => Ok(None),
        Some(one) if one.asker == asker || void(app, one).await?.is_some() => Ok(Some(one.id)),
        Some(_) => Err(Problem::conflict("A colleague has asked for this already; it waits for approval.")),
    }
}

/// Stores a request, notes it and tells those who may decide.
pub async fn ask(app: &App, caller: &Caller, new: NewRequest, operational: bool) -> Result<Request, Problem> {
    let replaces = replaces(app, new.asker, (new.action, new.kind, &new.key)).await?;
    let request = approvals::ask(app.store(), caller.workspace, &new, replaces, app.now()).await?;
    let object = format!("{}/{}", request.kind.as_str(), request.key);
    audit::note(app, caller, "approval.asked", &object, format!("request {}", request.id)).await?;
    let users = store::users::list(app.store(), caller.workspace).await?;
    let rules = rules(app);
    let may = |role| {
        let rights = rights::of_user(role, &rules);
        needs(request.action, operational).iter().all(|right| rights.contains(right))
    };
    let told = users.iter().filter(|user| user.active && user.id != request.asker && may(user.role));
    let told: Vec<UserId> = told.map(|user| user.id).collect();
    let asker = users.iter().find(|user| user.id == request.asker).map_or("somebody", |user| &user.name);
    let what = match request.action {
        Action::Run => "send",
        Action::Publish => "publish",
    };
    let label = label(app, &request).await?;
    let notice = Notice {
        to: request.asker,
        subject: format!("For your approval: {label}"),
        text: format!("{asker} would like to {what} \"{label}\" and needs a second person."),
        page: "approvals".into(),
    };
    app.performer().tell(&told, &notice, &format!("asked:{}", request.id)).await?;
    Ok(request)
}

/// What people call what is asked for: as it is in force, else as its draft says, else its key.
pub async fn label(app: &App, request: &Request) -> Result<String, Problem> {
    let of = |body: &Body| Some(label_of(body)).filter(|label| !label.is_empty());
    let in_force = app.engine().image().definition(request.kind, &request.key).and_then(|found| of(&found.body));
    if let Some(label) = in_force {
        return Ok(label);
    }
    let draft = store::definitions::draft(app.store(), app.workspace(), request.kind, &request.key).await?;
    let label = draft.and_then(|draft| of(&Body::parse(draft.kind, &draft.body).ok()?));
    Ok(label.unwrap_or_else(|| request.key.clone()))
}

/// Everything that a decider has to hold.
pub fn needs(action: Action, operational: bool) -> Vec<Right> {
    let own = match action {
        Action::Run => Right::Send,
        Action::Publish => Right::PublishDefinitions,
    };
    [Right::Approve, own].into_iter().chain(operational.then_some(Right::SendOperational)).collect()
}

/// Why a request that waits holds no more; `None` when it does.
pub async fn void(app: &App, request: &Request) -> Result<Option<String>, Problem> {
    let (store, workspace) = (app.store(), app.workspace());
    let asker = store::users::get(store, workspace, request.asker).await?.filter(|user| user.active);
    let own = needs(request.action, false).into_iter().filter(|right| *right != Right::Approve);
    let may = |user: store::users::User| own.clone().all(|right| rights::of_role(user.role).contains(&right));
    if !asker.is_some_and(may) {
        return Ok(Some("Who asked for it may not do it any more.".into()));
    }
    match request.action {
        Action::Run => {
            if Details::of(request)?.asked.at.is_some_and(|at| at < app.now()) {
                return Ok(Some("The time that it was asked for has passed.".into()));
            }
            match app.performer().changed(request).await {
                Ok(None) => {}
                Ok(Some(what)) => return Ok(Some(format!("{what} has changed since it was asked for."))),
                Err(RunError::Store(error)) => return Err(error.into()),
                Err(error) => return Ok(Some(format!("{error}."))),
            }
            let runs = store::runs::of_program(store, workspace, &request.key).await?;
            let later = runs.first().is_some_and(|run| run.created_at > request.asked_at);
            Ok(later.then(|| "The program was sent since it was asked for.".into()))
        }
        Action::Publish => {
            let draft = store::definitions::draft(store, workspace, request.kind, &request.key).await?;
            let kept = Details::of(request)?.digest;
            let same = draft.is_some_and(|draft| digest(&draft.body) == kept);
            Ok((!same).then(|| "The draft has changed since it was asked for.".into()))
        }
    }
}
