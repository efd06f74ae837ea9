//! The difference of two texts, line by line: the longest common subsequence, within bounds.

use crate::views::definition::{DiffLine, LineChange};

/// Texts longer than this are compared as a whole in the middle: a table of this many lines squared is made.
const MOST: usize = 2_000;

/// What to take away from `old` and to add to get `new`, in order.
pub fn lines(old: &str, new: &str) -> Vec<DiffLine> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same = |n: &usize| old[*n] == new[*n];
    let start = (0..old.len().min(new.len())).take_while(same).count();
    let rest = old.len().min(new.len()) - start;
    let end = (0..rest).take_while(|n| old[old.len() - 1 - n] == new[new.len() - 1 - n]).count();
    let mut out: Vec<DiffLine> = old[..start].iter().map(|text| line(LineChange::Same, text)).collect();
    middle(&old[start..old.len() - end], &new[start..new.len() - end], &mut out);
    out.extend(old[old.len() - end..].iter().map(|text| line(LineChange::Same, text)));
    out
}

fn line(change: LineChange, text: &str) -> DiffLine {
    DiffLine { change, text: text.to_string() }
}

fn middle(old: &[&str], new: &[&str], out: &mut Vec<DiffLine>) {
    if old.len() > MOST || new.len() > MOST {
        out.extend(old.iter().map(|text| line(LineChange::Removed, text)));
        out.extend(new.iter().map(|text| line(LineChange::Added, text)));
        return;
    }
    // longest[i][j]: of what is left from old line i and new line j on.
    let width = new.len() + 1;
    let mut longest = vec![0u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = match old[i] == new[j] {
                true => longest[(i + 1) * width + j + 1] + 1,
                false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            out.push(line(LineChange::Same, old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
            out.push(line(LineChange::Removed, old[i]));
            i += 1;
        } else {
            out.push(line(LineChange::Added, new[j]));
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let sign = |change| match change {
            LineChange::Same => ' ',
            LineChange::Added => '+',
            LineChange::Removed => '-',
        };
        lines(old, new).iter().map(|line| format!("{}{} ", sign(line.change), line.text)).collect()
    }

    #[test]
    fn says_what_was_taken_and_added() {
        assert_eq!(shown("a\nb\nc", "a\nx\nc"), " a -b +x  c ");
        assert_eq!(shown("a\nb\nc\nd", "b\nc\ne\nd"), "-a  b  c +e  d ");
        assert_eq!(shown("a\na", "a"), " a -a ");
        assert_eq!(shown("", "a"), "+a ");
        assert_eq!(shown("a", "a"), " a ");
    }

    #[test]
    fn applying_it_gives_the_new_text() {
        let (old, new) = ("q\nw\ne\nr\nt\ny", "w\nq\ne\nt\nr\nz");
        let kept = |skip: LineChange| {
            let lines = lines(old, new).into_iter().filter(|line| line.change != skip);
            lines.map(|line| line.text).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(kept(LineChange::Removed), new);
        assert_eq!(kept(LineChange::Added), old);
    }
}
