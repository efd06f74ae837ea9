//! Reading and writing folders.

use instance::{Files, parse, read, render, starter, starter_files, write};
use model::DefinitionKind;

fn files(texts: &[(&str, &str)]) -> Files {
    texts.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

fn refused(texts: &[(&str, &str)]) -> String {
    let problems = parse(&files(texts)).unwrap_err();
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_starter_instance_comes_back_to_the_byte() {
    let files = starter_files();
    let layout = files.get("emails/_layout.mjml").map(String::as_str);
    let again = render(&starter(), layout);
    for (path, text) in &files {
        assert_eq!(again.get(path), Some(text), "{path}");
    }
    assert_eq!(again.len(), files.len());
}

#[test]
fn a_folder_says_what_was_written_and_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    let documents = starter();
    let first = write(folder.path(), &documents).unwrap();
    assert!(first.written > 100 && first.unchanged == 0 && first.removed == 0, "{first:?}");
    std::fs::write(folder.path().join("README.md"), "notes").unwrap();
    let fewer: Vec<_> = documents.iter().filter(|d| d.kind != DefinitionKind::Goal).cloned().collect();
    let second = write(folder.path(), &fewer).unwrap();
    assert_eq!((second.written, second.removed), (0, 12));
    assert!(folder.path().join("README.md").exists());
    let mut again = read(folder.path()).unwrap();
    let mut fewer = fewer;
    let by_name = |d: &instance::Document| (d.kind, d.key.clone());
    again.sort_by_key(by_name);
    fewer.sort_by_key(by_name);
    assert_eq!(again.iter().map(by_name).collect::<Vec<_>>(), fewer.iter().map(by_name).collect::<Vec<_>>());
}

#[test]
fn what_a_definition_names_comes_before_it() {
    let everyone = r#"{"label": "x", "filter": {"all": []}}"#;
    let documents = parse(&files(&[
        ("segments/a.json", r#"{"label": "a", "filter": {"not": {"in_segment": "c"}}}"#),
        ("segments/b.json", everyone),
        ("segments/c.json", r#"{"label": "c", "filter": {"any": [{"in_segment": "d"}]}}"#),
        ("segments/d.json", everyone),
    ]))
    .unwrap();
    let order: Vec<&str> = documents.iter().map(|d| d.key.as_str()).collect();
    assert_eq!(order, ["d", "c", "a", "b"]);
}

#[test]
fn a_circle_does_not_hang() {
    let documents = parse(&files(&[
        ("segments/a.json", r#"{"label": "a", "filter": {"in_segment": "b"}}"#),
        ("segments/b.json", r#"{"label": "b", "filter": {"in_segment": "a"}}"#),
    ]));
    assert_eq!(documents.unwrap().len(), 2);
}

#[test]
fn every_refusal_names_the_file_and_the_remedy() {
    let list = r#"{"label": "x"}"#;
    assert!(refused(&[("segment/a.json", list)]).contains("the folders are settings, fields"));
    assert!(refused(&[("lists/Ä.json", list)]).starts_with("lists/Ä.json: the name of the file is the key"));
    assert!(refused(&[("lists/a.json", "{")]).contains("not JSON"));
    assert!(refused(&[("lists/a.json", r#"{"label": "x", "colour": 1}"#)]).contains("colour"));
    assert!(refused(&[("scoring/other.json", "{}")]).contains("main.json"));
    assert!(refused(&[("lists/deep/a.json", list)]).contains("lies in the folder of its kind"));
    assert!(refused(&[("emails/a.mjml", "<mjml/>")]).contains("no emails/a.json beside it"));
    assert!(refused(&[("emails/_layout.mjml", "<mjml/>")]).contains("exactly once"));
    let field = r#"{"object": "contact", "key": "b", "type": "text", "label": "B"}"#;
    assert!(refused(&[("fields/contact.a.json", field)]).contains("give both the same name"));
    let both = [("emails/a.json", r#"{"label": "a", "subject": "s", "mjml": "x"}"#), ("emails/a.mjml", "y")];
    assert!(refused(&both).contains("keep one of them"));
}

#[test]
fn snippets_and_languages_lie_in_files_of_their_own() {
    let texts = files(&[
        ("emails/_layout.mjml", "<mjml><mj-body><!-- content --></mj-body></mjml>"),
        ("emails/news.es.mjml", "<mj-include path=\"snippet:footer\" />"),
        ("emails/news.es.txt", "Hola"),
        (
            "emails/news.json",
            "{\n  \"label\": \"News\",\n  \"subject\": \"News\",\n  \"languages\": {\n    \"es\": {\n      \"subject\": \"Noticias\"\n    }\n  }\n}\n",
        ),
        ("emails/news.mjml", "<mj-section />"),
        ("snippets/footer.json", "{\n  \"label\": \"Footer\"\n}\n"),
        ("snippets/footer.mjml", "<mj-section />\n"),
    ]);
    let documents = parse(&texts).unwrap();
    assert_eq!(documents[0].kind, DefinitionKind::Snippet, "emails name them");
    let spanish = &documents[1].body["languages"]["es"];
    assert_eq!(spanish["mjml"], "<mjml><mj-body><mj-include path=\"snippet:footer\" /></mj-body></mjml>");
    assert_eq!(spanish["text"], "Hola");
    assert_eq!(render(&documents, texts.get("emails/_layout.mjml").map(String::as_str)), texts);
    let head = r#"{"label": "a", "subject": "s"}"#;
    let lost = [("emails/a.json", head), ("emails/a.mjml", "x"), ("emails/a.es.mjml", "y")];
    assert!(refused(&lost).contains("name it with its subject under languages"));
    assert!(refused(&[("snippets/a.mjml", "x")]).contains("no snippets/a.json beside it"));
}

#[test]
fn all_problems_are_reported_at_once() {
    let problems =
        parse(&files(&[("lists/a.json", "{"), ("lists/b.json", "["), ("lists/c.json", r#"{"label": "x"}"#)]));
    assert_eq!(problems.unwrap_err().len(), 2);
}

#[test]
fn folders_that_are_no_instance_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(read(folder.path()).unwrap_err()[0].message.contains("no definitions"));
    assert!(read(&folder.path().join("gone")).unwrap_err()[0].message.contains("does not exist"));
    std::fs::create_dir(folder.path().join("lists")).unwrap();
    std::fs::write(folder.path().join("lists/a.json"), [0xff, 0xfe]).unwrap();
    assert!(read(folder.path()).unwrap_err()[0].message.contains("UTF-8"));
    std::fs::write(folder.path().join("lists/a.json"), " ".repeat(1_000_001)).unwrap();
    assert!(read(folder.path()).unwrap_err()[0].message.contains("at most 1000000"));
}
