//! What lanes do, without mail.

use super::*;
use store::sends::SendState;

const FAST: Duration = Duration::from_millis(5);

fn send(id: i64, domain: &str) -> Send {
    Send {
        id: model::SendId(id),
        run: None,
        program: None,
        occurrence: "o".into(),
        contact: model::ContactId(id),
        address: format!("c{id}@{domain}"),
        email: "hello".into(),
        email_version: 1,
        operational: false,
        details: "{}".into(),
        state: SendState::Leased,
        due_at: model::Timestamp(0),
        attempt: 1,
        token: 1,
        message_id: None,
        reason: None,
        created_at: model::Timestamp(0),
        updated_at: model::Timestamp(0),
        handed_at: None,
        way: None,
    }
}

fn begin(lanes: &mut Lanes) -> Vec<String> {
    let begun = std::iter::from_fn(|| lanes.next()).map(|send| domain(&send).to_string()).collect();
    check(lanes);
    begun
}

/// What is counted as it changes is what is there.
fn check(lanes: &Lanes) {
    let of = |listed: bool| lanes.lanes.values().filter(move |lane| lane.listed || !listed);
    assert_eq!(lanes.ready(), of(true).map(|lane| lane.waiting.len()).sum::<usize>());
    assert_eq!(lanes.waiting, of(false).map(|lane| lane.waiting.len()).sum::<usize>());
}

fn filled(width: usize, domains: &[&str], each: i64) -> (Lanes, Instant) {
    let (mut lanes, now) = (Lanes::new(width, Duration::from_secs(60)), Instant::now());
    for n in 0..each {
        for (place, domain) in domains.iter().enumerate() {
            assert!(matches!(lanes.put(send(n * 10 + place as i64, domain), now), Place::Waits));
        }
    }
    (lanes, now)
}

#[test]
fn a_lane_widens_with_what_is_taken_and_a_slow_one_keeps_a_tenth() {
    let (mut lanes, now) = filled(20, &["quick.test", "slow.test"], 200);
    assert_eq!(begin(&mut lanes).len(), 2, "one each to begin with");
    for _ in 0..30 {
        lanes.over("quick.test", Heard::Answer, (FAST, None), now);
        lanes.over("slow.test", Heard::Answer, (Duration::from_secs(2), None), now);
        begin(&mut lanes);
    }
    assert_eq!((lanes.lanes["quick.test"].under_way, lanes.lanes["slow.test"].under_way), (20, 2));
    let troubled = lanes.troubled(now);
    assert_eq!(
        troubled.iter().map(|lane| (lane.domain.as_str(), lane.slow)).collect::<Vec<_>>(),
        [("slow.test", true)]
    );
}

#[test]
fn what_does_not_answer_rests_longer_each_time_and_its_mail_waits() {
    let (mut lanes, now) = filled(20, &["dead.test"], 50);
    for _ in 0..REST_AFTER {
        begin(&mut lanes);
        lanes.over("dead.test", Heard::Silence, (FAST, Some("no reply")), now);
    }
    check(&lanes);
    assert!(lanes.resting(now).len() > 40);
    check(&lanes);
    let Place::Later { wait, reason, .. } = lanes.put(send(1_000, "dead.test"), now) else { panic!("not put off") };
    assert_eq!((wait, reason.as_str()), (Duration::from_secs(60), "mail to dead.test rests: no reply"));
    // One tries it again; nothing comes, and it rests twice as long.
    let later = now + Duration::from_secs(61);
    assert!(matches!(lanes.put(send(1_001, "dead.test"), later), Place::Waits));
    lanes.over("dead.test", Heard::Silence, (FAST, None), later);
    let Place::Later { wait, .. } = lanes.put(send(1_002, "dead.test"), later) else { panic!("not put off") };
    assert!(wait >= Duration::from_secs(120), "{wait:?}");
    lanes.over("dead.test", Heard::Answer, (FAST, None), later);
    assert!(lanes.troubled(later).is_empty());
}

#[test]
fn limits_of_a_domain_are_kept() {
    let (mut lanes, now) = (Lanes::new(20, Duration::from_secs(60)), Instant::now());
    lanes.set(20, &[LaneLimit { domain: "Few.test".into(), connections: 1, per_minute: 60 }]);
    let places: Vec<bool> = (0..10).map(|n| matches!(lanes.put(send(n, "few.test"), now), Place::Waits)).collect();
    assert_eq!(places.iter().filter(|waits| **waits).count(), 2, "one now, one in a second");
    assert_eq!(begin(&mut lanes).len(), 1);
    assert!(lanes.troubled(now)[0].limited);
    lanes.over("few.test", Heard::Later, (FAST, Some("4.7.0 come back later")), now);
    assert_eq!(lanes.troubled(now)[0].reason.as_deref(), Some("4.7.0 come back later"));
}

#[test]
fn times_are_given_out_so_far_ahead_and_then_anew() {
    let (mut lanes, now) = (Lanes::new(20, Duration::from_secs(60)), Instant::now());
    lanes.set(20, &[LaneLimit { domain: "few.test".into(), connections: 1, per_minute: 60 }]);
    let waits = (0..1_000).filter_map(|n| match lanes.put(send(n, "few.test"), now) {
        Place::Waits => None,
        Place::Later { wait, .. } => Some(wait),
    });
    let waits: Vec<Duration> = waits.collect();
    assert!(waits.iter().all(|wait| *wait <= Duration::from_secs(303)), "{:?}", waits.iter().max());
    assert!(waits.iter().filter(|wait| **wait < Duration::from_secs(10)).count() < 50, "not all at once");
    check(&lanes);
    lanes.drain();
    check(&lanes);
}

