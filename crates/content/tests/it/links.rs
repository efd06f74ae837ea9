//! Links become trackable, and only those that should.

use crate::fixture::{MJML, compile, context, email};
use content::links::{Links, ending_with, find, is_web, pixel};
use content::render;

#[test]
fn web_links_are_tracked_in_order_and_nothing_else() {
    let html = render(&compile(&email(MJML)).unwrap(), &context("Ana")).unwrap().html;
    let mut seen = Vec::new();
    let tracked = Links::of(&html, &["https://go.example.com/u/"]).rewrite(|index, target| {
        seen.push(target.to_string());
        Some(format!("https://go.example.com/t/c/{index}"))
    });
    assert_eq!(seen, ["https://www.example.com/chart?a=1&b=2", "https://www.example.com/guide?c=ES"]);
    let targets: Vec<String> = find(&tracked).into_iter().map(|link| link.target).collect();
    assert_eq!(
        targets,
        [
            "https://go.example.com/t/c/0",
            "https://go.example.com/t/c/1",
            "https://go.example.com/u/abc",
            "mailto:hi@example.com"
        ]
    );
}

#[test]
fn an_address_in_the_text_is_the_same_link_as_in_the_html() {
    let html = "<a href=\"https://a.example/x\">1</a><a href=\"https://go.example.com/u/abc\">out</a>\
                <a href=\"https://b.example/two words\">2</a><a data-track=\"no\" href=\"https://c.example\">3</a>\
                <a href=\"https://a.example/x\">again</a>";
    let track = |text: &str| {
        Links::of(html, &["https://go.example.com/u/"])
            .rewrite_text(text, |place, target| Some(format!("[{place} {target}]")))
    };
    for (text, tracked) in [
        ("Read https://a.example/x.", "Read [0 https://a.example/x]."),
        ("[1]: https://b.example/two words\n", "[1]: [1 https://b.example/two%20words]\n"),
        ("(https://c.example) HTTPS://go.example.com/u/abc", "(https://c.example) [3 HTTPS://go.example.com/u/abc]"),
        ("https://go.example.com/u/abc, mailto:a@b.example", "https://go.example.com/u/abc, mailto:a@b.example"),
        ("https://n.example/(a) <https://m.example/>", "[3 https://n.example/(a)] <[4 https://m.example/]>"),
        (
            "https://n.example (see https://n.example) xhttps://no",
            "[3 https://n.example] (see [3 https://n.example]) xhttps://no",
        ),
        ("https:// http", "https:// http"),
    ] {
        assert_eq!(track(text), tracked);
    }
}

#[test]
fn odd_markup_is_read_like_browsers_read_it() {
    let html = "<A HREF='https://a.example/x?y=1&#38;z=2'>1</A><a class=x href=https://b.example>2</a>\
                <!-- <a href=\"https://no.example\"> --><a data-track=\"no\" href=\"https://c.example\">3</a>\
                <a title=\"a > b\" href=\"https://d.example/a b\n\">4</a><a href>5</a><a href=\"#top\">6</a>\
                <area href=\"https://e.example\"><abbr href=\"https://no.example\"><a href=\"https://f.example";
    let mut seen = Vec::new();
    Links::of(html, &[]).rewrite(|_, target| {
        seen.push(target.to_string());
        None
    });
    let wanted = [
        "https://a.example/x?y=1&z=2",
        "https://b.example",
        "https://d.example/a%20b",
        "https://e.example",
        "https://f.example",
    ];
    assert_eq!(seen, wanted);
    assert_eq!(Links::of(html, &[]).rewrite(|_, _| None), html);
}

#[test]
fn scripts_are_cut_however_they_are_spelled() {
    for bad in
        ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "java&#10;script:alert(1)", "data:text/html,x", "vbscript:x"]
    {
        let html = Links::of(&format!("<a href=\"{bad}\">x</a>"), &[]).rewrite(|_, _| panic!("tracked {bad}"));
        assert_eq!(html, "<a href=\"#\">x</a>", "{bad}");
    }
}

#[test]
fn only_the_web_is_the_web() {
    for good in ["https://a.example", "HTTP://a.example/x?y#z", "https://[::1]/", "https://ñ.example/"] {
        assert!(is_web(good), "{good}");
    }
    for bad in [
        "",
        "https://",
        "https:/a.example",
        "//a.example",
        "javascript:x",
        "https://a.example/\r\nX: y",
        "https://\\a",
        "ftp://a.example",
    ] {
        assert!(!is_web(bad), "{bad}");
    }
    assert!(!is_web(&format!("https://a.example/{}", "x".repeat(3_000))));
}

#[test]
fn the_pixel_goes_to_the_end_of_the_body() {
    let html = ending_with("<html><body>x</body></html>".into(), &pixel("https://go.example.com/t/o/a.gif?x=1&y=2"));
    assert!(html.contains("<img src=\"https://go.example.com/t/o/a.gif?x=1&amp;y=2\""));
    assert!(html.ends_with("</body></html>"));
}
