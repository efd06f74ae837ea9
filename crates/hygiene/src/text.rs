//! Folding of text for comparison: case, accents, punctuation. Never what is stored, only what is compared.

/// Lower case without accents: `"Correo Electrónico"` → `"correo electronico"`, `"Ærø"` → `"aero"`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'æ' => out.push_str("ae"),
            'ç' | 'ć' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ğ' => out.push('g'),
            'ì'..='ï' | 'ī' | 'ı' => out.push('i'),
            'ł' | 'ľ' => out.push('l'),
            'ñ' | 'ń' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => out.push('o'),
            'œ' => out.push_str("oe"),
            'ř' => out.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => out.push('s'),
            'ß' => out.push_str("ss"),
            'ť' | 'ţ' | 'ț' => out.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            '\u{300}'..='\u{36f}' => {}
            c => out.push(c),
        }
    }
    out
}

/// Folded words of letters and digits, one space between them: `"E-post (privat)"` → `"e post privat"`.
pub fn words(text: &str) -> String {
    let folded = fold(text);
    let parts: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Trimmed, with every run of white space (also no-break spaces) as one space and invisible characters gone.
pub fn tidy(text: &str) -> String {
    let visible: String =
        text.chars().filter(|c| !matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}')).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The key form of a label: `"Downloaded a brochure"` → `"downloaded_a_brochure"`, at most 64 bytes; empty when nothing
/// of it is a Latin letter or digit.
pub fn slug(text: &str) -> String {
    let ascii: String = fold(text).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let mut slug = ascii.split_whitespace().collect::<Vec<_>>().join("_");
    slug.truncate(64);
    slug.trim_end_matches('_').to_string()
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other; gives up over `most`.
pub fn edits(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let width = b.len() + 1;
    let mut table = vec![0usize; (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let at = i * width + j;
            table[at] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = usize::from(a[i - 1] != b[j - 1]);
                let mut least = (table[at - width] + 1).min(table[at - 1] + 1).min(table[at - width - 1] + change);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(table[at - 2 * width - 2] + 1);
                }
                least
            };
        }
    }
    table.last().copied().filter(|found| *found <= most)
}

/// Jaro-Winkler likeness of two texts, 0 to 1.
pub fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.is_empty() || b.is_empty() {
        return if a.len() == b.len() { 1.0 } else { 0.0 };
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut from_a = Vec::new();
    for (i, c) in a.iter().enumerate() {
        let (low, high) = (i.saturating_sub(reach), (i + reach + 1).min(b.len()));
        if let Some(j) = (low..high).find(|j| !taken[*j] && b[*j] == *c) {
            taken[j] = true;
            from_a.push(*c);
        }
    }
    if from_a.is_empty() {
        return 0.0;
    }
    let from_b = b.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(c, _)| c);
    let swapped = from_a.iter().zip(from_b).filter(|(x, y)| x != y).count() as f64 / 2.0;
    let same = from_a.len() as f64;
    let jaro = (same / a.len() as f64 + same / b.len() as f64 + (same - swapped) / same) / 3.0;
    let prefix = a.iter().zip(&b).take(4).take_while(|(x, y)| x == y).count() as f64;
    jaro + prefix * 0.1 * (1.0 - jaro)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_to_plain_letters() {
        assert_eq!(fold("Correo ELECTRÓNICO"), "correo electronico");
        assert_eq!(words("  E-post_(privat) "), "e post privat");
        assert_eq!(tidy(" Ola\u{a0}\u{200b} Nordmann\t"), "Ola Nordmann");
        assert_eq!(slug("¡Descargó un folleto!"), "descargo_un_folleto");
        assert_eq!(slug("日本"), "");
    }

    #[test]
    fn counts_edits_and_gives_up() {
        assert_eq!(edits("gmial.com", "gmail.com", 2), Some(1));
        assert_eq!(edits("gmail.com", "gmail.com", 0), Some(0));
        assert_eq!(edits("abc", "xyz", 2), None);
    }

    #[test]
    fn likeness_is_one_for_the_same_and_low_for_others() {
        assert!((likeness("nordlys", "nordlys") - 1.0).abs() < 1e-9);
        assert!(likeness("nordlys energi", "nordlys energy") > 0.9);
        assert!(likeness("acme", "zenith") < 0.6);
    }
}
