//! Members of a program with their status.

use crate::App;
use crate::describe::{Describe, user_names};
use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::views::program::{MemberParams, ProgramMember};
use crate::views::shared::{Page, PageParams};
use axum::extract::{Path, State};
use model::DefinitionKind;

/// Members of a program, the latest change of status first.
#[utoipa::path(
    get,
    path = "/api/v1/programs/{key}/members",
    tag = "programs",
    params(MemberParams, ("key" = String, Path)),
    responses((status = 200, body = Page<ProgramMember>)),
)]
pub async fn list_program_members(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(params): Query<MemberParams>,
) -> Result<Json<Page<ProgramMember>>, Problem> {
    let users = user_names(&app).await?;
    let image = app.engine().image();
    if image.definition(DefinitionKind::Program, &key).is_none() {
        return Err(Problem::not_found("published program", &key));
    }
    let describe = Describe::new(&image, &users, app.now());
    let mut members = image.program_members(&key);
    members.retain(|(_, status, _)| params.status.as_deref().is_none_or(|wanted| wanted == *status));
    members.sort_by_key(|(contact, _, at)| std::cmp::Reverse((*at, *contact)));
    let page = PageParams { after: params.after, limit: params.limit };
    let total = members.len();
    let shown = members.into_iter().skip(page.offset()).take(page.limit());
    let shown = shown.filter_map(|(contact, status, at)| {
        let membership = describe.membership(&key, status);
        let (status_label, success) = (membership.status_label, membership.success);
        Some(ProgramMember { contact: describe.contact(contact)?, status: status.into(), status_label, success, at })
    });
    Ok(Json(Page::of(shown.collect(), page.offset(), total)))
}
