//! Cells that a spreadsheet would take for a formula: an apostrophe before them keeps it from working them out (OWASP, CSV
//! injection). Reading takes it off again.

use std::borrow::Cow;

/// Signs that begin a formula, also in full width.
const SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
/// Fewer digits after a plus are a sum.
const FEWEST_DIGITS: usize = 5;

/// A cell that no spreadsheet takes for a formula.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    match cell.starts_with(SIGNS) && !is_phone(cell) {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    }
}

/// A cell as it was before it was guarded.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(SIGNS)).unwrap_or(cell)
}

/// A plus, then nothing but digits and the signs between them: it can only be a phone number, and works out to nothing
/// that does harm.
fn is_phone(cell: &str) -> bool {
    let Some(rest) = cell.strip_prefix('+') else { return false };
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    digits >= FEWEST_DIGITS && rest.chars().all(|c| c.is_ascii_digit() || " .-()".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_come_back() {
        for cell in ["=1+1", "+1+1", "+1-2", "-5", "@x", "\tx", "\rx", "＝1", "+cmd|' /C calc'!A0", "+34612345678=A1"]
        {
            assert_eq!(guarded(cell), format!("'{cell}"));
            assert_eq!(unguarded(&guarded(cell)), cell);
        }
    }

    #[test]
    fn everything_else_stays() {
        for cell in ["+34 612 34 56 78", "+47 (22) 33.44-55", "+4722334455", "ana", "1-2", "", "O'Neil", "'quoted'"] {
            assert_eq!((guarded(cell).as_ref(), unguarded(cell)), (cell, cell));
        }
    }

    #[test]
    fn a_phone_number_that_an_older_file_guards_comes_back() {
        assert_eq!(unguarded("'+34 612 34 56 78"), "+34 612 34 56 78");
    }
}
