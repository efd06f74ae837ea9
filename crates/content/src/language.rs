//! Which of its languages an email speaks to a contact.

/// Each is read by who reads the others.
const NORWEGIAN: [&str; 3] = ["nb", "no", "nn"];

/// The language, of those there are, for somebody whose language is `wanted`: the very one, else its primary tag, of
/// Norwegian else another Norwegian. `None`: the email's own text.
pub fn choose<'a>(wanted: &str, has: impl Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
    let wanted = wanted.trim().replace('_', "-").to_lowercase();
    let primary = wanted.split('-').next().unwrap_or_default();
    let others = NORWEGIAN.iter().filter(|_| NORWEGIAN.contains(&primary));
    [wanted.as_str(), primary].into_iter().chain(others.copied()).find_map(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_is_chosen() {
        let chosen = |wanted: &str, there: &'static [&str]| {
            choose(wanted, |tag| there.iter().copied().find(|own| *own == tag)).unwrap_or("own")
        };
        assert_eq!(chosen("es", &["es", "pt-br"]), "es");
        assert_eq!(chosen(" ES_mx ", &["es", "pt-br"]), "es");
        assert_eq!(chosen("pt-BR", &["es", "pt", "pt-br"]), "pt-br");
        assert_eq!(chosen("pt", &["es", "pt-br"]), "own", "no text for other regions is taken for one's own");
        assert_eq!(chosen("nn-NO", &["no"]), "no");
        assert_eq!(chosen("no", &["nn", "nb"]), "nb");
        assert_eq!(chosen("nn", &["nn", "nb"]), "nn");
        assert_eq!(chosen("nl", &["no"]), "own");
        assert_eq!(chosen("", &["es"]), "own");
    }
}
