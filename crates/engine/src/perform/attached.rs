//! The files that go with an email, as they were uploaded.

use crate::Engine;
use mail::Attachment;
use model::definition::Email;
use std::sync::Arc;
use store::StoreError;

/// The inner error names what cannot go.
pub(super) async fn attached(engine: &Engine, email: &Email) -> Result<Result<Vec<Attachment>, String>, StoreError> {
    let mut found = Vec::new();
    for one in &email.attachments {
        let file = store::files::content(engine.store(), engine.workspace(), &one.file).await?;
        let sent = file.and_then(|(kind, content)| Some((mail::mime_of(&kind)?, kind, content)));
        let Some((mime, kind, content)) = sent else {
            return Ok(Err(format!("the attachment \"{}\" is missing; attach it again", one.name)));
        };
        found.push(Attachment { name: named(&one.name, &kind), mime, content: Arc::new(content) });
    }
    Ok(Ok(found))
}

/// A name says what the file is: no other ending makes a reader's machine take it for something else.
fn named(name: &str, kind: &str) -> String {
    let lower = name.to_lowercase();
    let fits = lower.ends_with(&format!(".{kind}")) || (kind == "jpg" && lower.ends_with(".jpeg"));
    if fits { name.to_string() } else { format!("{name}.{kind}") }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_name_ends_in_what_the_file_is() {
        assert_eq!(named("Offer.PDF", "pdf"), "Offer.PDF");
        assert_eq!(named("photo.jpeg", "jpg"), "photo.jpeg");
        assert_eq!(named("run.exe", "txt"), "run.exe.txt");
    }
}
