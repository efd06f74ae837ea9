//! Statements that an email may not hold.

use minijinja::machinery::ast::{Spanned, Stmt};

/// Place and name of a statement that is not allowed.
pub(super) fn named(statement: &Stmt<'_>) -> (u32, &'static str) {
    fn at<T>(node: &Spanned<T>) -> u32 {
        node.span().start_offset
    }
    match statement {
        Stmt::WithBlock(node) => (at(node), "with"),
        Stmt::Set(node) => (at(node), "set"),
        Stmt::SetBlock(node) => (at(node), "set"),
        Stmt::AutoEscape(node) => (at(node), "autoescape"),
        Stmt::FilterBlock(node) => (at(node), "filter"),
        Stmt::Do(node) => (at(node), "do"),
        _ => (0, "block"),
    }
}
