//! What is wrong with the files that go with a message.

use super::super::Performer;
use super::Examined;
use content::preflight::{Area, Finding};
use model::definition::Email;

/// Above this many bytes together, mail with files is more often refused or taken for spam.
const MUCH: i64 = 1024 * 1024;

impl Performer {
    pub(super) async fn look_at_files(&self, email: &Email, examined: &mut Examined) {
        if email.attachments.is_empty() {
            return;
        }
        let engine = &self.0.engine;
        let hashes: Vec<String> = email.attachments.iter().map(|one| one.file.clone()).collect();
        let Ok(kept) = store::files::of(engine.store(), engine.workspace(), &hashes).await else {
            examined.skipped.push((Area::Size, "the attachments could not be read"));
            return;
        };
        for one in &email.attachments {
            if !kept.iter().any(|file| file.hash == one.file) {
                let message = format!("the attachment \"{}\" is missing", one.name);
                let remedy = "Attach the file again, or take it off.";
                examined.found.push(Finding::error(Area::Template, "template.attachment", message, remedy).into());
            }
        }
        let bytes: i64 = kept.iter().map(|file| file.size).sum();
        if bytes > MUCH {
            let message = format!("the attachments have {} KiB together", bytes / 1024);
            let remedy = "Mail over 1 MiB is more often refused or taken for spam; link to the files instead.";
            examined.found.push(Finding::warning(Area::Size, "size.attachments", message, remedy).into());
        }
    }
}
