//! How a row names other records: its owner, its contact, its account. Whether they exist is known when the row is applied.

use super::cells::{Cells, Note};
use crate::target::Slot;
use hygiene::{Problem, placeholder, shown, text};
use model::UserId;
use model::input::Key;

impl Cells<'_> {
    /// The user who owns the record; an unknown address is left out with a warning.
    pub fn owner(&mut self) -> Result<Option<UserId>, Note> {
        let Some(column) = self.column(Slot::Owner) else { return Ok(None) };
        let cell = text::tidy(column.rule.replaced(column.cell(&self.row.cells))).to_lowercase();
        if cell.is_empty() || placeholder::means_nothing(&cell) {
            return Ok(None);
        }
        let owner = self.options.owners.get(&cell).copied();
        if owner.is_none() {
            let reason = format!("{} is no user; the owner was left out", shown(&cell));
            self.warn(
                Some(column),
                Problem::new(reason, "write the e-mail address of a user, or create the user first"),
            );
        }
        Ok(owner)
    }

    /// A contact named by id or address; empty when the row names none.
    pub fn contact(&mut self) -> Result<Key, Note> {
        let external_id = self.text(Slot::ContactExternalId)?;
        let email = self.email_in(Slot::ContactEmail)?;
        Ok(Key { external_id, email, ..Key::default() })
    }

    /// An account named by id, domain or name; `None` when the row names none.
    pub fn account(&mut self) -> Result<Option<Key>, Note> {
        let mut key = Key { external_id: self.text(Slot::AccountExternalId)?, ..Key::default() };
        if let (Some(domain), Some(column)) = (self.text(Slot::AccountDomain)?, self.column(Slot::AccountDomain)) {
            match hygiene::url::domain(&domain) {
                Ok(domain) => key.domain = Some(domain),
                Err(problem) => self.warn(Some(column), problem),
            }
        }
        key.name = self.text(Slot::AccountName)?;
        Ok((!key.is_empty()).then_some(key))
    }
}