#[test]
fn a_lane_that_is_not_used_is_forgotten_and_what_it_did_badly_after_a_day() {
    let (mut lanes, now) = filled(20, &["quick.test", "dead.test"], 1);
    begin(&mut lanes);
    lanes.over("quick.test", Heard::Answer, (FAST, None), now);
    lanes.over("dead.test", Heard::Silence, (FAST, Some("no reply")), now);
    lanes.forget(now);
    assert_eq!(lanes.lanes.len(), 2, "lately used");
    lanes.forget(now + Duration::from_secs(90));
    assert_eq!(lanes.lanes.keys().collect::<Vec<_>>(), ["dead.test"]);
    lanes.forget(now + Duration::from_secs(23 * 3_600));
    assert_eq!(lanes.lanes.len(), 1, "not yet");
    lanes.forget(now + Duration::from_secs(25 * 3_600));
    assert!(lanes.lanes.is_empty());
}

#[test]
fn what_was_put_off_is_called_back_when_the_lane_has_run_dry() {
    let (mut lanes, now) = filled(20, &["slow.test", "quick.test"], 1);
    begin(&mut lanes);
    lanes.over("quick.test", Heard::Answer, (FAST, None), now);
    lanes.over("slow.test", Heard::Answer, (Duration::from_secs(2), None), now);
    let put_off =
        (1_000..1_400).filter(|n| matches!(lanes.put(send(*n, "slow.test"), now), Place::Later { .. })).count();
    assert_eq!(put_off, 400 - BACKLOG);
    assert_eq!(lanes.dry(now), [], "it has mail yet");
    loop {
        let begun = begin(&mut lanes);
        if begun.is_empty() {
            break;
        }
        begun.iter().for_each(|domain| lanes.over(domain, Heard::Answer, (Duration::from_secs(2), None), now));
    }
    let dry = lanes.dry(now);
    assert_eq!(
        dry.iter().map(|(domain, _, most)| (domain.as_str(), *most)).collect::<Vec<_>>(),
        [("slow.test", BACKLOG)]
    );
    assert_eq!(lanes.dry(now), [], "called a moment ago");
    let later = now + Duration::from_secs(2);
    // It is quick again: more may come.
    for n in 2_000..2_040 {
        assert!(matches!(lanes.put(send(n, "slow.test"), later), Place::Waits));
        begin(&mut lanes);
        lanes.over("slow.test", Heard::Answer, (FAST, None), later);
    }
    assert_eq!(lanes.dry(later)[0].2, BACKLOG * 20);
    lanes.caught_up("slow.test", later);
    assert_eq!(lanes.dry(later + Duration::from_secs(2)), []);
}

#[test]
fn what_was_put_off_furthest_is_called_back_though_times_begin_anew() {
    let (mut lanes, now) = filled(20, &["dead.test"], 10);
    for _ in 0..REST_AFTER {
        begin(&mut lanes);
        lanes.over("dead.test", Heard::Silence, (FAST, None), now);
    }
    drop(lanes.resting(now));
    let waits = (1_000..1_600).filter_map(|n| match lanes.put(send(n, "dead.test"), now) {
        Place::Waits => None,
        Place::Later { wait, .. } => Some(wait),
    });
    let furthest = waits.max().unwrap();
    assert!(furthest > Duration::from_secs(300), "{furthest:?}");
    begin(&mut lanes);
    lanes.over("dead.test", Heard::Answer, (FAST, None), now);
    assert_eq!(lanes.dry(now).iter().map(|(_, to, _)| *to).collect::<Vec<_>>(), [furthest]);
}

#[test]
fn a_lane_that_rests_or_goes_by_a_rate_calls_nothing_back() {
    let (mut lanes, now) = filled(20, &["dead.test"], 50);
    for _ in 0..REST_AFTER {
        begin(&mut lanes);
        lanes.over("dead.test", Heard::Silence, (FAST, None), now);
    }
    for send in lanes.resting(now) {
        assert!(matches!(lanes.put(send, now), Place::Later { .. }));
    }
    assert_eq!(lanes.dry(now), []);
    let over = now + Duration::from_millis(60_100);
    assert_eq!(lanes.dry(over), [], "the first tries it again");
    assert!(matches!(lanes.put(send(1_000, "dead.test"), over), Place::Waits));
    begin(&mut lanes);
    lanes.over("dead.test", Heard::Answer, (FAST, None), over);
    assert_eq!(lanes.dry(over).len(), 1);

    lanes.set(20, &[LaneLimit { domain: "few.test".into(), connections: 0, per_minute: 60 }]);
    (2_000..2_010).for_each(|n| drop(lanes.put(send(n, "few.test"), over)));
    while let [_, ..] = *begin(&mut lanes) {
        lanes.over("few.test", Heard::Answer, (FAST, None), over);
    }
    assert!(lanes.dry(over + Duration::from_secs(2)).iter().all(|(domain, ..)| domain != "few.test"));
}
