//! Whether the links of an email have the same places in all its messages.

use crate::Compiled;
use crate::problem::Part;
use crate::tags::tags;

/// Links that are never counted, so that it does not matter where they stand.
const OWN: [&str; 3] = ["unsubscribe_url", "preferences_url", "view_url"];

impl Compiled {
    /// Whether the links that are counted have the same places whoever reads it in this language: none stands in a part that
    /// some do not get or that is repeated, and none leads to the web for some alone.
    pub fn has_fixed_links(&self, language: Option<&str>) -> bool {
        is_fixed(&self.wording(language).mjml.text)
    }
}

fn is_fixed(mjml: &str) -> bool {
    let Ok(tags) = tags(Part::Mjml, mjml) else { return false };
    let lower = mjml.to_ascii_lowercase();
    let (mut depth, mut at) = (0_usize, 0);
    for tag in tags {
        let before = &lower[at..tag.start];
        if depth > 0 && before.contains("href") {
            return false;
        }
        let inside = &lower[tag.start + 2..tag.end];
        if opens_a_link(before) && !OWN.iter().any(|own| inside.contains(own)) {
            return false;
        }
        if lower[tag.start..].starts_with("{%") {
            let word = inside.trim_start_matches(['-', '+']).trim_start();
            match () {
                () if word.starts_with("if") || word.starts_with("for") => depth += 1,
                () if word.starts_with("end") => depth = depth.saturating_sub(1),
                () => {}
            }
        }
        at = tag.end;
    }
    true
}

/// Whether what comes after this decides that a link leads anywhere: it begins its address, or names the host.
fn opens_a_link(before: &str) -> bool {
    let before = ["http://", "https://"].iter().find_map(|scheme| before.strip_suffix(scheme)).unwrap_or(before);
    let before = before.trim_end().trim_end_matches(['"', '\'']).trim_end();
    before.strip_suffix('=').is_some_and(|name| name.trim_end().ends_with("href"))
}

#[cfg(test)]
mod tests {
    use super::is_fixed;

    #[test]
    fn a_link_that_some_do_not_get_moves_those_after_it() {
        let link = "<a href=\"https://a.example/\">a</a>";
        assert!(is_fixed(&format!("{{% if contact.city %}}Hello {{{{ contact.city }}}}{{% endif %}}{link}")));
        assert!(is_fixed(&format!("{link}<a href=\"https://b.example/?for={{{{ contact.id }}}}\">b</a>")));
        assert!(is_fixed("<mj-button href='{{ unsubscribe_url }}'>out</mj-button>"));
        assert!(!is_fixed(&format!("{{%- if contact.city %}}{link}{{% else %}}nothing{{% endif %}}")));
        assert!(!is_fixed(&format!("{{% if a %}}{{% if b %}}b{{% endif %}}{link}{{% endif %}}")));
        assert!(!is_fixed(&format!("{{% for one in segments %}}{link}{{% endfor %}}")));
        assert!(!is_fixed("<a HREF = \"{{ contact.website }}\">yours</a>"));
        assert!(!is_fixed("<a href=\"https://{{ contact.site }}\">yours</a>"));
        assert!(!is_fixed("<a href=\"{% if contact.vip %}https://a.example{% endif %}\">some</a>"));
    }
}
