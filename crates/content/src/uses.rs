//! Which snippets and segments an email depends on, and whether it wears the company's brand, in any of its languages.

use crate::problem::Part;
use crate::{guard, snippet};
use model::definition::{Body, Email};
use std::collections::BTreeSet;

/// What would be missed if it were gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uses {
    pub snippets: BTreeSet<String>,
    /// The company's look.
    pub brand: bool,
    /// Segments that its own conditions ask for; those of its snippets are the snippets'.
    pub segments: BTreeSet<String>,
}

/// What an email or a snippet uses; nothing for other definitions. What cannot be read uses nothing.
pub fn uses(body: &Body) -> Uses {
    let mut uses = Uses::default();
    match body {
        Body::Email(email) => {
            let languages = email.languages.keys().map(|language| Some(language.as_str()));
            languages.chain([None]).for_each(|language| uses.of(&email.in_language(language)));
        }
        Body::Snippet(snippet) => uses.asked(Part::Mjml, &snippet.mjml),
        _ => {}
    }
    uses
}

impl Uses {
    fn of(&mut self, email: &Email) {
        let (snippets, brand) = snippet::included(&email.mjml);
        self.snippets.extend(snippets);
        self.brand |= brand;
        self.asked(Part::Subject, &email.subject);
        self.asked(Part::Preheader, &email.preheader);
        self.asked(Part::FromName, &email.from_name);
        self.asked(Part::Text, &email.text);
        self.asked(Part::Mjml, &email.mjml);
    }

    fn asked(&mut self, part: Part, source: &str) {
        if source.contains("segments") {
            let reads = guard::check(part, source).unwrap_or_default();
            self.segments.extend(reads.segments.into_iter().map(|asked| asked.segment));
        }
    }
}
