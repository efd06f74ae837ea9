//! A page of contacts: those that a filter and a search mean, in an order.

use crate::App;
use crate::describe::{Describe, UserNames};
use crate::views::contact::{ContactRow, ContactSort};
use crate::views::shared::{Page, PageParams};
use model::{ContactId, Filter, Object, Value};
use rules::View;
use std::cmp::Reverse;

/// Which contacts in which order.
pub struct Wanted {
    pub filter: Filter,
    /// Begins a name, a company or an e-mail address.
    pub q: String,
    pub sort: ContactSort,
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
    mut ids: Vec<ContactId>,
    wanted: &Wanted,
    page: &PageParams,
) -> Page<ContactRow> {
    let q = wanted.q.trim().to_lowercase();
    if !q.is_empty() {
        ids.retain(|id| found(describe, *id, &q));
    }
    sort(describe, &mut ids, wanted.sort);
    let total = ids.len();
    let shown: Vec<ContactId> = ids.into_iter().skip(page.offset()).take(page.limit()).collect();
    Page::of(describe.contacts(&shown), page.offset(), total)
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
