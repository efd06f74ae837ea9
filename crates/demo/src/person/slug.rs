//! Texts in the letters that mail addresses and domains use.

/// Lower case, accents taken off, spaces as hyphens, everything else left out.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars() {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            'A'..='Z' => slug.push(letter.to_ascii_lowercase()),
            'á' | 'Á' | 'å' | 'Å' | 'ä' | 'ą' | 'à' => slug.push('a'),
            'é' | 'É' | 'è' | 'ê' | 'ë' | 'ę' => slug.push('e'),
            'í' | 'î' => slug.push('i'),
            'ó' | 'ö' | 'ø' | 'Ø' | 'ô' => slug.push('o'),
            'ú' | 'ü' => slug.push('u'),
            'ñ' | 'ń' => slug.push('n'),
            'ç' | 'ć' => slug.push('c'),
            'ł' | 'Ł' => slug.push('l'),
            'ś' => slug.push('s'),
            'ż' | 'ź' => slug.push('z'),
            ' ' | '-' if !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.trim_matches('-').to_string()
}
