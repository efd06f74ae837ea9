//! Records and ledger come back as they were committed, and the change log is hydrated from the ledger.

use crate::support::{WS, activity, apply, contact, lease, next, open};
use model::address::{AddressState, AddressUse, Suppressed, SuppressionKind};
use model::record::{ContactRole, Handover, HandoverState, OpportunityOutcome};
use model::*;
use store::addresses::{self, AddressPut};
use store::consents::{self, Consent};
use store::identity::{Identity, IdentityKind};
use store::suppressions::{Against, Narrow, Since};
use store::{accounts, activities, applier, changes, contacts, identity, leads, opportunities, suppressions, visitors};

fn lead(id: i64, contact: i64) -> Lead {
    Lead {
        id: LeadId(id),
        external_id: None,
        contact: ContactId(contact),
        account: Some(AccountId(1)),
        source: "webinar".into(),
        started_at: Timestamp(3),
        ended_at: None,
        outcome: None,
        stage: "new".into(),
        stage_since: Timestamp(3),
        stage_times: [("new".to_string(), Timestamp(3))].into(),
        aql: Some(record::Aql {
            at: Timestamp(4),
            behaviour: 40,
            account: 20,
            scoring_version: 1,
            qualification_version: 2,
            reasons: vec!["complete".into()],
        }),
        handover: Some(Handover {
            owner: UserId(2),
            rule: "north".into(),
            at: Timestamp(5),
            due: Timestamp(6),
            state: HandoverState::Waiting,
            reason: None,
            decided_at: None,
            note: None,
        }),
        fields: [("score".to_string(), Value::Decimal(Decimal(12_500_000)))].into(),
        created_at: Timestamp(3),
        updated_at: Timestamp(3),
    }
}

fn account() -> Account {
    Account {
        id: AccountId(1),
        external_id: Some("acme".into()),
        relationship: Relationship::Customer,
        owner: Some(UserId(2)),
        named_tier: Some(Tier::Named),
        fields: [("name".to_string(), Value::text("Ácme")), ("domain".to_string(), Value::text("acme.example"))].into(),
        created_at: Timestamp(1),
        updated_at: Timestamp(1),
    }
}

fn opportunity() -> Opportunity {
    let role = |contact, primary| ContactRole { contact: ContactId(contact), role: "buyer".into(), primary };
    Opportunity {
        id: OpportunityId(1),
        external_id: None,
        account: Some(AccountId(1)),
        lead: Some(LeadId(1)),
        amount: Some(Money { minor: -5, currency: Currency::EUR }),
        outcome: OpportunityOutcome::Won,
        opened_at: Timestamp(1),
        closed_at: Some(Timestamp(9)),
        roles: vec![role(2, true), role(1, false)],
        fields: Default::default(),
        created_at: Timestamp(1),
        updated_at: Timestamp(1),
    }
}

#[tokio::test]
async fn records_come_back_as_they_were_written() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = lease(&store, "a").await;
        let visitor =
            Visitor { id: VisitorId(1), anonymous_id: "anon".into(), contact: None, created_at: Timestamp(1) };
        let changes = vec![
            Change::Contact(contact(1)),
            Change::Contact(contact(2)),
            Change::Account(account()),
            Change::Lead(lead(1, 1)),
            Change::Opportunity(opportunity()),
            Change::Visitor(visitor.clone()),
        ];
        apply(&store, token, changes, vec![]).await.unwrap();
        let ids = [ContactId(2), ContactId(9), ContactId(1)];
        assert_eq!(contacts::by_ids(&store, WS, &ids).await.unwrap(), [contact(2), contact(1)]);
        assert_eq!(accounts::by_ids(&store, WS, &[AccountId(1)]).await.unwrap(), [account()]);
        assert_eq!(leads::by_ids(&store, WS, &[LeadId(1)]).await.unwrap(), [lead(1, 1)]);
        assert_eq!(opportunities::by_ids(&store, WS, &[OpportunityId(1)]).await.unwrap(), [opportunity()]);
        assert_eq!(visitors::by_ids(&store, WS, &[VisitorId(1)]).await.unwrap(), [visitor]);

        // Written again: the last of several holds, roles are replaced.
        let fewer = Opportunity { roles: opportunity().roles[1..].to_vec(), ..opportunity() };
        let older = Contact { email: None, ..contact(1) };
        let newer = Contact { email: Some("new@example.com".into()), ..contact(1) };
        let changes = vec![Change::Contact(older), Change::Contact(newer.clone()), Change::Opportunity(fewer.clone())];
        apply(&store, token, changes, vec![]).await.unwrap();
        assert_eq!(contacts::by_ids(&store, WS, &[ContactId(1)]).await.unwrap(), [newer]);
        assert_eq!(opportunities::by_ids(&store, WS, &[OpportunityId(1)]).await.unwrap(), [fewer]);
    })
    .await;
}

