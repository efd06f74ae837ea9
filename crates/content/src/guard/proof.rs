//! What a condition proves: of which variables it is certain that they are known where it holds, or where it does not.

use minijinja::Value;
use minijinja::machinery::ast::{BinOp, BinOpKind, Expr, UnaryOpKind};
use minijinja::value::ValueKind;
use std::collections::BTreeSet;

type Paths = BTreeSet<String>;

/// The variables that have a value whenever a condition comes out so. An unknown one is neither true nor equal to anything
/// that could be written, but it differs from everything: `!=` proves nothing.
pub(super) fn proven(condition: &Expr<'_>, holds: bool) -> Paths {
    match condition {
        Expr::Var(_) | Expr::GetAttr(_) | Expr::GetItem(_) if holds => path(condition).into_iter().collect(),
        Expr::UnaryOp(unary) if matches!(unary.op, UnaryOpKind::Not) => proven(&unary.expr, !holds),
        Expr::BinOp(binary) => of_two(binary, holds),
        // Nothing that a message is filled with is empty, so that what is defined says something.
        Expr::Test(test) if holds == (test.name == "defined") => path(&test.expr).into_iter().collect(),
        _ => Paths::new(),
    }
}

fn of_two(binary: &BinOp<'_>, holds: bool) -> Paths {
    let (left, right) = (&binary.left, &binary.right);
    match (binary.op, holds) {
        (BinOpKind::ScAnd, true) | (BinOpKind::ScOr, false) => {
            let mut both = proven(left, holds);
            both.extend(proven(right, holds));
            both
        }
        // One of the two came out so, and nobody knows which.
        (BinOpKind::ScAnd, false) | (BinOpKind::ScOr, true) => &proven(left, holds) & &proven(right, holds),
        (BinOpKind::Eq, true) | (BinOpKind::Ne, false) => match (left, right) {
            (of, Expr::Const(is)) | (Expr::Const(is), of) if says(&is.value) => path(of).into_iter().collect(),
            _ => Paths::new(),
        },
        (BinOpKind::In, true) => match right {
            Expr::List(list) if list.items.iter().all(|item| matches!(item, Expr::Const(is) if says(&is.value))) => {
                path(left).into_iter().collect()
            }
            _ => Paths::new(),
        },
        _ => Paths::new(),
    }
}

/// Whether a constant is something, and not the likes of what is unknown.
fn says(value: &Value) -> bool {
    match value.as_str() {
        Some(text) => !text.trim().is_empty(),
        None => matches!(value.kind(), ValueKind::Number | ValueKind::Bool),
    }
}

