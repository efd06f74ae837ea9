//! Back: bounces and complaints, about sends of ours and of nobody's.

use super::fixture::*;
use content::token::Keys;
use content::{headers, verp};
use engine::perform::Handled;
use mail::Category;
use mail::imap::{Place, Reader};
use mail::returned::Kind;
use model::activity::kind;
use model::address::AddressState;
use model::*;
use store::sends::Send;

const ANA: &str = "ana@example.com";

/// What a mail server writes about a send.
fn bounce(send: &Send, back: &str, words: &str) -> String {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.net\r\nTo: {back}\r\nSubject: Undelivered Mail Returned to \
         Sender\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: \
         message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: rfc822; \
         {}\r\nAction: failed\r\nDiagnostic-Code: smtp; {words}\r\n--b--\r\n",
        send.address
    )
}

fn back_to(world: &World, send: &Send, keys: &Keys) -> String {
    let returning = verp::Returning { workspace: DEFAULT_WORKSPACE, send: send.id };
    verp::address(keys, returning, world.engine.now(), "bounce.example.com")
}

impl World {
    async fn take(&self, raw: &str) -> Handled {
        self.performer.returned(raw.as_bytes(), None, self.engine.now()).await.unwrap()
    }

    /// The send of the last run of a program to the one contact.
    async fn sent(&self, program: &str) -> Send {
        self.run(program).await;
        self.settle().await;
        let send = self.sends().await.pop().unwrap();
        assert_eq!(send.state.as_str(), "sent", "{:?}", send.reason);
        send
    }

    async fn state(&self) -> Option<AddressState> {
        let mut states = store::addresses::states(self.store(), DEFAULT_WORKSPACE, &[ANA.to_string()]).await.unwrap();
        states.remove(ANA)
    }