#[tokio::test]
async fn the_log_is_read_with_its_activities() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = lease(&store, "a").await;
        let mut written = Vec::new();
        for n in 1..=4_usize {
            let old = applier::cursor(&store, WS).await.unwrap();
            // The third has no activities.
            let facts = if n == 3 { vec![] } else { (0..n).map(|_| activity(0, Some(1))).collect() };
            let commit = next(&old, vec![Change::Contact(contact(n as i64))], facts);
            applier::commit(&store, WS, token, &old, &commit).await.unwrap();
            written.push(commit.batch.unwrap());
        }
        assert_eq!(changes::read(&store, WS, 0, 100).await.unwrap(), written);
        assert_eq!(changes::read(&store, WS, 1, 2).await.unwrap(), written[1..3]);
        assert_eq!(changes::last(&store, WS).await.unwrap(), 4);
        assert!(changes::read(&store, WS, 4, 100).await.unwrap().is_empty());
        let numbers = activities::by_numbers(&store, WS, &[3, 1, 99]).await.unwrap();
        assert_eq!(numbers.iter().map(|one| one.number).collect::<Vec<_>>(), [3, 1]);
        let range = activities::range(&store, WS, 2, 2).await.unwrap();
        assert_eq!(range.iter().map(|one| one.number).collect::<Vec<_>>(), [3, 4]);
    })
    .await;
}

