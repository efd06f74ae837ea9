//! Which encoding a file's bytes are in. A byte-order mark decides; valid UTF-8 is UTF-8; what remains is recognised by its
//! statistics.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The encoding of a sample from the beginning of a file. `whole` says that nothing follows, so that a character cut off at
/// the end is an error. Only ASCII reads as UTF-8.
pub fn detect(sample: &[u8], whole: bool) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return encoding;
    }
    if let Some(encoding) = utf_16_by_zeros(sample) {
        return encoding;
    }
    match std::str::from_utf8(sample) {
        Ok(_) => return UTF_8,
        Err(error) if error.error_len().is_none() && !whole => return UTF_8,
        Err(_) => {}
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, whole);
    // The hint leans to western European letters when a few bytes leave it open; clear evidence overrules it.
    detector.guess(Some(b"no"), Utf8Detection::Deny)
}

/// Without a mark, UTF-16 of mostly Latin text shows as a zero in every second byte.
fn utf_16_by_zeros(sample: &[u8]) -> Option<&'static Encoding> {
    let sample = &sample[..sample.len().min(4096)];
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zeros = |at: usize| sample.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 >= pairs * 7 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 7 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding of a name as people write it: `utf-8`, `latin1`, `windows-1252`, `utf-16le` …
pub fn named(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;

    #[test]
    fn tells_encodings_apart() {
        let text = "Fornavn;Etternavn\nKåre;Bjørnstad\nØystein;Ås\n";
        let western = WINDOWS_1252.encode(text).0;
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(detect(text.as_bytes(), true), UTF_8);
        assert_eq!(detect(&western, true), WINDOWS_1252);
        assert_eq!(detect(&utf16, true), UTF_16LE);
        assert_eq!(detect(&utf16be, true), UTF_16BE);
        assert_eq!(detect(b"\xef\xbb\xbfa", true), UTF_8);
        assert_eq!(detect(b"\xff\xfea\0", true), UTF_16LE);
        assert_eq!(detect(b"a;b", true), UTF_8);
        assert_eq!(detect(b"", true), UTF_8);
    }

    #[test]
    fn single_letters_of_western_europe() {
        for text in ["Nombre;Ciudad\nJosé;Málaga\n", "Navn\nÅse\n", "Name\nJürgen\n", "Empresa\nIbérica Señal\n"]
        {
            let (bytes, ..) = WINDOWS_1252.encode(text);
            let (decoded, ..) = detect(&bytes, true).decode(&bytes);
            assert_eq!(decoded, text);
        }
    }

    #[test]
    fn a_character_cut_by_the_sample_is_no_error() {
        let bytes = "Málaga".as_bytes();
        assert_eq!(detect(&bytes[..2], false), UTF_8);
        assert_ne!(detect(&bytes[..2], true), UTF_8);
    }
}
