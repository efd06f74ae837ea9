//! Keeps template tags out of the MJML renderer's sight: each `{{ … }}` and `{% … %}` becomes a word that no markup
//! rule touches, and comes back verbatim in the HTML.

use std::ops::Range;

/// Where offsets of a rewritten text lie in the text that it was made from.
#[derive(Debug, Default)]
pub(crate) struct Offsets(Vec<(usize, usize)>);

impl Offsets {
    /// From `made` on, the rewritten text continues at `source`.
    pub fn mark(&mut self, made: usize, source: usize) {
        self.0.push((made, source));
    }

    pub fn source(&self, made: usize) -> usize {
        match self.0.partition_point(|(at, _)| *at <= made) {
            0 => made,
            n => self.0[n - 1].1 + (made - self.0[n - 1].0),
        }
    }
}

/// A source with its tags hidden.
pub(crate) struct Hidden {
    pub text: String,
    pub offsets: Offsets,
    prefix: String,
    tags: Vec<String>,
}

/// Hides the tags at these ranges, and drops template comments.
pub(crate) fn hide(source: &str, tags: &[Range<usize>]) -> Hidden {
    let prefix = (0..).map(|n| format!("sbr{n}x")).find(|prefix| !source.contains(prefix.as_str()));
    let prefix = prefix.expect("a text of finite length lacks some word");
    let mut hidden =
        Hidden { text: String::with_capacity(source.len()), offsets: Offsets::default(), prefix, tags: vec![] };
    let mut at = 0;
    for range in tags {
        hidden.copy(source, at..range.start);
        hidden.text.push_str(&format!("{}{}z", hidden.prefix, hidden.tags.len()));
        hidden.tags.push(source[range.clone()].to_string());
        at = range.end;
    }
    hidden.copy(source, at..source.len());
    hidden
}

impl Hidden {
    fn copy(&mut self, source: &str, range: Range<usize>) {
        let mut at = range.start;
        while let Some(start) = source[at..range.end].find("{#") {
            self.offsets.mark(self.text.len(), at);
            self.text.push_str(&source[at..at + start]);
            at += start;
            at = source[at..range.end].find("#}").map_or(range.end, |end| at + end + 2);
        }
        self.offsets.mark(self.text.len(), at);
        self.text.push_str(&source[at..range.end]);
    }

    /// Puts the tags back. Braces that the markup itself brought (styles) are kept from reading as tags.
    pub fn restore(&self, made: &str) -> String {
        let made = made.replace("{{", "{ {").replace("{%", "{ %").replace("{#", "{ #");
        let mut out = String::with_capacity(made.len() + 64);
        let mut pieces = made.split(self.prefix.as_str());
        out.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let tag = piece
                .split_once('z')
                .and_then(|(number, rest)| Some((self.tags.get(number.parse::<usize>().ok()?)?, rest)));
            match tag {
                Some((tag, rest)) => {
                    out.push_str(tag);
                    out.push_str(rest);
                }
                None => out.push_str(piece),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_back_and_offsets_point_home() {
        let source = "a {# note\n #}{{ x }} b sbr0x {% if y < \"1\" %}c";
        let tags = crate::tags::tags(crate::Part::Mjml, &format!("{source}{{% endif %}}")).unwrap();
        let hidden = hide(source, &tags[..2]);
        assert_eq!(hidden.text, "a sbr1x0z b sbr0x sbr1x1zc");
        assert_eq!(hidden.restore(&hidden.text), "a {{ x }} b sbr0x {% if y < \"1\" %}c");
        assert_eq!(&source[hidden.offsets.source(hidden.text.find(" b ").unwrap() + 1)..][..1], "b");
        assert_eq!(&source[hidden.offsets.source(hidden.text.len() - 1)..][..1], "c");
    }

    #[test]
    fn braces_of_styles_do_not_become_tags() {
        let hidden = hide("x", &[]);
        assert_eq!(hidden.restore("@media{#a{color:red}}"), "@media{ #a{color:red}}");
    }
}