#[tokio::test]
async fn joining_keeps_what_was_recorded() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = lease(&store, "a").await;
        let anonymous = Activity { visitor: Some(VisitorId(1)), ..activity(0, None) };
        apply(&store, token, vec![], vec![anonymous.clone(), anonymous]).await.unwrap();
        let joined = Change::Joined { contact: ContactId(1), numbers: vec![1, 2] };
        apply(&store, token, vec![Change::Contact(contact(1)), joined], vec![]).await.unwrap();
        let first = &activities::by_numbers(&store, WS, &[1]).await.unwrap()[0];
        assert_eq!((first.contact, first.visitor), (None, Some(VisitorId(1))));
        // But whose they became is known, and erasing the contact empties them.
        apply(&store, token, vec![Change::Erased { contact: ContactId(1) }], vec![]).await.unwrap();
        assert!(activities::by_numbers(&store, WS, &[1]).await.unwrap()[0].properties.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_merged_contact_is_an_alias_and_an_erased_one_is_gone() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = lease(&store, "a").await;
        let start = applier::cursor(&store, WS).await.unwrap();
        let all = (1..=3).map(|id| Change::Contact(contact(id))).chain([Change::Lead(lead(1, 2))]).collect();
        let mut commit = next(&start, all, vec![activity(0, Some(2))]);
        let put =
            |contact, address: &str, usage| AddressPut { contact: ContactId(contact), address: address.into(), usage };
        commit.addresses = vec![
            put(1, "shared@example.com", Some(AddressUse::Primary)),
            put(2, "shared@example.com", Some(AddressUse::Primary)),
            put(2, "c2@example.com", Some(AddressUse::Secondary)),
        ];
        let key = |value: &str, id| Identity { kind: IdentityKind::ContactExternal, value: value.into(), id: Some(id) };
        commit.identities = vec![key("crm-2", 2), key("crm-3", 3)];
        let why = Suppressed { at: Timestamp(7), reason: "unsubscribed".into() };
        let mut opted_out = AddressState::clear("c2@example.com");
        opted_out.opted_out = Some(why.clone());
        opted_out.topics = [("fairs_2".to_string(), why.clone())].into();
        let mut of_a_topic = AddressState::clear("c9@example.com");
        of_a_topic.topics = [("news".to_string(), why)].into();
        commit.address_states = vec![opted_out.clone(), of_a_topic.clone()];
        let consent = Consent {
            contact: ContactId(2),
            given: false,
            basis: "unsubscribed".into(),
            source: "web".into(),
            user: None,
            at: Timestamp(7),
        };
        commit.consents = vec![consent.clone()];
        applier::commit(&store, WS, token, &start, &commit).await.unwrap();
        assert_eq!(consents::of_contact(&store, WS, ContactId(2)).await.unwrap(), [consent]);

        // 3 goes into 2, then 2 into 1: both are aliases of 1.
        apply(&store, token, vec![Change::Merged { winner: ContactId(2), loser: ContactId(3) }], vec![]).await.unwrap();
        apply(&store, token, vec![Change::Merged { winner: ContactId(1), loser: ContactId(2) }], vec![]).await.unwrap();
        let winners = contacts::winners(&store, WS, &[ContactId(1), ContactId(2), ContactId(3)]).await.unwrap();
        assert_eq!(winners, [(ContactId(2), ContactId(1)), (ContactId(3), ContactId(1))].into());
        let keys =
            [(IdentityKind::ContactExternal, "crm-2".to_string()), (IdentityKind::ContactExternal, "crm-3".into())];
        let found = identity::lookup(&store, WS, &keys).await.unwrap();
        assert!(found.len() == 2 && found.values().all(|id| *id == 1), "{found:?}");
        let addresses = addresses::of_contacts(&store, WS, &[ContactId(1), ContactId(2)]).await.unwrap();
        let shown: Vec<_> = addresses.iter().map(|one| (one.contact.0, one.address.as_str(), one.usage)).collect();
        assert_eq!(
            shown,
            [(1, "shared@example.com", AddressUse::Primary), (1, "c2@example.com", AddressUse::Secondary)]
        );
        assert_eq!(leads::by_ids(&store, WS, &[LeadId(1)]).await.unwrap()[0].contact, ContactId(1));
        assert!(contacts::search(&store, WS, "crm", None, 9).await.unwrap().items.is_empty());

        let kept = |batches: Vec<model::ChangeBatch>| -> usize {
            let holds = |change: &&Change| matches!(change, Change::Contact(contact) if contact.email.is_some());
            batches.iter().flat_map(|batch| &batch.changes).filter(holds).count()
        };
        assert!(kept(changes::read(&store, WS, 0, 99).await.unwrap()) > 0);
        apply(&store, token, vec![Change::Erased { contact: ContactId(1) }], vec![]).await.unwrap();
        assert!(contacts::by_ids(&store, WS, &[ContactId(1)]).await.unwrap().is_empty());
        // The change log, from which the image is built anew, has forgotten the contact and those merged into it too.
        assert_eq!(kept(changes::read(&store, WS, 0, 99).await.unwrap()), 0);
        assert!(identity::lookup(&store, WS, &keys).await.unwrap().is_empty());
        assert!(addresses::contacts_of(&store, WS, &["c2@example.com".into()]).await.unwrap().is_empty());
        assert!(activities::by_numbers(&store, WS, &[1]).await.unwrap()[0].properties.is_empty());
        // The opt-out outlives everybody, for who knows the address.
        let states = addresses::states(&store, WS, &["c2@example.com".into()]).await.unwrap();
        assert_eq!(states["c2@example.com"], opted_out);
        let against = async |against: Against, begins: &str| {
            let narrow = Narrow { against, begins: begins.into(), domain: String::new(), in_clear: false };
            suppressions::page(&store, WS, &narrow, 0, 10).await.unwrap()
        };
        let (listed, total) = against(Against::One(SuppressionKind::OptOut, Since::default()), "").await;
        assert_eq!((&listed[0].opted_out, &listed[0].topics, total), (&opted_out.opted_out, &opted_out.topics, 1));
        assert!(listed[0].address.starts_with("erased:"), "{listed:?}");
        assert_eq!(against(Against::Topic("news".into()), "c9@").await, (vec![of_a_topic], 1));
        let topic = async |key: &str| against(Against::Topic(key.into()), "").await.1;
        assert_eq!(
            [topic("fairs_2").await, topic("fairs-2").await, topic("fairs").await, topic("news").await],
            [1, 0, 0, 1]
        );
        assert_eq!([topic("News").await, topic("%").await, topic("n%").await], [0, 0, 0], "on both alike");
        assert_eq!(against(Against::Anything, "").await.1, 2);
    })
    .await;
}
