//! Snippets: pieces of MJML that many emails share. An email names one with `<mj-include path="snippet:key" />`, in place
//! of sections, of columns, or of what stands in a column, and is compiled with what the snippet says.

use crate::names::like;
use crate::problem::{Part, Problem, line_at};
use crate::scan::{Include, Scan};
use crate::{brand, guard, placeholder, tags};
use std::collections::{BTreeMap, BTreeSet};

/// How an include says that it means a snippet.
const SCHEME: &str = "snippet:";

/// What a piece of MJML is made of, and so where it may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Sections,
    Columns,
    Content,
    /// Nothing but `mj-raw`, which may stand wherever the others may.
    Raw,
}

impl Level {
    fn of(name: &str) -> Level {
        match name {
            "mj-section" | "mj-wrapper" | "mj-hero" => Level::Sections,
            "mj-column" | "mj-group" => Level::Columns,
            "mj-raw" => Level::Raw,
            _ => Level::Content,
        }
    }

    /// What an element holds; `None` for those that hold no snippets.
    fn within(parent: &str) -> Option<Level> {
        match parent {
            "mj-body" | "mj-wrapper" => Some(Level::Sections),
            "mj-section" | "mj-group" => Some(Level::Columns),
            "mj-column" | "mj-hero" => Some(Level::Content),
            _ => None,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Level::Sections => "sections",
            Level::Columns => "columns",
            Level::Content => "what stands in columns",
            Level::Raw => "raw HTML",
        }
    }

    /// A whole document with this in its place.
    pub fn around(self, mjml: &str) -> String {
        let inner = match self {
            Level::Sections | Level::Raw => mjml.to_string(),
            Level::Columns => format!("<mj-section>{mjml}</mj-section>"),
            Level::Content => format!("<mj-section><mj-column>{mjml}</mj-column></mj-section>"),
        };
        format!("<mjml><mj-body>{inner}</mj-body></mjml>")
    }
}

/// The snippet of an include, if it may stand there.
pub(crate) fn snippet_for<'a>(
    include: &Include,
    line: usize,
    snippets: &'a BTreeMap<String, String>,
) -> Result<(&'a str, &'a str), Problem> {
    let refuse = |message: String, remedy: String| Err(Problem::error(Part::Mjml, Some(line), message, remedy));
    let Some(key) = include.path.strip_prefix(SCHEME) else {
        let remedy = "Write path=\"snippet:key\", or path=\"brand:company\" in the head.";
        return refuse("<mj-include> takes snippets only".into(), remedy.into());
    };
    let Some((key, mjml)) = snippets.get_key_value(key) else {
        let meant = like(key, snippets.keys().map(String::as_str));
        let choose = || "Publish it first, or choose another.".to_string();
        let remedy = meant.map_or_else(choose, |like| format!("Did you mean {like}?"));
        return refuse(format!("there is no snippet \"{key}\""), remedy);
    };
    let level = whole(mjml).map_err(|found| Problem {
        line: Some(line),
        snippet: Some((key.clone(), found.line.unwrap_or(1))),
        ..found
    })?;
    match Level::within(&include.parent) {
        Some(there) if level == there || level == Level::Raw => Ok((key, mjml)),
        there => {
            let message =
                format!("the snippet \"{key}\" holds {} and may not stand in <{}>", level.as_str(), include.parent);
            let remedy = match there {
                Some(there) => format!("Put it elsewhere, or choose one that holds {}.", there.as_str()),
                None => "Put it where sections, columns or their content stand.".into(),
            };
            refuse(message, remedy)
        }
    }
}

/// The includes of a document, by their places in it; and where its body can be given a colour that it does not say.
pub(crate) fn includes(source: &str) -> Result<(Vec<Include>, Option<usize>), Problem> {
    let (scan, hidden) = scanned(source)?;
    let placed = |include: Include| {
        let at = hidden.offsets.source(include.at.start)..hidden.offsets.source(include.at.end);
        Include { at, ..include }
    };
    let ground = scan.body.filter(|(_, said)| !said).map(|(at, _)| hidden.offsets.source(at));
    Ok((scan.includes.into_iter().map(placed).collect(), ground))
}

/// The same text with the company's name in place of each logo, unless it has one of its own; none moves to another line.
pub(crate) fn named(source: String) -> String {
    let Ok((scan, hidden)) = scanned(&source) else { return source };
    if scan.has_logo {
        return source;
    }
    let (mut made, mut from) = (String::with_capacity(source.len() + 256), 0);
    for logo in scan.logos {
        let at = hidden.offsets.source(logo.start)..hidden.offsets.source(logo.end);
        made.push_str(&source[from..at.start]);
        made.push_str(&brand::name(&source[at.clone()]));
        from = at.end;
    }
    made.push_str(&source[from..]);
    made
}

fn scanned(source: &str) -> Result<(Scan, placeholder::Hidden), Problem> {
    let hidden = placeholder::hide(source, &tags::tags(Part::Mjml, source)?);
    let scan = Scan::of(&hidden.text).map_err(|(at, message, remedy)| {
        Problem::error(Part::Mjml, Some(line_at(source, hidden.offsets.source(at))), message, remedy)
    })?;
    Ok((scan, hidden))
}

/// Whether a snippet is a whole by itself, so that it means the same wherever it stands; and what it is made of.
pub(crate) fn whole(mjml: &str) -> Result<Level, Problem> {
    // Markup has one outermost element; being on the first line, this one moves no other.
    let document = format!("<snippet>{mjml}</snippet>");
    let (scan, hidden) = scanned(&document)?;
    let refuse = |at: Option<usize>, message: String, remedy: &str| {
        let line = at.map_or(1, |at| line_at(&document, hidden.offsets.source(at)));
        Err(Problem::error(Part::Mjml, Some(line), message, remedy))
    };
    if let Some(include) = scan.includes.first() {
        let remedy = "Put what it says here, or include both in the email.";
        return refuse(Some(include.at.start), "a snippet may not include another".into(), remedy);
    }
    guard::check(Part::Mjml, mjml).map_err(|found| found[0].clone())?;
    let mut level = Level::Raw;
    for (name, at) in &scan.top {
        if !name.starts_with("mj-") || matches!(name.as_str(), "mj-body" | "mj-head") {
            let message = format!("<{name}> may not stand at the top of a snippet");
            return refuse(Some(*at), message, "A snippet is made of sections, columns, or what stands in a column.");
        }
        match (level, Level::of(name)) {
            (Level::Raw, own) => level = own,
            (_, Level::Raw) => {}
            (level, own) if level == own => {}
            (level, own) => {
                let message = format!("a snippet holds either {} or {}", level.as_str(), own.as_str());
                return refuse(Some(*at), message, "Make two snippets of it.");
            }
        }
    }
    match scan.top.is_empty() {
        true => refuse(None, "a snippet holds at least one MJML element".into(), "Put text into <mj-text>."),
        false => Ok(level),
    }
}

/// The snippets that a document includes, whether they exist or not; and whether it includes the brand.
pub(crate) fn included(source: &str) -> (BTreeSet<String>, bool) {
    let (found, _) =
        if source.contains("<mj-include") { includes(source).unwrap_or_default() } else { Default::default() };
    let snippets = found.iter().filter_map(|include| include.path.strip_prefix(SCHEME)).map(str::to_string).collect();
    (snippets, found.iter().any(|include| include.path == brand::PATH))
}
