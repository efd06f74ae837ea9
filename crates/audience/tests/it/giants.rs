//! An account of very many contacts: the deed of one costs what the deed of anybody costs, unless it changes what is said
//! of all of them. What it costs is how many contacts are asked.

use crate::uncounted::Uncounted;
use audience::{Image, Overlay};
use model::filter::{AtAccount, Count};
use model::*;
use rules::arbitrary::START;
use rules::{View, evaluate};
use serde_json::json;

const CONTACTS: i64 = 50_000;

fn now() -> Timestamp {
    START.plus(40 * DAY)
}

fn segment(key: String, filter: serde_json::Value) -> Change {
    let body = json!({"label": key, "filter": filter}).to_string();
    Change::Definition { kind: DefinitionKind::Segment, key, version: 1, body: Some(body) }
}

fn viewed(asset: &str, days: u32) -> serde_json::Value {
    json!({"did": {"kind": ["page_viewed"], "asset": [asset], "window": {"last_days": days}}})
}

/// Fifty segments, five of which ask what the contacts of the account do.
fn segments() -> Vec<Change> {
    let own = (0..45).map(|n| segment(format!("own-{n}"), viewed(&format!("p{n}"), 30)));
    let of_account = |n: u32| json!({"at_account": {"who": viewed("pricing", 7 + n), "count": {"at_least": 3}}});
    own.chain((0..5).map(|n| segment(format!("account-{n}"), of_account(n)))).collect()
}

fn contact(id: i64) -> Change {
    Change::Contact(Contact {
        id: ContactId(id),
        external_id: None,
        account: Some(AccountId(1)),
        relationship: Relationship::Prospect,
        owner: None,
        email: None,
        fields: Default::default(),
        acquisition_program: None,
        created_at: START,
        updated_at: START,
    })
}

fn visit(number: i64, contact: i64) -> Activity {
    Activity {
        number,
        contact: Some(ContactId(contact)),
        visitor: None,
        lead: None,
        kind: "page_viewed".into(),
        asset: Some("pricing".into()),
        occurred_at: now(),
        recorded_at: now(),
        value: None,
        properties: Default::default(),
        live: true,
        source: "test".into(),
    }
}

fn giant(contacts: i64) -> Image {
    let mut image = Image::new();
    let changes = (1..=contacts).map(contact).chain(segments()).collect();
    let batch = ChangeBatch { seq: 1, now: now(), changes, ledger: None, activities: Vec::new() };
    image.fold(&batch).expect("follows");
    image
}

/// The next contact looks at the prices: who is settled, and how many are asked for it.
fn looks(image: &mut Image, number: i64) -> (Vec<ContactId>, usize) {
    let mut overlay = Overlay::new(image, now());
    overlay.add(visit(number, number));
    let contacts = overlay.take_unsettled();
    let moves = overlay.settle(&contacts).expect("settles");
    let asked = overlay.asked();
    let (changes, activities) = overlay.take();
    let seq = image.seq() + 1;
    image.fold(&ChangeBatch { seq, now: now(), changes, ledger: Some((number, number)), activities }).expect("follows");
    moves.until.into_iter().for_each(|(contact, until)| image.note_until(contact, until));
    (contacts, asked)
}

#[test]
fn colleagues_are_settled_when_what_is_said_of_all_of_them_changes_and_only_then() {
    let mut image = giant(CONTACTS);
    let members = |image: &Image, n: i64| image.members(&format!("account-{n}")).len() as i64;
    for number in 1..=2 {
        assert_eq!(looks(&mut image, number), (vec![ContactId(number)], 1), "two of three look at the prices");
    }
    assert_eq!(looks(&mut image, 3).0.len() as i64, CONTACTS, "the third is the account's interest");
    assert!((0..5).all(|n| members(&image, n) == CONTACTS));
    for number in 4..36 {
        assert_eq!(looks(&mut image, number), (vec![ContactId(number)], 1), "one more says nothing new of the account");
    }
    // All of them by time alone, at once: when the seven days of the third-latest visit have passed.
    assert_eq!(image.next_due(), Some(now().plus(7 * DAY)));
}

/// In the midst of a batch that touches one contact of the account after the other, each settled as it comes.
#[test]
fn a_deed_asks_one_however_many_colleagues_the_batch_touched_before() {
    const MANY: i64 = 4_000;
    let mut image = giant(MANY);
    let activities = (1..=MANY).map(|number| visit(number, number)).collect();
    let batch = ChangeBatch { seq: 2, now: now(), changes: Vec::new(), ledger: Some((1, MANY)), activities };
    image.fold(&batch).expect("follows");
    let mut overlay = Overlay::new(&image, now());
    // All may change at the same instant: then the last contacts are the first to be looked at.
    for contact in (1..=MANY).rev() {
        let before = overlay.asked();
        overlay.add(visit(MANY + contact, contact));
        overlay.settle(&[ContactId(contact)]).expect("settles");
        assert_eq!(overlay.asked() - before, 1);
    }
}

/// What programs and the lifecycle ask of a contact in the midst of a batch: in a segment, or by themselves.
#[test]
fn what_latches_on_colleagues_asks_none_of_them_again() {
    const MANY: i64 = 2_000;
    let mut image = giant(MANY);
    let interested = |days: u32, window: u32| {
        let who = serde_json::from_value(viewed("pricing", window)).expect("a condition");
        Filter::AtAccount(AtAccount { who: Box::new(who), count: Count { at_least: days, at_most: None } })
    };
    let (audience, ahead) = (interested(3, 90), interested(4, 80));
    let nurture = json!({
        "label": "Drip", "channel": "Email", "does": {"nurture": {
            "audience": audience, "dormant_days": 90, "categories": [], "mid_at": 30, "late_at": 60, "hysteresis": 5,
            "every_days": 7, "hour": 9,
        }},
    });
    let lifecycle = json!({
        "label": "Stages",
        "stages": [
            {"key": "new", "label": "New", "kind": "inventory"},
            {"key": "warm", "label": "Warm", "kind": "inventory"},
        ],
        "transitions": [{"from": ["new"], "to": "warm", "on": "filter", "when": ahead}],
    });
    let published = [(DefinitionKind::Program, "drip", nurture), (DefinitionKind::Lifecycle, "main", lifecycle)];
    let changes = published.map(|(kind, key, body)| {
        Body::parse(kind, &body).expect("a definition");
        Change::Definition { kind, key: key.to_string(), version: 1, body: Some(body.to_string()) }
    });
    let batch = ChangeBatch { seq: 2, now: now(), changes: changes.to_vec(), ledger: None, activities: Vec::new() };
    image.fold(&batch).expect("follows");
    let asks = [Filter::InSegment("account-0".into()), audience, ahead];
    let mut overlay = Overlay::new(&image, now());
    for contact in 1..=6 {
        overlay.add(visit(contact, contact));
        // Whoever it is asked of: the one that moved, and colleagues that did nothing.
        for other in [contact, MANY - 1, MANY] {
            let subject = overlay.subject(ContactId(other)).expect("is there");
            for (filter, from) in asks.iter().zip([3, 3, 4]) {
                let told = evaluate(&overlay, filter, subject, now());
                assert_eq!(told.holds, contact >= from);
                if other == MANY {
                    assert_eq!(told, evaluate(&Uncounted(&overlay), filter, subject, now()));
                }
            }
        }
        assert_eq!(overlay.asked(), contact as usize, "one for each deed");
    }
    // Whom an answer concerns is settled, though no segment and no score says it.
    assert_eq!(overlay.take_unsettled().len() as i64, MANY);
}
