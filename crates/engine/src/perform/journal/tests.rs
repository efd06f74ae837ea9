//! The send journal, without mail.

use super::*;

fn handed(send: i64, run: Option<i64>) -> Handed {
    Handed {
        send: SendId(send),
        token: 3,
        contact: ContactId(1),
        run,
        program: None,
        occurrence: "o".into(),
        email: "hello".into(),
        version: 1,
        operational: false,
        details: "{}".into(),
        message_id: format!("<{send}@mail>"),
        at: Timestamp(0),
    }
}

#[tokio::test]
async fn a_line_that_broke_off_costs_no_other() {
    let path = std::env::temp_dir().join(format!("siembra-journal-{}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    assert!(read(&path, 0, &HashSet::new()).unwrap().is_none());
    let journal = Journal::open(&path).unwrap();
    let write = async |sends: Vec<Handed>| {
        let mut lines = Lines::default();
        sends.into_iter().for_each(|send| lines.handed(send));
        journal.write(lines).await.unwrap();
    };
    write(vec![handed(4, Some(9)), handed(7, None)]).await;
    // A disk that was full in the middle of a line.
    OpenOptions::new().append(true).open(&path).unwrap().write_all(br#"{"handed":{"send"#).unwrap();
    write(vec![handed(5, Some(2))]).await;
    let numbers = |said: &Said| said.sends.iter().map(|(handed, _)| handed.send.0).collect::<Vec<_>>();
    let said = read(&path, 3, &HashSet::new()).unwrap().unwrap();
    assert_eq!((said.numbers, numbers(&said)), ((7, 9), vec![4, 5, 7]));
    assert!(read(&path, 4, &HashSet::new()).unwrap().unwrap().sends.is_empty());
    // Of an earlier claim, those that are asked for.
    let open = HashSet::from([(SendId(5), 3), (SendId(7), 2)]);
    assert_eq!(numbers(&read(&path, 4, &open).unwrap().unwrap()), [5]);
    // What is old is cut away; its numbers stay used up.
    let late = Handed { at: Timestamp(100), token: 5, ..handed(6, None) };
    write(vec![late]).await;
    cut(&path, Timestamp(50)).unwrap();
    cut(&path, Timestamp(50)).unwrap();
    let said = read(&path, 0, &HashSet::new()).unwrap().unwrap();
    assert_eq!((said.numbers, numbers(&said), said.cut), ((7, 9), vec![6], 3));
    std::fs::remove_file(&path).unwrap();
}
