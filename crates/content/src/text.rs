//! The plain text of an HTML message, for the text part that nobody wrote.

/// Width of a line of text, in characters.
pub(crate) const WIDTH: usize = 78;
/// How the hidden preheader begins; it is for lists of messages, not for the text.
pub(crate) const PREHEADER: &str =
    "<div data-preheader style=\"display:none;max-height:0;overflow:hidden;mso-hide:all\">";

/// The text of a message: blocks in order, layout tables as plain blocks, links as numbered footnotes.
pub(crate) fn of_html(html: &str) -> String {
    let visible = without_preheader(html);
    let config = html2text::config::plain().raw_mode(true).no_table_borders().no_link_wrapping().allow_width_overflow();
    let text = config.string_from_read(visible.as_bytes(), WIDTH).unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && blank) {
            out.push_str(line);
            out.push('\n');
        }
        blank = line.is_empty();
    }
    unnested(out.trim_end())
}

/// A picture that is a link, as any other link is written: `[LinkedIn][1]`, not `[[LinkedIn]][1]`.
fn unnested(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once("[[") {
        out.push_str(before);
        let end = after.find(['[', ']']).filter(|end| after[*end..].starts_with("]]["));
        match end {
            Some(end) => {
                out.extend(["[", &after[..end], "]"]);
                rest = &after[end + 2..];
            }
            None => {
                out.push_str("[[");
                rest = after;
            }
        }
    }
    out + rest
}

/// A line, broken at blanks where it is too long; a footnote's address stays beside its number.
pub(crate) fn broken(line: &str, out: &mut String) {
    if line.chars().count() <= WIDTH || line.starts_with('[') {
        out.push_str(line.trim_end());
        return;
    }
    let mut width = 0;
    for word in line.split_whitespace() {
        let letters = word.chars().count();
        if width > 0 {
            let fits = width + 1 + letters <= WIDTH;
            out.push(if fits { ' ' } else { '\n' });
            width = if fits { width + 1 } else { 0 };
        }
        out.push_str(word);
        width += letters;
    }
}

fn without_preheader(html: &str) -> String {
    let Some(start) = html.find(PREHEADER) else { return html.to_string() };
    let end = html[start..].find("</div>").map_or(html.len(), |end| start + end + "</div>".len());
    format!("{}{}", &html[..start], &html[end..])
}
