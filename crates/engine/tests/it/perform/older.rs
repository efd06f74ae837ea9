//! An older database put back beside its send journal.

use super::fixture::*;
use super::sink::Sink;
use engine::perform::{Options, Performer};
use mail::{SmtpSettings, Transport};
use model::*;
use std::time::Duration;
use store::sends::SendState;

#[tokio::test(flavor = "multi_thread")]
async fn an_older_database_with_several_claims_open_sends_nothing_again() {
    testkit::on_both(|url| async move {
        let sink = Sink::start(None, Duration::ZERO, false).await;
        let folder = tempfile::tempdir().unwrap();
        let world = world(&url).await;
        let (store, now) = (world.store(), world.engine.now());
        let mut lines = String::new();
        for n in 0..4 {
            let contact = world.consenting(&format!("c{n}@example.com"), "").await;
            let send = store::sends::NewSend {
                run: None,
                program: None,
                occurrence: "o".into(),
                contact,
                address: format!("c{n}@example.com"),
                email: "guide".into(),
                email_version: 1,
                operational: false,
                details: "{}".into(),
                due_at: now,
                held: None,
            };
            store::sends::add(store, DEFAULT_WORKSPACE, &[send], now).await.unwrap();
            let claimed = store::sends::claim(store, DEFAULT_WORKSPACE, 1, now, 60_000).await.unwrap().remove(0);
            let (send, token) = (claimed.id.0, claimed.token);
            // Since the copy was made: the first two were sent, of the third the end is not known, the fourth was not begun.
            if n < 3 {
                lines += &format!(
                    r#"{{"handed":{{"send":{send},"token":{token},"contact":{},"run":null,"program":null,"occurrence":"o","email":"guide","version":1,"operational":false,"details":"{{}}","message_id":"<{send}@x>","at":"{now}"}}}}"#,
                    contact.0
                );
                lines += "\n";
            }
            if n < 2 {
                lines += &format!("{{\"ended\":{{\"send\":{send},\"token\":{token},\"state\":\"sent\"}}}}\n");
            }
        }
        let journal = folder.path().join("sends.journal");
        std::fs::write(&journal, lines).unwrap();
        let smtp = SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", sink.port)).unwrap();
        let options = Options { journal: Some(journal), ..from_anywhere(Transport::smtp(smtp)) };
        let performer = Performer::start(world.engine.clone(), options);
        let states = async || world.sends().await.into_iter().map(|send| send.state).collect::<Vec<_>>();
        for _ in 0..1_000 {
            if states().await.iter().all(|state| !state.is_open()) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        use SendState::*;
        assert_eq!(states().await, [Sent, Sent, Unknown, Sent]);
        assert_eq!(sink.copies().len(), 1, "only what was not begun");
        performer.stop().await;
        world.engine.stop().await;
    })
    .await;
}
