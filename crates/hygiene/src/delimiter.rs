//! Which sign separates the cells of a table: the one that gives every line the same number of cells.

/// In the order in which they win a tie.
pub const DELIMITERS: [char; 4] = [';', '\t', ',', '|'];
/// Lines looked at.
const LINES: usize = 200;

/// The delimiter of a sample of text; a comma when the table has one column. `whole` says that the sample ends where the
/// file ends; otherwise its last line may be cut off and does not count.
pub fn detect(sample: &str, whole: bool) -> char {
    let mut best = (0.0, 0, ',');
    for delimiter in DELIMITERS {
        let mut widths = widths(sample, delimiter);
        if !whole && widths.len() > 1 {
            widths.pop();
        }
        let Some(header) = widths.first().copied().filter(|width| *width > 1) else { continue };
        let agree = widths.iter().filter(|width| **width == header).count() as f64 / widths.len() as f64;
        if agree > best.0 || (agree == best.0 && header > best.1) {
            best = (agree, header, delimiter);
        }
    }
    best.2
}

/// Cells in each line that is not empty; signs and line ends within quotes do not count.
fn widths(sample: &str, delimiter: char) -> Vec<usize> {
    let mut widths = Vec::new();
    // `closed`: the sign before was a closing quote, so that another quote opens the cell again (a doubled quote).
    let (mut cells, mut quoted, mut closed, mut start, mut blank) = (1, false, false, true, true);
    for c in sample.chars() {
        let was_closed = std::mem::take(&mut closed);
        match c {
            '"' if quoted => (quoted, closed) = (false, true),
            // A quote within a cell that does not begin with one is an inch mark.
            '"' => quoted = start || was_closed,
            '\n' | '\r' if !quoted => {
                if !blank {
                    widths.push(cells);
                }
                if widths.len() == LINES {
                    return widths;
                }
                (cells, start, blank) = (1, true, true);
                continue;
            }
            c if c == delimiter && !quoted => {
                cells += 1;
                (start, blank) = (true, false);
                continue;
            }
            _ => {}
        }
        (start, blank) = (false, false);
    }
    if !blank {
        widths.push(cells);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_sign_that_fits_every_line() {
        for (sample, delimiter) in [
            ("a,b\n1,2\n", ','),
            ("a;b\n1,5;2,5\n3,5;4,5\n", ';'),
            ("a\tb\n1,5\t2\n", '\t'),
            ("a|b\n1|2\n", '|'),
            ("name;note\n\"Doe; John\";\"a,b\nc\"\n", ';'),
            ("a,b\n\"x;y\",\"z;w\"\n", ','),
            ("email\nana@example.com\n", ','),
            ("\"a\"\"b\";c\n1;2\n", ';'),
            ("name,size\nscreen 5\",2\ndisk 3\",4\n", ','),
            ("", ','),
        ] {
            assert_eq!(detect(sample, true), delimiter, "{sample:?}");
        }
    }

    #[test]
    fn a_line_cut_by_the_sample_does_not_count() {
        assert_eq!(detect("a;b;c\n1;2;3\n1;", false), ';');
    }
}
