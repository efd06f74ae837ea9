//! What a template may contain, checked on its tree. `tags` has checked its tokens before, so that parsing is bounded.
//!
//! Nothing that can make a text grow is allowed: no assignment, no joining or repeating of texts, no calls, no macros,
//! no blocks that capture. What is left is bounded by the size of the template, by fuel and by the output's cap.

mod named;
mod proof;

use crate::environment::{FILTERS, TESTS};
use crate::problem::{Part, Problem, line_at};
use crate::tags::{syntax, tags};
use crate::variables::{Asked, SEGMENTS, Variable};
use minijinja::machinery::ast::{BinOpKind, CallArg, CompareOpKind, Expr, Stmt};
use minijinja::machinery::parse;
use named::named;
use proof::{path, proven};
use std::collections::BTreeMap;

/// Deepest nesting of `if` and `for`.
const MAX_NESTING: usize = 16;
/// Most items in a list literal.
const MAX_ITEMS: usize = 100;

/// What a template reads.
#[derive(Default)]
pub(crate) struct Reads {
    pub variables: Vec<Variable>,
    pub segments: Vec<Asked>,
}

/// Checks a template, and lists what it reads.
pub(crate) fn check(part: Part, source: &str) -> Result<Reads, Vec<Problem>> {
    tags(part, source).map_err(|problem| vec![problem])?;
    let tree = parse(source, part.as_str(), Default::default()).map_err(|error| vec![syntax(part, &error)])?;
    let (reads, problems) = (Reads::default(), Vec::new());
    let mut guard = Guard { part, source, bound: Vec::new(), guarded: 0, known: BTreeMap::new(), reads, problems };
    if let Stmt::Template(template) = &tree {
        guard.all(&template.children, 0);
    }
    if guard.problems.is_empty() { Ok(guard.reads) } else { Err(guard.problems) }
}

struct Guard<'a> {
    part: Part,
    source: &'a str,
    /// Names that enclosing loops bind.
    bound: Vec<&'a str>,
    /// Above zero while reading what a missing value does no harm to: a condition, or what has a `default`.
    guarded: usize,
    /// What the conditions around prove to be known, each with how many of them do.
    known: BTreeMap<String, usize>,
    reads: Reads,
    problems: Vec<Problem>,
}

impl<'a> Guard<'a> {
    fn refuse(&mut self, at: u32, message: impl Into<String>, remedy: impl Into<String>) {
        let line = line_at(self.source, at as usize);
        if self.problems.len() < 20 {
            self.problems.push(Problem::error(self.part, Some(line), message, remedy));
        }
    }

