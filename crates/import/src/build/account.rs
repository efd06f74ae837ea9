//! Accounts: an id, a web domain or a name names them.

use super::cells::{Cells, Note};
use super::row_problem;
use crate::target::Slot;
use hygiene::{Problem, company, url, words};
use model::input::{AccountPut, Key};
use model::{Input, Value};

pub fn build(cells: &mut Cells<'_>) -> Result<(Vec<Input>, Option<String>), Note> {
    let mut fields = cells.fields()?;
    let text = |fields: &model::input::FieldPuts, key: &str| {
        fields.get(key).and_then(Option::as_ref).and_then(Value::as_text).map(str::to_string)
    };
    let mut key = Key { external_id: cells.text(Slot::ExternalId)?, name: text(&fields, "name"), ..Key::default() };
    if let Some(written) = text(&fields, "domain") {
        match url::domain(&written) {
            Ok(domain) => {
                fields.insert("domain".into(), Some(Value::Text(domain.clone())));
                // A free provider's domain names nobody.
                key.domain = Some(domain).filter(|domain| !hygiene::email::is_freemail(domain));
            }
            Err(problem) => {
                fields.remove("domain");
                let reason = format!("{}; the value was left out", problem.reason);
                cells.warn(None, Problem { reason, ..problem });
            }
        }
    }
    if key.is_empty() {
        return Err(row_problem("the account has neither an id, a web domain nor a name", "give one of them"));
    }
    let named = key.external_id.as_ref().map(|id| format!("id:{id}"));
    let named = named.or_else(|| key.domain.as_ref().map(|domain| format!("domain:{domain}")));
    let named = named.or_else(|| key.name.as_ref().map(|name| format!("name:{}", company::normal(name))));
    let put = AccountPut {
        key,
        relationship: cells.word(
            Slot::Relationship,
            words::relationship,
            "prospect, customer, partner or competitor",
        )?,
        owner: cells.owner()?,
        named_tier: cells.word(Slot::Tier, words::tier, "named, target or non_icp")?.map(Some),
        fields,
        created_at: cells.instant(Slot::CreatedAt)?,
    };
    Ok((vec![Input::Account(put)], named))
}
