//! What emails share, put where they name it: snippets in place of their includes, the company's brand in the head.

use crate::problem::{Part, Problem, line_at};
use crate::scan::Include;
use crate::snippet::{includes, named, snippet_for};
use crate::{MAX_SOURCE, brand};
use model::definition::Brand;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// What emails share.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shared {
    /// The MJML of snippets, by key.
    pub snippets: BTreeMap<String, String>,
    pub brand: Brand,
}

/// Most snippets in one email.
const MAX_INCLUDES: usize = 50;

/// A document with its snippets in place.
#[derive(Debug, Default)]
pub(crate) struct Expanded {
    pub text: String,
    /// Where each line comes from; empty when every line is the document's own.
    lines: Vec<Origin>,
}

#[derive(Debug, Clone)]
struct Origin {
    /// Line of the document.
    line: usize,
    /// The snippet included there, and the line in it.
    snippet: Option<(String, usize)>,
}

impl Expanded {
    /// A problem of the expanded text, told by the lines that the marketer sees.
    pub fn told(&self, problem: Problem) -> Problem {
        let origin = problem.line.filter(|_| problem.part == Part::Mjml).and_then(|line| self.lines.get(line - 1));
        match origin.cloned() {
            Some(Origin { line, snippet }) => Problem { line: Some(line), snippet, ..problem },
            None => problem,
        }
    }

    /// Snippets come on lines of their own, so that each line has one origin.
    fn add(&mut self, piece: &str, line: usize, snippet: Option<&str>) {
        if !self.lines.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(piece);
        let origin = |n: usize| match snippet {
            Some(key) => Origin { line, snippet: Some((key.to_string(), n + 1)) },
            None => Origin { line: line + n, snippet: None },
        };
        self.lines.extend((0..=piece.matches('\n').count()).map(origin));
    }
}

/// The document with each snippet in place of its include. The snippets' own faults are named with their lines.
pub(crate) fn expand(source: &str, shared: &Shared) -> Result<Expanded, Vec<Problem>> {
    if !source.contains("<mj-include") {
        return Ok(Expanded { text: source.to_string(), lines: Vec::new() });
    }
    let (includes, ground) = includes(source).map_err(|problem| vec![problem])?;
    if let Some(extra) = includes.get(MAX_INCLUDES) {
        let (message, line) = (format!("more than {MAX_INCLUDES} snippets"), line_at(source, extra.at.start));
        return Err(vec![Problem::error(Part::Mjml, Some(line), message, "Put what belongs together into one.")]);
    }
    let pieces = pieces(source, (&includes, ground), shared)?;
    let nameless = shared.brand.logo.is_empty() && pieces.iter().any(|piece| piece.key.is_none());
    let (mut made, mut from) = (Expanded::default(), 0);
    for Piece { at, key, mjml } in pieces {
        let line = line_at(source, at.start);
        made.add(&source[from..at.start], line_at(source, from), None);
        made.add(&mjml, line, key);
        from = at.end;
        if made.text.len() > MAX_SOURCE {
            let message = format!("with its snippets the email is longer than {} KiB", MAX_SOURCE / 1024);
            return Err(vec![Problem::error(Part::Mjml, Some(line), message, "Use fewer or shorter snippets.")]);
        }
    }
    made.add(&source[from..], line_at(source, from), None);
    if nameless {
        made.text = named(made.text);
    }
    Ok(made)
}

/// What comes into a document, and what it replaces there.
struct Piece<'a> {
    at: Range<usize>,
    /// The snippet that it is of.
    key: Option<&'a str>,
    mjml: Cow<'a, str>,
}

fn pieces<'a>(
    source: &str,
    (includes, ground): (&[Include], Option<usize>),
    shared: &'a Shared,
) -> Result<Vec<Piece<'a>>, Vec<Problem>> {
    let (mut pieces, mut problems, mut brands) = (Vec::new(), Vec::new(), false);
    for include in includes {
        let line = line_at(source, include.at.start);
        let piece = match branded(include, line) {
            Ok(true) => Ok((None, Cow::from(brand::head(&shared.brand)))),
            Ok(false) => snippet_for(include, line, &shared.snippets).map(|(key, mjml)| (Some(key), mjml.into())),
            Err(found) => Err(found),
        };
        match piece {
            Err(found) => problems.push(found),
            Ok((key, mjml)) => {
                brands |= key.is_none();
                pieces.push(Piece { at: include.at.clone(), key, mjml });
            }
        }
    }
    if let Some(at) = ground.filter(|_| brands) {
        pieces.push(Piece { at: at..at, key: None, mjml: brand::ground(&shared.brand).into() });
        pieces.sort_by_key(|piece| piece.at.start);
    }
    if problems.is_empty() { Ok(pieces) } else { Err(problems) }
}

/// Whether an include means the brand; an error where it may not stand.
fn branded(include: &Include, line: usize) -> Result<bool, Problem> {
    if include.path != brand::PATH || include.parent == brand::PARENT {
        return Ok(include.path == brand::PATH);
    }
    let message = format!("the brand may not stand in <{}>", include.parent);
    Err(Problem::error(Part::Mjml, Some(line), message, "Put it into <mj-head>."))
}