/// `contact.first_name` of a chain of names; `None` when something else is in it.
pub(super) fn path(expression: &Expr<'_>) -> Option<String> {
    match expression {
        Expr::Var(name) => Some(name.id.to_string()),
        Expr::GetAttr(get) => Some(format!("{}.{}", path(&get.expr)?, get.name)),
        Expr::GetItem(get) => match &get.subscript_expr {
            Expr::Const(key) => Some(format!("{}.{}", path(&get.expr)?, key.value.as_str()?)),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::environment::environment;
    use crate::guard::check;
    use crate::{Context, Part};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// How often a variable is read where a missing value would leave a gap.
    fn gaps(source: &str) -> usize {
        let reads = check(Part::Mjml, source).unwrap_or_else(|problems| panic!("{source}: {}", problems[0]));
        reads.variables.iter().filter(|variable| !variable.guarded).count()
    }

    #[test]
    fn a_branch_knows_what_its_condition_proves() {
        for condition in [
            "a.x",
            "a['x']",
            "a.x is defined",
            "a.x is not undefined",
            "a.x is not empty",
            "not not a.x",
            "not (a.x is empty)",
            "b and a.x",
            "b and (c == 1 and a.x)",
            "a.x == 'ES'",
            "'ES' == a.x",
            "a.x in ['ES', 'NO']",
            "a.x == 'ES' or a.x == 'NO'",
            "not (b or not a.x)",
        ] {
            assert_eq!(gaps(&format!("{{% if {condition} %}}{{{{ a.x }}}}{{% endif %}}")), 0, "{condition}");
            assert_eq!(gaps(&format!("{{{{ a.x if {condition} }}}}")), 0, "{condition}");
            assert_eq!(
                gaps(&format!("{{% if {condition} %}}y{{% else %}}{{{{ a.x }}}}{{% endif %}}")),
                1,
                "{condition}"
            );
            assert_eq!(gaps(&format!("{{% if {condition} %}}y{{% endif %}}{{{{ a.x }}}}")), 1, "{condition}");
            assert_eq!(gaps(&format!("{{% if {condition} %}}{{{{ a.y }}}}{{{{ a }}}}{{% endif %}}")), 2, "{condition}");
        }
    }

    #[test]
    fn what_a_condition_leaves_open_is_still_found() {
        for condition in [
            "a.x or b",
            "a.x or a.y",
            "not a.x",
            "a.x is empty",
            "a.x is undefined",
            "a.x != 'ES'",
            "a.x != ''",
            "a.x == ''",
            "a.x == b",
            "a.x in ['ES', '']",
            "a.x in ['ES', b]",
            "a.x not in ['ES']",
            "a",
            "a.xx",
            "b",
            "a.x | default('y')",
        ] {
            assert_eq!(gaps(&format!("{{% if {condition} %}}{{{{ a.x }}}}{{% endif %}}")), 1, "{condition}");
        }
    }

    #[test]
    fn other_branches_know_what_the_conditions_before_them_deny() {
        for (source, open) in [
            ("{% if not a.x %}y{% else %}{{ a.x }}{% endif %}", 0),
            ("{% if a.x is empty %}y{% else %}{{ a.x }}{% endif %}", 0),
            ("{% if not a.x %}{{ a.x }}{% else %}{{ a.x }}{% endif %}", 1),
            ("{% if not a.x or not a.y %}y{% else %}{{ a.x }}{{ a.y }}{% endif %}", 0),
            ("{% if not a.x and not a.y %}y{% else %}{{ a.x }}{{ a.y }}{% endif %}", 2),
            ("{% if a.x %}y{% elif b %}{{ a.x }}{% else %}{{ a.x }}{% endif %}", 2),
            ("{% if b %}{{ a.x }}{% elif a.x %}{{ a.x }}{% endif %}", 1),
            ("{% if not a.x %}y{% elif b %}{{ a.x }}{{ b }}{% else %}{{ a.x }}{{ b }}{% endif %}{{ a.x }}", 2),
            ("{% if a.x %}{% if b %}{{ a.x }}{{ b }}{% else %}{{ a.x }}{{ b }}{% endif %}{{ b }}{% endif %}", 2),
            ("{% if a.x %}{% if a.x %}{% endif %}{{ a.x }}{% endif %}{{ a.x }}", 1),
            ("{{ 'y' if not a.x else a.x }}{{ a.x if b else a.x }}", 2),
            // What a loop names so is something else, inside it and nowhere else.
            ("{% if a %}{% for a in ['y', b] %}{% if a.x %}{{ a.x }}{% endif %}{% endfor %}{{ a.x }}{% endif %}", 2),
            ("{% for a in ['y'] %}{% if a.x %}y{% endif %}{% else %}{{ a.x }}{% endfor %}{{ a.x }}", 2),
            ("{% if a.x %}{% for b in ['y'] %}{{ a.x }}{{ b }}{% endfor %}{{ b }}{% endif %}", 1),
        ] {
            assert_eq!(gaps(source), open, "{source}");
        }
    }

    fn condition() -> impl Strategy<Value = String> {
        let leaf = prop::sample::select(
            &[
                "a.x",
                "a.y",
                "a.z",
                "a.x is defined",
                "a.y is empty",
                "a.z is not empty",
                "a.x is undefined",
                "a.x == 'v'",
                "a.y != 'v'",
                "'w' == a.z",
                "a.y == true",
                "a.z == 1",
                "a.y != 0",
                "a.x == false",
                "a.x == ''",
                "a.x in ['v', 1]",
                "a.y not in ['v']",
                "a.z in ['', 'v']",
                "a.x == a.y",
                "a.x < 1",
                "a.y > 'v'",
                "0 < a.z < 3",
                "a.x | upper",
            ][..],
        );
        leaf.prop_map(str::to_string).prop_recursive(4, 12, 2, |inner| {
            prop_oneof![
                inner.clone().prop_map(|of| format!("not ({of})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} and {b})")),
                (inner.clone(), inner).prop_map(|(a, b)| format!("({a} or {b})")),
            ]
        })
    }

    proptest! {
        /// Held against the engine: what counts as proven is never missing where it is written.
        #[test]
        fn what_is_proven_is_there(
            conditions in prop::array::uniform3(condition()),
            values in prop::collection::btree_map(
                prop::sample::select(&["a.x", "a.y", "a.z"][..]),
                prop::sample::select(&["v", "w", "1"][..]),
                0..3,
            ),
        ) {
            let all = "\nx={{ a.x }}\ny={{ a.y }}\nz={{ a.z }}\n";
            let [first, second, third] = conditions;
            let source = format!(
                "{{% if {first} %}}{all}{{% if {third} %}}{all}{{% endif %}}{{% elif {second} %}}{all}{{% else %}}{all}{{% endif %}}"
            );
            let mut context = Context::new();
            for (path, value) in &values {
                context.set(path, value);
            }
            let sure = check(Part::Mjml, &source).unwrap().variables;
            // Each reading has a line of its own, which says in the message where it stands.
            let numbered: Vec<String> = source.lines().enumerate().map(|(n, line)| format!("{}:{line}", n + 1)).collect();
            let mut env = environment();
            env.add_template_owned("mjml", numbered.join("\n")).unwrap();
            let tree = context.tree(&BTreeMap::new());
            let Ok(said) = env.get_template("mjml").unwrap().render(tree) else { return Ok(()) };
            for missing in said.lines().filter_map(|line| line.strip_suffix('=')) {
                let (line, _) = missing.rsplit_once(':').unwrap();
                let line: usize = line.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap();
                let of_line = sure.iter().find(|variable| variable.line == line).unwrap();
                prop_assert!(!of_line.guarded, "{} at {line} of {source}: {said}", of_line.path);
            }
        }
    }
}
