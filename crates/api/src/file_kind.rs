//! What an uploaded file is: its content says it. The name only tells texts apart that look alike.

use imagesize::ImageType;

/// Largest picture in pixels a side.
const MAX_SIDE: usize = 5_000;

/// A file that is taken.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its ending: `png`, `pdf`, `csv` …
    pub ending: &'static str,
    /// Pixels of a picture, else 0.
    pub width: usize,
    pub height: usize,
}

const NO_PICTURE: &str = "is no PNG, JPEG, GIF or WebP picture; mail programs show no others";
/// Nothing that a reader's machine would run is taken, and nothing that a browser would.
const REFUSED: &str =
    "is no picture (PNG, JPEG, GIF, WebP) and no PDF, ICS, CSV, TXT, DOCX, XLSX or PPTX without macros";

/// What a file to be attached is; the error says what is wrong with it.
pub fn of(content: &[u8], name: &str) -> Result<Kind, String> {
    match imagesize::image_type(content) {
        Ok(ImageType::Png | ImageType::Jpeg | ImageType::Gif | ImageType::Webp) => picture(content),
        _ => {
            let ending = document(content, name).ok_or(REFUSED)?;
            Ok(Kind { ending, width: 0, height: 0 })
        }
    }
}

/// What a picture is.
pub fn picture(content: &[u8]) -> Result<Kind, String> {
    let ending = match imagesize::image_type(content) {
        Ok(ImageType::Png) => "png",
        Ok(ImageType::Jpeg) => "jpg",
        Ok(ImageType::Gif) => "gif",
        Ok(ImageType::Webp) => "webp",
        _ => return Err(NO_PICTURE.into()),
    };
    let size = imagesize::blob_size(content).map_err(|_| "is a damaged picture; save it again")?;
    if size.width == 0 || size.height == 0 || size.width > MAX_SIDE || size.height > MAX_SIDE {
        let (width, height) = (size.width, size.height);
        return Err(format!("has {width} × {height} pixels; at most {MAX_SIDE} a side are allowed"));
    }
    Ok(Kind { ending, width: size.width, height: size.height })
}

fn document(content: &[u8], name: &str) -> Option<&'static str> {
    if content.starts_with(b"%PDF-") {
        return Some("pdf");
    }
    if content.starts_with(b"PK\x03\x04") {
        return office(content);
    }
    let text = std::str::from_utf8(content).ok()?.trim_start_matches('\u{feff}');
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    let start = text.trim_start();
    let markup = start.starts_with('<') || start.starts_with("#!");
    if text.trim().is_empty() || text.contains(control) || markup {
        return None;
    }
    if start.starts_with("BEGIN:VCALENDAR") && text.trim_end().ends_with("END:VCALENDAR") {
        return Some("ics");
    }
    let name = name.to_lowercase();
    ["csv", "txt"].into_iter().find(|ending| name.ends_with(&format!(".{ending}")))
}

/// A document of Office by the names of its parts, which stand in the archive as they are.
fn office(content: &[u8]) -> Option<&'static str> {
    let holds = |part: &[u8]| content.windows(part.len()).any(|window| window == part);
    if !holds(b"[Content_Types].xml") || holds(b"vbaProject.bin") {
        return None;
    }
    let parts = [("docx", &b"word/document.xml"[..]), ("xlsx", b"xl/workbook.xml"), ("pptx", b"ppt/presentation.xml")];
    parts.into_iter().find(|(_, part)| holds(part)).map(|(ending, _)| ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ending(content: &[u8], name: &str) -> Option<&'static str> {
        of(content, name).ok().map(|kind| kind.ending)
    }

    #[test]
    fn the_content_says_what_it_is() {
        assert_eq!(ending(b"%PDF-1.7\n...", "offer.exe"), Some("pdf"));
        assert_eq!(ending(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "x"), Some("ics"));
        assert_eq!(ending(b"\xef\xbb\xbfa,b\n1,2", "List.CSV"), Some("csv"));
        assert_eq!(ending("señal".as_bytes(), "readme.txt"), Some("txt"));
        let office = |part: &str| [b"PK\x03\x04....[Content_Types].xml....", part.as_bytes()].concat();
        assert_eq!(ending(&office("word/document.xml"), "x"), Some("docx"));
        assert_eq!(ending(&office("xl/workbook.xml"), "x"), Some("xlsx"));
        assert_eq!(ending(&office("ppt/presentation.xml"), "x"), Some("pptx"));
    }

    #[test]
    fn what_runs_or_shows_in_a_browser_is_refused() {
        let cases: [(&[u8], &str); 9] = [
            (b"MZ\x90\x00", "x.pdf"),
            (b"<html></html>", "x.txt"),
            (b"\n <svg onload='x'/>", "x.csv"),
            (b"#!/bin/sh\nrm", "x.txt"),
            (b"alert(1)", "x.js"),
            (b"PK\x03\x04 [Content_Types].xml word/document.xml word/vbaProject.bin", "x.docx"),
            (b"PK\x03\x04 evil.exe", "x.docx"),
            (b"a\0b", "x.txt"),
            (b"", "x.txt"),
        ];
        for (content, name) in cases {
            assert_eq!(of(content, name), Err(REFUSED.to_string()), "{name}");
        }
    }
}
