//! Contacts as a table, for a spreadsheet or another program.

use crate::access::Caller;
use crate::describe::{Describe, UserNames, user_names};
use crate::extract::Query;
use crate::problem::Problem;
use crate::rights::Right;
use crate::selection::{self, Wanted};
use crate::views::contact::ContactParams;
use crate::{App, audit};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};
use model::{ContactId, DefinitionKind, Field, Object, Value, field};
use rules::View;
use std::collections::BTreeMap;
use std::convert::Infallible;

/// Rows that are made while nobody else waits for the image.
const AT_ONCE: usize = 500;
/// What stands in place of personal data for those who may not carry it away.
const MASKED: &str = "•••";
const OWN: [&str; 13] = [
    "id",
    "external_id",
    "account",
    "relationship",
    "owner",
    "stage",
    "behaviour_score",
    "fit_score",
    "account_score",
    "total_score",
    "consent",
    "last_activity",
    "created_at",
];

/// Every contact that the list would show, as CSV (UTF-8, comma), one column a field. Personal fields are masked without
/// the right to export.
#[utoipa::path(
    get,
    path = "/api/v1/contacts.csv",
    tag = "contacts",
    params(ContactParams),
    responses((status = 200, content_type = "text/csv", body = String)),
)]
pub async fn export_contacts(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<ContactParams>,
) -> Result<Response, Problem> {
    let users = user_names(&app).await?;
    let wanted = Wanted::of(&app, params).await?;
    let contacts = selection::all(&app, &users, &wanted);
    let masked = !caller.may(Right::Export);
    let detail = format!("{} rows{}", contacts.len(), if masked { ", personal data masked" } else { "" });
    audit::note(&app, &caller, "contacts.exported", "contacts", detail).await?;
    let fields = fields(&app);
    let heading = OWN.iter().copied().chain(fields.iter().map(|field| field.key.as_str()));
    // Spreadsheets take the mark at the beginning for UTF-8.
    let heading = Bytes::from(["\u{feff}".as_bytes(), &line(heading)].concat());
    let pieces: Vec<Vec<ContactId>> = contacts.chunks(AT_ONCE).map(<[ContactId]>::to_vec).collect();
    let rows = stream::iter(pieces).map(move |piece| rows(&app, &users, &fields, masked, &piece));
    let body = stream::iter([heading]).chain(rows).map(Ok::<_, Infallible>);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"contacts.csv\""),
    ];
    Ok((headers, Body::from_stream(body)).into_response())
}

/// Built-in fields first, as the product has them; then the instance's own by key.
fn fields(app: &App) -> Vec<Field> {
    let image = app.engine().image();
    let builtin = field::builtin_fields().into_iter();
    let mut all: Vec<Field> = builtin.filter(|field| field.object == Object::Contact).collect();
    let mut own: BTreeMap<&str, &Field> = BTreeMap::new();
    for (_, published) in image.definitions(DefinitionKind::Field) {
        if let model::Body::Field(field) = &published.body
            && field.object == Object::Contact
        {
            own.insert(&field.key, field);
        }
    }
    for field in &mut all {
        if let Some(changed) = own.remove(field.key.as_str()) {
            *field = changed.clone();
        }
    }
    all.extend(own.into_values().cloned());
    all
}

fn rows(app: &App, users: &UserNames, fields: &[Field], masked: bool, contacts: &[ContactId]) -> Bytes {
    let image = app.engine().image();
    let describe = Describe::new(&image, users, app.now());
    let mut text = Vec::new();
    for id in contacts {
        // One that was erased meanwhile.
        let Some(contact) = image.contact(*id) else { continue };
        let row = describe.contact_row(&contact);
        let consent = match image.consent(*id) {
            Some(true) => "given",
            Some(false) => "withdrawn",
            None => "",
        };
        let own = [
            row.id,
            plain(&contact.external_id.clone().unwrap_or_default()),
            plain(&row.account.map(|account| account.name).unwrap_or_default()),
            row.relationship.as_str().into(),
            plain(&row.owner.map(|owner| owner.name).unwrap_or_default()),
            plain(&row.stage.map(|stage| stage.label).unwrap_or_default()),
            row.scores.behaviour.to_string(),
            row.scores.fit.to_string(),
            row.scores.account.to_string(),
            row.total_score.to_string(),
            consent.into(),
            row.last_activity.map(|at| at.to_string()).unwrap_or_default(),
            row.created_at.to_string(),
        ];
        let values = fields.iter().map(|field| {
            let email = || contact.email.as_deref().map(Value::text);
            let value = if field.key == "email" { email() } else { contact.fields.get(&field.key).cloned() };
            match value {
                Some(_) if masked && field.personal => MASKED.to_string(),
                Some(value) => cell(&value),
                None => String::new(),
            }
        });
        text.extend(line(own.into_iter().chain(values)));
    }
    text.into()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Text(text) => plain(text),
        Value::Money(money) => money.to_string(),
        other => match other.to_json() {
            serde_json::Value::String(text) => text,
            json => json.to_string(),
        },
    }
}

fn plain(text: &str) -> String {
    hygiene::formula::guarded(text).into_owned()
}

fn line<T: AsRef<str>>(cells: impl Iterator<Item = T>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let cells: Vec<T> = cells.collect();
    let written = writer.write_record(cells.iter().map(|cell| cell.as_ref().as_bytes()));
    written.and_then(|()| writer.flush().map_err(Into::into)).expect("memory takes what is written");
    writer.into_inner().expect("flushed just now")
}
