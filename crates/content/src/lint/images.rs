//! Images that show nothing to anybody, because they have no address.

use super::elements::Element;
use crate::problem::{Part, Problem};
use std::collections::BTreeSet;

/// What is said of an image that a class should give its address. Of a snippet's own image only the email can tell.
const BY_CLASS: &str = "none of its classes gives this image an address";

/// Where images without an address of their own may have one from: classes and elements in `mj-attributes`.
pub(super) struct Sources<'a> {
    classes: BTreeSet<&'a str>,
    elements: BTreeSet<&'a str>,
}

impl<'a> Sources<'a> {
    pub fn of(elements: &'a [Element]) -> Sources<'a> {
        let mut sources = Sources { classes: BTreeSet::new(), elements: BTreeSet::new() };
        let addressed = |element: &&Element| element.get("src").is_some_and(|src| !src.is_empty());
        for element in elements.iter().filter(|element| element.shared).filter(addressed) {
            match element.name.as_str() {
                "mj-class" => drop(element.get("name").map(|name| sources.classes.insert(name))),
                name => drop(sources.elements.insert(name)),
            }
        }
        sources
    }

    fn has(&self, element: &Element) -> bool {
        let of_class = |classes: &str| classes.split_whitespace().any(|class| self.classes.contains(class));
        let by_element = self.elements.contains(element.name.as_str()) || self.elements.contains("mj-all");
        by_element || element.get("mj-class").is_some_and(of_class)
    }
}

/// What is wrong with an image that has no address.
pub(super) fn unaddressed(element: &Element, sources: &Sources<'_>, line: Option<usize>) -> Option<Problem> {
    let error = |message: &str, remedy: &str| Some(Problem::error(Part::Mjml, line, message, remedy));
    let background = ["background-url", "background"].iter().any(|key| element.get(key) == Some(""));
    if background && matches!(element.name.as_str(), "mj-hero" | "mj-section" | "mj-wrapper" | "mj-body") {
        return error("this background has no address", "Choose a picture, or remove background-url.");
    }
    let (image, from_head) = match element.name.as_str() {
        "mj-image" | "mj-carousel-image" => (true, true),
        "img" => (true, false),
        // Without a source it has the icon of its network.
        "mj-social-element" => (element.get("src").is_some(), false),
        _ => (false, false),
    };
    let remedy = "Choose a picture, or remove the image.";
    match element.get("src") {
        _ if !image => None,
        Some("") => error("this image has no address", remedy),
        None if from_head && sources.has(element) => None,
        None if from_head && element.get("mj-class").is_some() => error(BY_CLASS, remedy),
        None => error("this image has no address", remedy),
        Some(_) => None,
    }
}

/// Whether only the email can tell, which shows a snippet, whether this is wrong.
pub(super) fn is_for_the_email(problem: &Problem) -> bool {
    problem.message == BY_CLASS
}
