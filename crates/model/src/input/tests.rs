//! Intake rows come back as they were packed.

use super::*;

#[test]
fn an_intake_row_comes_back() {
    let envelope = Envelope {
        message_id: "m1".into(),
        source: "web".into(),
        historical: false,
        cause: None,
        depth: 0,
        received_at: Timestamp(5),
        user: None,
        input: Input::Event(Event {
            call: Call::Track,
            anonymous_id: Some("a".into()),
            user_id: None,
            name: Some("Signed up".into()),
            group_id: None,
            previous_id: None,
            traits: BTreeMap::new(),
            properties: [("plan".to_string(), serde_json::json!({"name": "pro", "n": [1, 2.5, null]}))].into(),
            at: Timestamp(4),
        }),
    };
    let account = |named_tier| Input::Account(AccountPut { named_tier, ..AccountPut::default() });
    let inputs = [Input::Tick, account(None), account(Some(None)), account(Some(Some(Tier::Named)))];
    let mut batch = vec![envelope.clone()];
    batch.extend(inputs.map(|input| Envelope { input, ..envelope.clone() }));
    assert_eq!(unpack(&pack(&batch).unwrap()).unwrap(), batch);
}
