//! The bodies of parts: lines as mail ends them, in the encoding that lettre chooses too, and with the same bytes. A message
//! is made for each recipient, and most of its bytes pass through here.

use lettre::message::Body;
use lettre::message::header::ContentTransferEncoding;

/// From so many characters on, with its line break, a line is too long for a body that stays as it is.
const LONG: usize = 76;
/// Longest line of quoted-printable, without its line break.
const LIMIT: usize = 76;
const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// A text as a body.
pub(crate) fn of(text: &str) -> Body {
    let text = lines(text);
    if text.is_ascii() && !has_long_lines(&text) {
        return Body::dangerous_pre_encoded(text.into_bytes(), ContentTransferEncoding::SevenBit);
    }
    let strange = text.bytes().filter(|byte| !matches!(byte, b'\t' | b' '..=b'~')).count();
    match strange <= text.len() / 3 {
        true => Body::dangerous_pre_encoded(quoted(&text), ContentTransferEncoding::QuotedPrintable),
        false => Body::new(text),
    }
}

/// Text with mail's line endings, whichever it came with.
fn lines(text: &str) -> String {
    // One letter at a time is looked for many bytes at a time.
    if text.contains('\r') || text.contains('\0') {
        return text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "").replace('\n', "\r\n");
    }
    text.replace('\n', "\r\n")
}

/// Lettre counts from line break to line break.
fn has_long_lines(text: &str) -> bool {
    let mut last = 0;
    let long = text.match_indices('\n').any(|(at, _)| at - std::mem::replace(&mut last, at) >= LONG);
    long || text.len() - last >= LONG
}

/// Quoted-printable (RFC 2045 §6.7) of a text with mail's line endings.
fn quoted(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 8);
    for line in text.split_inclusive('\n') {
        let bare = line.strip_suffix("\r\n");
        quote(bare.unwrap_or(line).as_bytes(), &mut out);
        out.extend_from_slice(if bare.is_some() { b"\r\n" } else { b"" });
    }
    out
}

/// One line, broken where it becomes too long. As in lettre, what fills a line to its end goes to the next one together
/// with what follows it.
fn quote(line: &[u8], out: &mut Vec<u8>) {
    let (mut on_line, mut at) = (0, 0);
    while at < line.len() {
        let run = line[at..].iter().take_while(|byte| is_plain(**byte)).count();
        // A blank at the end would get lost on the way.
        let run = run - usize::from(at + run == line.len() && matches!(line.last(), Some(b' ' | b'\t')));
        let mut plain = &line[at..at + run];
        at += run;
        while on_line + plain.len() > LIMIT || (on_line + plain.len() == LIMIT && at < line.len()) {
            let fits = LIMIT - 1 - on_line;
            out.extend_from_slice(&plain[..fits]);
            out.extend_from_slice(b"=\r\n");
            (plain, on_line) = (&plain[fits..], 0);
        }
        out.extend_from_slice(plain);
        on_line += plain.len();
        if let Some(byte) = line.get(at) {
            let last = at + 1 == line.len();
            if on_line + 3 > LIMIT || (on_line + 3 == LIMIT && !last) {
                out.extend_from_slice(b"=\r\n");
                on_line = 0;
            }
            out.extend_from_slice(&[b'=', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
            on_line += 3;
            at += 1;
        }
    }
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b'\t' | b' '..=b'<' | b'>'..=b'~')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bodies_are_those_of_lettre(text in "([a-z =é\t.<>]{0,30}|[a-z ]{60,90}|[é=]{20,40}|\r?\n|\r|\0| \n){0,12}") {
            let plain = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "").replace('\n', "\r\n");
            let (own, theirs) = (of(&text), Body::new(plain));
            prop_assert_eq!(own.encoding(), theirs.encoding());
            prop_assert_eq!(String::from_utf8_lossy(own.as_ref()), String::from_utf8_lossy(theirs.as_ref()));
        }
    }
}
