//! Which addresses are taken: every form that RFC 5321 and RFC 5322 know, with what is made of it. Taken is what people's
//! mailboxes look like; what the standards allow beyond that (quotes, comments, numbers in brackets) is refused, and it is
//! said how an address is written.

use hygiene::email::parse;

/// Written, and its normal form.
const TAKEN: &[(&str, &str)] = &[
    ("ana@example.com", "ana@example.com"),
    ("a@example.com", "a@example.com"),
    ("1@example.com", "1@example.com"),
    ("0123456789@example.com", "0123456789@example.com"),
    ("ana.ruiz@example.com", "ana.ruiz@example.com"),
    ("a.b.c.d@example.com", "a.b.c.d@example.com"),
    ("ana+tag@example.com", "ana+tag@example.com"),
    ("_ana_@example.com", "_ana_@example.com"),
    ("-ana-@example.com", "-ana-@example.com"),
    ("o'hara@example.com", "o'hara@example.com"),
    ("!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"),
    ("ana/sales=north@example.com", "ana/sales=north@example.com"),
    ("Ana@Example.COM", "ana@example.com"),
    ("ana@a.com", "ana@a.com"),
    ("ana@123.com", "ana@123.com"),
    ("ana@1-2.example.com", "ana@1-2.example.com"),
    ("ana@a.b.c.d.example.co.uk", "ana@a.b.c.d.example.co.uk"),
    ("ana@example.museum", "ana@example.museum"),
    ("ana@xn--blbr-roah.no", "ana@xn--blbr-roah.no"),
    ("ana@blåbær.no", "ana@xn--blbr-roah.no"),
    ("ana@пример.рф", "ana@xn--e1afmkfd.xn--p1ai"),
    ("ana@例え.jp", "ana@xn--r8jz45g.jp"),
    ("ana@example。com", "ana@example.com"),
    ("kåre@example.com", "kåre@example.com"),
    ("иван@пример.рф", "иван@xn--e1afmkfd.xn--p1ai"),
    ("用户@example.cn", "用户@example.cn"),
    // As people paste them.
    (" ana@example.com\t", "ana@example.com"),
    ("<ana@example.com>", "ana@example.com"),
    ("Ana Ruiz <ana@example.com>", "ana@example.com"),
    ("\"Ruiz, Ana\" <ana@example.com>", "ana@example.com"),
    ("mailto:ana@example.com", "ana@example.com"),
    ("ana@example.com.", "ana@example.com"),
    ("ana@example.com;", "ana@example.com"),
    ("ana@\r\n example.com", "ana@example.com"),
];

const REFUSED: &[&str] = &[
    // A part is missing.
    "",
    " ",
    "@",
    "ana",
    "ana@",
    "@example.com",
    "<>",
    "mailto:",
    "ana.example.com",
    "Ana <>",
    // Dots.
    ".ana@example.com",
    "ana.@example.com",
    "ana..ruiz@example.com",
    "ana@.example.com",
    "ana@example..com",
    "ana@.",
    // Several.
    "ana@example@example.com",
    "ana@example.com,bea@example.com",
    "ana@example.com bea@example.com",
    "ana@example.com;bea@example.com",
    // Letters that need quotes.
    "ana ruiz@example.com",
    "ana(ruiz)@example.com",
    "ana,ruiz@example.com",
    "ana:ruiz@example.com",
    "ana;ruiz@example.com",
    "ana[1]@example.com",
    "ana\\ruiz@example.com",
    "ana\"ruiz@example.com",
    // Quoted (RFC 5321), which no provider hands out and programs misread.
    "\"ana\"@example.com",
    "\"\"@example.com",
    "\"ana ruiz\"@example.com",
    "\"ana@home\"@example.com",
    "\"ana\\\"ruiz\"@example.com",
    "\"ana\".ruiz@example.com",
    "\"ana@example.com",
    // Comments and folded space (RFC 5322).
    "(ana)ana@example.com",
    "ana(ana)@example.com",
    "ana@(home)example.com",
    "ana@example.com(home)",
    "ana @example.com",
    "ana@ example .com",
    // Numbers in place of a domain.
    "ana@[192.0.2.1]",
    "ana@[IPv6:2001:db8::1]",
    "ana@[]",
    "ana@192.0.2.1",
    "ana@example.123",
    // No domain of the internet.
    "ana@localhost",
    "ana@com",
    "ana@-example.com",
    "ana@example-.com",
    "ana@exa_mple.com",
    "ana@exam!ple.com",
    "ana@exa mple.com",
    "ana@example.c",
    "ana@example.c-",
    "ana@xn--a.com",
    "ana@exa%6dple.com",
    // What cannot be seen, or ends a line.
    "ana\0@example.com",
    "ana\u{7}@example.com",
    "ana\n@example.com",
    "ana@example.com\r\nBcc: bea@example.com",
    "ana@exam\0ple.com",
    "ana\u{7f}@example.com",
];

#[test]
fn each_form_of_an_address_has_its_verdict() {
    let mut wrong = Vec::new();
    for (written, normal) in TAKEN {
        match parse(written) {
            Ok(read) if read.address == *normal => assert_eq!(parse(normal).unwrap().address, *normal, "{written}"),
            other => wrong.push(format!("{written:?}: {other:?}")),
        }
    }
    for written in REFUSED {
        match parse(written) {
            Err(problem) => assert!(problem.remedy.contains("ana@example.com"), "{written:?}: {problem:?}"),
            Ok(read) => wrong.push(format!("{written:?} is taken as {}", read.address)),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_too_long_is_refused_and_what_is_just_not_is_taken() {
    let label = |length: usize| "d".repeat(length);
    // RFC 5321 §4.5.3.1: 64 bytes before the @, 255 of a domain, 254 in all (a path of 256 with its brackets).
    let domain = |whole: usize| format!("{}.{}.{}.com", label(63), label(63), label(whole - 63 - 63 - 2 - 4));
    let fits = [
        format!("{}@example.com", label(64)),
        format!("ana@{}.com", label(63)),
        format!("{}@{}", label(64), domain(254 - 65)),
    ];
    for address in fits {
        assert_eq!(parse(&address).map(|read| read.address).as_deref(), Ok(address.as_str()));
    }
    let over = [
        format!("{}@example.com", label(65)),
        // Bytes are counted, and each of these has two.
        format!("{}@example.com", "å".repeat(33)),
        format!("ana@{}.com", label(64)),
        format!("{}@{}", label(64), domain(254 - 64)),
    ];
    for address in over {
        assert!(parse(&address).is_err(), "{address}");
    }
}
