//! Pictures as drawing programs and strangers make them.

use super::*;
use mail_auth::flate2::Compression;
use mail_auth::flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::Write;

const GOOD: &str = r##"<?xml version="1.0" encoding="utf-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.2" baseProfile="tiny-ps" viewBox="0 0 128 128">
  <title>Example</title>
  <defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
  <rect width="128" height="128" fill="url(#g)"/>
  <use xlink:href="#g"/>
</svg>
"##;

fn with(part: &str, instead: &str) -> Vec<Flaw> {
    assert!(GOOD.contains(part), "{part}");
    flaws(GOOD.replace(part, instead).as_bytes())
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(text).unwrap();
    writer.finish().unwrap()
}

#[test]
fn a_good_picture_has_no_flaw_packed_or_not() {
    assert_eq!(flaws(GOOD.as_bytes()), []);
    assert_eq!(flaws(&packed(GOOD.as_bytes())), []);
    assert_eq!(flaws(format!("\u{feff}{GOOD}").as_bytes()), []);
    assert_eq!(with("viewBox=\"0 0 128 128\"", "viewBox=\" -1,-1  64.5 , 64.5\""), []);
    let prefixed = "<s:svg xmlns:s='http://www.w3.org/2000/svg' version='1.2' baseProfile='tiny-ps' viewBox='0 0 1 1'>\
                    <s:title><![CDATA[A]]></s:title></s:svg>";
    assert_eq!(flaws(prefixed.as_bytes()), []);
    assert_eq!(with("Example", "&amp;"), [], "a title of one entity");
}

#[test]
fn each_flaw_is_found() {
    for (part, instead, flaw) in [
        ("version=\"1.2\"", "version=\"1.1\"", Flaw::Profile),
        (" baseProfile=\"tiny-ps\"", "", Flaw::Profile),
        ("<title>Example</title>", "", Flaw::Title),
        ("<title>Example</title>", "<title> </title>", Flaw::Title),
        ("<title>Example</title>", "<title/>x", Flaw::Title),
        ("<title>Example</title>", "<g><title>Example</title></g>", Flaw::Title),
        ("<use", "<script>alert(1)</script><use", Flaw::Script),
        ("<use", "<use onclick=\"alert(1)\"", Flaw::Script),
        ("<use", "<animate attributeName=\"x\"/><use", Flaw::Animation),
        ("<use", "<image xlink:href=\"#g\"/><use", Flaw::Embedded),
        ("<use", "<foreignObject/><use", Flaw::Embedded),
        ("xlink:href=\"#g\"", "xlink:href=\"https://example.com/a.svg#g\"", Flaw::Outside),
        ("xlink:href=\"#g\"", "href=\"data:image/png;base64,AA\"", Flaw::Outside),
        ("xlink:href=\"#g\"", "href=\"&#x68;ttps://example.com\"", Flaw::Outside),
        ("url(#g)", "url( 'https://example.com/g')", Flaw::Outside),
        ("url(#g)", "URL(//example.com)", Flaw::Outside),
        ("<svg", "<?xml-stylesheet href=\"a.css\"?><svg", Flaw::Outside),
        ("<svg", "<svg x=\"0\"", Flaw::Place),
        ("0 0 128 128", "0 0 128 64", Flaw::Square),
        ("0 0 128 128", "0 0 NaN NaN", Flaw::Square),
        ("0 0 128 128", "0 0 inf inf", Flaw::Square),
        ("0 0 128 128", "0 0 -1 -1", Flaw::Square),
        ("0 0 128 128", "0 0 128", Flaw::Square),
        ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", Flaw::NotSvg),
        ("</svg>", "", Flaw::Unreadable),
        ("</svg>", "</svg", Flaw::Unreadable),
        ("</defs>", "</g>", Flaw::Unreadable),
        ("width=\"128\"", "width=\"128\" width=\"1\"", Flaw::Unreadable),
        ("Example", &"x".repeat(LARGE), Flaw::Large),
    ] {
        assert!(!flaw.remedy().is_empty() && !flaw.to_string().is_empty());
        assert_eq!(with(part, instead), [flaw], "{part} → {instead:.80}");
    }
    assert_eq!(flaws(b""), [Flaw::NotSvg]);
    assert_eq!(flaws(b"\x89PNG\r\n"), [Flaw::Unreadable]);
    assert_eq!(flaws(b"<html><body></body></html>"), [Flaw::NotSvg]);
}

#[test]
fn parts_that_the_profile_does_not_know_are_told_by_name() {
    let unknown = |names: &str| Flaw::Unknown(names.into());
    for (instead, flaws) in [
        ("<clipPath id=\"c\"><path d=\"M0 0\"/></clipPath><use", vec![unknown("clipPath")]),
        ("<clipPath/><g style=\"fill:#fff\"/><mask/><use style=\"\"", vec![unknown("clipPath, style, mask")]),
        ("<style>.a{fill:#fff}</style><use", vec![unknown("style")]),
        ("<style>@import 'a.css';</style><use", vec![unknown("style"), Flaw::Outside]),
        ("<style><![CDATA[a{fill:url(b)}]]></style><use", vec![unknown("style"), Flaw::Outside]),
        ("<a/><b/><c/><d/><e/><f/><h/><use", vec![unknown("a, b, c, d, e, …")]),
        ("<image/><script/><set/><use", vec![Flaw::Script, Flaw::Animation, Flaw::Embedded]),
        // What drawing programs add of their own is not SVG's.
        ("<metadata><p:b xmlns:p=\"urn:p\" style=\"x\"/></metadata><use", vec![]),
        ("<desc>A</desc><g><circle/><line/><ellipse/><polyline/><polygon/><switch/></g><solidColor/><use", vec![]),
        ("<radialGradient/><text><tspan/></text><textArea><tbreak/></textArea><use", vec![]),
    ] {
        assert_eq!(with("<use", instead), flaws, "{instead}");
    }
    let long = "x".repeat(1_000);
    assert_eq!(with("<use", &format!("<{long}/><use")), [unknown(&long[..40])]);
}

#[test]
fn bombs_go_off_nowhere() {
    let laughs = "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><svg xmlns=\"http://www.w3.org/2000/svg\" x=\"&b;\"/>";
    assert_eq!(flaws(laughs.as_bytes()), [Flaw::Entities]);
    assert!(flaws(&packed(&vec![b' '; 100 << 20])).contains(&Flaw::NotSvg));
    assert_eq!(flaws(&[0x1f, 0x8b, 8, 0, 1]), [Flaw::Unreadable]);
    let begun = std::time::Instant::now();
    assert!(flaws("<a>".repeat(MOST / 3).as_bytes()).contains(&Flaw::Unreadable));
    let many: String = (0..MOST / 8).map(|n| format!(" a{n}=''")).collect();
    flaws(format!("<svg {many}/>").as_bytes());
    assert!(begun.elapsed() < std::time::Duration::from_secs(20), "{:?}", begun.elapsed());
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), parts in "(<svg|<title>|</title>|/>|>|</svg>| x=\"|\"|'| href=|url\\(|&a;|<!\\[CDATA\\[|\\]\\]>|<!DOCTYPE \\[|<\\?|\\PC){0,40}") {
        flaws(&bytes);
        flaws(&[&[0x1f, 0x8b, 8][..], &bytes].concat());
        flaws(parts.as_bytes());
    }
}