    async fn bounced(&self, send: &Send, words: &str) -> Handled {
        self.take(&bounce(send, &back_to(self, send, &keys()), words)).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hard_bounce_gives_the_address_up_once_however_often_it_comes() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        let ana = world.consenting(ANA, "Ana").await;
        let send = world.sent("spring").await;
        let raw = bounce(&send, &back_to(&world, &send, &keys()), "550 5.1.1 <ana@example.com> User unknown");
        for _ in 0..20 {
            let handled = world.take(&raw).await;
            assert_eq!((handled.send, handled.suppressed), (Some(send.id), true));
            assert_eq!((handled.returned.kind, handled.returned.category), (Kind::Bounce, Category::HardUser));
        }
        assert_eq!(world.count(ana, kind::EMAIL_BOUNCED).await, 1);
        let told = world.timeline(ana).await.into_iter().find(|one| one.kind == kind::EMAIL_BOUNCED).unwrap();
        assert_eq!(told.properties.get("category"), Some(&Value::text("hard_user")));
        assert_eq!(told.properties.get("reason"), Some(&Value::text("refused (550 5.1.1)")));
        assert_eq!(told.properties.get("program"), Some(&Value::text("spring")));
        assert!(world.state().await.unwrap().invalid.is_some());
        let kept =
            store::returned::page(world.store(), DEFAULT_WORKSPACE, &Default::default(), i64::MAX, 10).await.unwrap();
        assert_eq!(kept.len(), 1, "the same message is kept once");
        assert_eq!((kept[0].read.send, kept[0].read.recipient.as_str()), (Some(send.id), ANA));
        assert_eq!(store::returned::raw(world.store(), DEFAULT_WORKSPACE, kept[0].id).await.unwrap(), raw.as_bytes());
        world.run("summer").await;
        world.settle().await;
        assert_eq!(world.sends().await.pop().unwrap().state.as_str(), "held");

        // Who is erased is not in there any more.
        crate::support::feed(&world.engine, "erase", Input::Erase { contact: ana }).await;
        assert_eq!(store::returned::count(world.store(), DEFAULT_WORKSPACE, &Default::default()).await.unwrap(), 0);
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lay_in_a_mailbox_is_about_whom_it_was_delivered_for() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        world.consenting(ANA, "Ana").await;
        let send = world.sent("spring").await;
        let mailbox = "bounces@imap.example.com:993/INBOX";
        assert_eq!(world.performer.place(mailbox).await, Ok(None));
        let lost = bounce(&send, "bounces@example.com", "550 5.1.1 User unknown");
        let back = back_to(&world, &send, &keys());
        let delivered = lost.replacen("Return-Path", &format!("Delivered-To: {back}\r\nReturn-Path"), 1);
        world.performer.take(lost.into_bytes()).await.unwrap();
        assert_eq!(world.state().await, None, "it does not say about which send it is");
        for uid in [4_000_000_000, 7] {
            world.performer.take(delivered.clone().into_bytes()).await.unwrap();
            let place = Place { validity: 3_857_529_045, uid };
            world.performer.remember(mailbox, place).await.unwrap();
            assert_eq!(world.performer.place(mailbox).await, Ok(Some(place)));
        }
        assert!(world.state().await.unwrap().invalid.is_some());
        assert_eq!(world.performer.place("another").await, Ok(None));
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_bounces_and_complaints_change_nothing() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let ana = world.consenting(ANA, "Ana").await;
    let send = world.sent("spring").await;
    let words = "550 5.1.1 User unknown";
    let other = Keys::new(1, [9; 32]);
    let good = back_to(&world, &send, &keys());
    let id = headers::message_id(&other, DEFAULT_WORKSPACE, send.id, "news@example.com");
    let copy = |id: &str| format!("Content-Type: message/rfc822\r\n\r\nMessage-ID: {id}\r\nTo: {ANA}\r\n\r\n--b--\r\n");
    let forged = [
        bounce(&send, "news@example.com", words),
        bounce(&send, &back_to(&world, &send, &other), words),
        bounce(&send, &good.replacen("b+a", "b+b", 1), words),
        bounce(&send, &good[..20], words),
        bounce(&send, "news@example.com", words).replace("--b--\r\n", &format!("--b\r\n{}", copy(&id))),
        bounce(&Send { id: SendId(999), ..send.clone() }, &good.replace('+', "-"), words),
        format!(
            "From: x@y.example\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\n\
             Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nOriginal-Rcpt-To: {ANA}\r\n\r\n--b\r\n{}",
            copy("<snd_00000001.00000000@example.com>")
        ),
    ];
    for raw in &forged {
        let handled = world.take(raw).await;
        assert_eq!((handled.send, handled.suppressed), (None, false), "{raw}");
    }
    // An old one: nobody answers to it any more.
    let raw = bounce(&send, &good, words);
    world.clock.set(world.engine.now().plus((verp::ACCEPTED_DAYS + 1) * DAY));
    assert_eq!(world.take(&raw).await.send, None);
    assert_eq!(world.count(ana, kind::EMAIL_BOUNCED).await + world.count(ana, kind::EMAIL_COMPLAINED).await, 0);
    assert_eq!(world.state().await.and_then(|state| state.invalid.or(state.opted_out)), None);
    assert_eq!(
        store::returned::count(world.store(), DEFAULT_WORKSPACE, &Default::default()).await.unwrap(),
        forged.len() as i64 + 1
    );
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_hard_waits_and_a_full_mailbox_is_given_up_after_five_in_a_row() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    let ana = world.consenting(ANA, "Ana").await;
    for words in ["550 5.7.1 blocked using zen.spamhaus.org", "550 5.7.26 DMARC", "552 5.3.4 too big", "550 rate limit"]
    {
        let send = world.sent("spring").await;
        assert!(!world.bounced(&send, words).await.suppressed, "{words}");
        world.clock.set(world.engine.now().plus(4 * DAY));
    }
    assert_eq!(world.count(ana, kind::EMAIL_BOUNCED).await, 4);
    for n in 1..=5 {
        let send = world.sent("summer").await;
        let handled = world.bounced(&send, "552 5.2.2 mailbox full").await;
        assert_eq!(handled.suppressed, n == 5, "{n}");
        assert!(!world.bounced(&send, "552 5.2.2 mailbox full again").await.suppressed, "the same send counts once");
        world.clock.set(world.engine.now().plus(4 * DAY));
    }
    let reason = world.state().await.unwrap().invalid.unwrap().reason;
    assert_eq!(reason, "mail came back 5 times in a row: the mailbox is full");
    world.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_complains_gets_no_more_marketing_and_machines_are_not_listened_to() {
    testkit::on_both(|url| async move {
        let world = world(&url).await;
        let ana = world.consenting(ANA, "Ana").await;
        let send = world.sent("spring").await;
        let back = back_to(&world, &send, &keys());
        let vacation = format!("From: {ANA}\r\nTo: {back}\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nAway.\r\n");
        let delay = bounce(&send, &back, "450 4.2.2 full").replace("Action: failed", "Action: delayed");
        for raw in [vacation, delay] {
            let handled = world.take(&raw).await;
            assert_eq!((handled.send, handled.suppressed), (Some(send.id), false));
        }
        assert_eq!(world.state().await.and_then(|state| state.invalid.or(state.opted_out)), None);

        // A provider keeps our address from its report; the Message-ID of the copy tells which send it was.
        let id = send.message_id.clone().unwrap();
        let complaint = format!(
            "From: fbl@provider.example\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n\
             --b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n\r\n--b\r\nContent-Type: \
             message/rfc822\r\n\r\nMessage-ID: {id}\r\n\r\n--b--\r\n"
        );
        for _ in 0..3 {
            let handled = world.take(&complaint).await;
            assert_eq!((handled.returned.kind, handled.send, handled.suppressed), (Kind::Complaint, Some(send.id), true));
        }
        assert_eq!(world.count(ana, kind::EMAIL_COMPLAINED).await, 1);
        assert_eq!(world.count(ana, kind::CONSENT_WITHDRAWN).await, 1);
        assert_eq!(world.state().await.unwrap().opted_out.unwrap().reason, "called spam: guide");
        world.run("summer").await;
        world.settle().await;
        assert_eq!(world.sends().await.pop().unwrap().state.as_str(), "held");
        world.engine.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_message_goes_out_with_an_address_of_its_own_to_come_back_to() {
    let database = testkit::Database::sqlite();
    let world = world(database.url()).await;
    world.consenting(ANA, "Ana").await;
    let sink = super::sink::Sink::start(None, std::time::Duration::ZERO, false).await;
    let settings = mail::SmtpSettings::parse(&format!("smtp://127.0.0.1:{}", sink.port)).unwrap();
    let options = engine::perform::Options {
        bounce_domain: Some("bounce.example.com".into()),
        ..from_anywhere(mail::Transport::smtp(settings))
    };
    let performer = engine::perform::Performer::new(world.engine.clone(), options);
    performer.start_run("spring", None, None, None).await.unwrap();
    settle(&world.engine, &performer).await;
    let send = world.sends().await.pop().unwrap();
    assert_eq!(send.state.as_str(), "sent", "{:?}", send.reason);
    let senders = sink.senders();
    let returning = verp::verify(&keys(), &senders[0], world.engine.now());
    assert_eq!(returning.map(|returning| returning.send), Some(send.id), "{senders:?}");
    world.engine.stop().await;
}
