//! A page of contacts: those that a filter and a search mean, in an order.

use crate::App;
use crate::describe::{Describe, UserNames};
use crate::problem::Problem;
use crate::routes::segments::checked_filter;
use crate::views::contact::{ContactParams, ContactRow, ContactSort};
use crate::views::shared::{Page, PageParams};
use model::{ContactId, DefinitionKind, Filter, Object, Value};
use rules::View;
use std::cmp::Reverse;

/// Which contacts in which order.
pub struct Wanted {
    pub filter: Filter,
    /// Begins a name, a company or an e-mail address.
    pub q: String,
    pub sort: ContactSort,
    /// Only these, when given.
    pub only: Option<Vec<ContactId>>,
}

impl Wanted {
    pub async fn of(app: &App, params: ContactParams) -> Result<Wanted, Problem> {
        let mut parts = Vec::new();
        if let Some(text) = &params.filter {
            let filter: Filter = serde_json::from_str(text)
                .map_err(|e| Problem::malformed_field("filter", format!("cannot be read: {e}")))?;
            checked_filter(app, &filter, "filter")?;
            parts.push(filter);
        }
        if let Some(key) = params.segment {
            published(app, DefinitionKind::Segment, &key, "segment")?;
            parts.push(Filter::InSegment(key));
        }
        if let Some(key) = params.list {
            published(app, DefinitionKind::List, &key, "list")?;
            parts.push(Filter::InList(key));
        }
        let only = match &params.import {
            Some(id) => Some(of_import(app, id).await?),
            None => None,
        };
        let (q, sort) = (params.q.unwrap_or_default(), params.sort.unwrap_or_default());
        Ok(Wanted { filter: Filter::All(parts), q, sort, only })
    }

    /// Those of an order of ids that are wanted at all.
    fn narrow(&self, ids: &mut Vec<ContactId>) {
        if let Some(only) = &self.only {
            ids.retain(|id| only.binary_search(id).is_ok());
        }
    }
}

/// The contacts of an import, in order; those that were merged as what they are now.
async fn of_import(app: &App, id: &str) -> Result<Vec<ContactId>, Problem> {
    let number = id.parse().map_err(|_| {
        Problem::malformed_field("import", "is not the id of an import; take it from the list of imports")
    })?;
    let import = store::imports::get(app.store(), app.workspace(), number).await;
    import.map_err(|_| Problem::invalid("import", format!("there is no import \"{id}\"")))?;
    let found = store::import_contacts::list(app.store(), app.workspace(), number).await?;
    let image = app.engine().image();
    let mut living: Vec<ContactId> = found.into_iter().filter_map(|contact| image.resolve(contact)).collect();
    living.sort_unstable();
    Ok(living)
}

fn published(app: &App, kind: DefinitionKind, key: &str, field: &str) -> Result<(), Problem> {
    match app.engine().image().definition(kind, key) {
        Some(_) => Ok(()),
        None => Err(Problem::invalid(field, format!("there is no published {} \"{key}\"", kind.as_str()))),
    }
}

/// All of them, in order.
pub fn all(app: &App, users: &UserNames, wanted: &Wanted) -> Vec<ContactId> {
    let image = app.engine().image();
    let describe = Describe::new(&image, users, app.now());
    let ids = image.ids(&image.select(&wanted.filter, describe.now));
    ordered(&describe, ids, wanted)
}

pub fn page(app: &App, users: &UserNames, wanted: &Wanted, page: &PageParams) -> Page<ContactRow> {
    let image = app.engine().image();
    let describe = Describe::new(&image, users, app.now());
    let ids = image.ids(&image.select(&wanted.filter, describe.now));
    sorted_page(&describe, ids, wanted, page)
}

/// The page of a set of contacts.
pub fn sorted_page(
    describe: &Describe<'_>,
    ids: Vec<ContactId>,
    wanted: &Wanted,
    page: &PageParams,
) -> Page<ContactRow> {
    let ids = ordered(describe, ids, wanted);
    let total = ids.len();
    let shown: Vec<ContactId> = ids.into_iter().skip(page.offset()).take(page.limit()).collect();
    Page::of(describe.contacts(&shown), page.offset(), total)
}

fn ordered(describe: &Describe<'_>, mut ids: Vec<ContactId>, wanted: &Wanted) -> Vec<ContactId> {
    wanted.narrow(&mut ids);
    let q = wanted.q.trim().to_lowercase();
    if !q.is_empty() {
        ids.retain(|id| found(describe, *id, &q));
    }
    sort(describe, &mut ids, wanted.sort);
    ids
}

fn sort(describe: &Describe<'_>, ids: &mut [ContactId], sort: ContactSort) {
    let image = describe.image;
    match sort {
        ContactSort::Name => ids.sort_by_cached_key(|id| {
            let name = image.contact(*id).map(|contact| contact.name().to_lowercase());
            (name, *id)
        }),
        ContactSort::Created => ids.sort_by_cached_key(|id| Reverse((image.known_since(*id), *id))),
        ContactSort::Score => ids.sort_by_cached_key(|id| {
            let scores = image.scores(image.subject(*id).unwrap_or_default());
            (Reverse(scores.total()), *id)
        }),
        ContactSort::LastActivity => ids.sort_by_cached_key(|id| (Reverse(describe.last_activity(*id)), *id)),
    }
}

/// Whether a name, the company or the address begins with the search; the words of a name in any order.
fn found(describe: &Describe<'_>, id: ContactId, q: &str) -> bool {
    let subject = describe.image.subject(id).unwrap_or_default();
    let text = |key: &str| match describe.image.field(subject, Object::Contact, key) {
        Some(Value::Text(text)) => text.to_lowercase(),
        _ => String::new(),
    };
    let (first, last) = (text("first_name"), text("last_name"));
    let names = [format!("{first} {last}"), format!("{last} {first}"), text("email"), text("company")];
    names.iter().any(|name| name.starts_with(q)) || id.to_string() == q
}