    fn all(&mut self, statements: &[Stmt<'a>], depth: usize) {
        statements.iter().for_each(|statement| self.statement(statement, depth));
    }

    fn statement(&mut self, statement: &Stmt<'a>, depth: usize) {
        match statement {
            Stmt::EmitRaw(_) => {}
            Stmt::EmitExpr(emit) => self.expression(&emit.expr),
            Stmt::IfCond(condition) => {
                self.nested(condition.span().start_offset, depth);
                self.guarded(|guard| guard.expression(&condition.expr));
                self.branch(&condition.expr, true, |guard| guard.all(&condition.true_body, depth + 1));
                // An `elif` arrives as an `if` in the false body; their number is bounded by the tokens.
                let chained = matches!(&condition.false_body[..], [Stmt::IfCond(_)]);
                let depth = if chained { depth } else { depth + 1 };
                self.branch(&condition.expr, false, |guard| guard.all(&condition.false_body, depth));
            }
            Stmt::ForLoop(each) => {
                let at = each.span().start_offset;
                self.nested(at, depth);
                match (&each.target, each.recursive) {
                    (Expr::Var(name), false) => self.bound.push(name.id),
                    (_, true) => return self.refuse(at, "a recursive loop is not allowed", "Remove \"recursive\"."),
                    _ => return self.refuse(at, "a loop with several names is not allowed", "Use one name."),
                }
                match &each.iter {
                    Expr::List(list) => self.list(&list.items, at),
                    iter => self.expression(iter),
                }
                each.filter_expr.iter().for_each(|filter| self.expression(filter));
                self.all(&each.body, depth + 1);
                self.bound.pop();
                self.all(&each.else_body, depth + 1);
            }
            other => {
                let (at, name) = named(other);
                self.refuse(
                    at,
                    format!("{{% {name} %}} is not allowed in an email"),
                    "Use only variables, if and for.",
                );
            }
        }
    }

    fn guarded(&mut self, read: impl FnOnce(&mut Self)) {
        self.guarded += 1;
        read(self);
        self.guarded -= 1;
    }

    /// Reads what is shown where a condition comes out so.
    fn branch(&mut self, condition: &Expr<'a>, holds: bool, read: impl FnOnce(&mut Self)) {
        let proven = proven(condition, holds);
        proven.iter().for_each(|path| *self.known.entry(path.clone()).or_default() += 1);
        read(self);
        for path in proven {
            if let Some(count) = self.known.get_mut(&path).filter(|count| **count > 1) {
                *count -= 1;
            } else {
                self.known.remove(&path);
            }
        }
    }

    fn nested(&mut self, at: u32, depth: usize) {
        if depth >= MAX_NESTING {
            self.refuse(at, format!("if and for are nested more than {MAX_NESTING} deep"), "Nest them less.");
        }
    }

    fn expression(&mut self, expression: &Expr<'a>) {
        let at = expression.span().start_offset;
        match expression {
            Expr::Const(_) => {}
            Expr::Var(_) | Expr::GetAttr(_) | Expr::GetItem(_) => match path(expression) {
                Some(path) => self.variable(&path, at),
                None => self.refuse(at, "this is not a variable's name", "Write it like contact.first_name."),
            },
            Expr::UnaryOp(unary) => self.expression(&unary.expr),
            Expr::IfExpr(choice) => {
                self.guarded(|guard| guard.expression(&choice.test_expr));
                self.branch(&choice.test_expr, true, |guard| guard.expression(&choice.true_expr));
                let other = |guard: &mut Self| choice.false_expr.iter().for_each(|other| guard.expression(other));
                self.branch(&choice.test_expr, false, other);
            }
            Expr::Compare(compare) => {
                self.expression(&compare.expr);
                for op in &compare.ops {
                    match (&op.expr, op.op) {
                        (Expr::List(list), CompareOpKind::In | CompareOpKind::NotIn) => self.list(&list.items, at),
                        (other, _) => self.expression(other),
                    }
                }
            }
            Expr::BinOp(binary) => self.binary(at, binary),
            Expr::Filter(filter) => {
                self.known(at, "filter", filter.name, FILTERS);
                let default = usize::from(filter.name == "default");
                self.guarded += default;
                filter.expr.iter().for_each(|of| self.expression(of));
                self.guarded -= default;
                self.arguments(at, &filter.args);
            }
            Expr::Test(test) => {
                self.known(at, "test", test.name, TESTS);
                self.expression(&test.expr);
                self.arguments(at, &test.args);
            }
            Expr::Call(_) => self.refuse(at, "functions cannot be called in an email", "Remove the call."),
            Expr::List(_) => self.refuse(at, "a list is only allowed after \"in\"", "Move it after \"in\"."),
            _ => self.refuse(at, format!("a {} is not allowed in an email", expression.description()), "Remove it."),
        }
    }

    fn binary(&mut self, at: u32, binary: &minijinja::machinery::ast::BinOp<'a>) {
        use BinOpKind::{Add, Concat, Div, FloorDiv, In, Mul, Pow, Rem, Sub};
        if matches!(binary.op, Add | Sub | Mul | Div | FloorDiv | Rem | Pow | Concat) {
            let remedy = "Write texts side by side, {{ a }}{{ b }}; keep computed numbers in a field.";
            return self.refuse(at, "computing or joining is not allowed in an email", remedy);
        }
        if let (Expr::Const(key), In, Some(SEGMENTS)) = (&binary.left, binary.op, path(&binary.right).as_deref())
            && let Some(key) = key.value.as_str()
        {
            let line = line_at(self.source, at as usize);
            self.reads.segments.push(Asked { part: self.part, line, segment: key.to_string() });
            return;
        }
        self.expression(&binary.left);
        match (&binary.right, binary.op) {
            (Expr::List(list), In) => self.list(&list.items, at),
            (right, _) => self.expression(right),
        }
    }

    fn known(&mut self, at: u32, what: &str, name: &str, names: &[&str]) {
        if !names.contains(&name) {
            self.refuse(at, format!("there is no {what} \"{name}\""), format!("Use one of: {}.", names.join(", ")));
        }
    }

    fn arguments(&mut self, at: u32, arguments: &[CallArg<'a>]) {
        for argument in arguments {
            match argument {
                CallArg::Pos(value) => self.expression(value),
                _ => self.refuse(at, "named arguments are not allowed", "Write the value alone."),
            }
        }
    }

    fn list(&mut self, items: &[Expr<'a>], at: u32) {
        if items.len() > MAX_ITEMS {
            self.refuse(at, format!("a list of more than {MAX_ITEMS} items"), "Shorten it.");
        }
        for item in items {
            match item {
                Expr::Const(_) | Expr::Var(_) | Expr::GetAttr(_) => self.expression(item),
                _ => self.refuse(at, "a list may hold only texts, numbers and variables", "Simplify its items."),
            }
        }
    }

    fn variable(&mut self, path: &str, at: u32) {
        let root = path.split('.').next().unwrap_or(path);
        if path == SEGMENTS {
            let remedy = "Write it like {% if \"engaged\" in contact.segments %}.";
            return self.refuse(at, "contact.segments can only be asked for one segment by its key", remedy);
        }
        let of_loop = self.bound.contains(&root) || (root == "loop" && !self.bound.is_empty());
        if !of_loop {
            let line = line_at(self.source, at as usize);
            let guarded = self.guarded > 0 || self.known.contains_key(path);
            let variable = Variable { part: self.part, line, path: path.to_string(), guarded };
            self.reads.variables.push(variable);
        }
    }
}
