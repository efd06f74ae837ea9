//! Traces of people, proxies and scanners, made after what these are known to do: who is taken for whom.

use model::hit::{Fetch, Hit, Label, Network, Signal};
use model::{DAY, HOUR, MINUTE, SECOND, SendId, Timestamp};
use rules::hits::{AROUND, Around, Device, device, judge};
use std::collections::BTreeMap;

const ACCEPTED: Timestamp = Timestamp(1_790_000_000_000_000);

/// Clients of people.
const PEOPLE: &[&str] = &[
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36 Edg/129.0.0.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    "Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 12; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
    "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0; Microsoft Outlook 16.0.17928; ms-office)",
    "Mozilla/5.0 (Windows NT 10.0; rv:115.0) Gecko/20100101 Thunderbird/115.12.0",
];
const HOMES: &[&str] = &["88.12.4.9", "81.44.201.7", "79.116.8.33", "62.97.12.5", "2a0c:5a80:11::9", "95.34.77.1"];
/// What scanners call themselves when they lie.
const LIARS: &[&str] = &[
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/117.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko",
];
const CLOUDS: &[&str] = &["18.196.3.4", "3.64.9.9", "34.120.7.1", "159.65.3.3", "2a05:d014:1::4"];

/// Hits with the label that each should get; one message each trace unless it says otherwise.
#[derive(Default)]
struct Trace {
    hits: Vec<(Hit, Label)>,
    page: Option<bool>,
}

struct Corpus(Vec<(&'static str, Trace)>);

fn hit(send: i64, fetch: Fetch, link: u16, after: i64, agent: &str, address: &str) -> Hit {
    Hit {
        send: SendId(send),
        fetch,
        link,
        target: String::new(),
        at: ACCEPTED.plus(after),
        method: "GET".into(),
        agent: agent.into(),
        network: address.parse().ok().map(Network::of),
    }
}

impl Corpus {
    fn add(&mut self, name: &'static str, label: Label, hits: Vec<Hit>) {
        let hits = hits.into_iter().map(|hit| (hit, label)).collect();
        self.0.push((name, Trace { hits, page: None }));
    }

    fn people(&mut self) {
        let mut send = 0;
        for (n, agent) in PEOPLE.iter().enumerate() {
            for (m, home) in HOMES.iter().enumerate() {
                send += 1;
                // From a minute to three days after, an opening and perhaps a click or two.
                let after = 20 * SECOND + (n * 7 + m) as i64 * 67 * MINUTE;
                let mut hits = vec![hit(send, Fetch::Open, 0, after, agent, home)];
                if m % 2 == 0 {
                    hits.push(hit(send, Fetch::Click, 1, after + 9 * SECOND, agent, home));
                }
                if m % 3 == 0 {
                    hits.push(hit(send, Fetch::Click, 3, after + 40 * SECOND, agent, home));
                    hits.push(hit(send, Fetch::Open, 0, after + DAY, agent, HOMES[(m + 1) % HOMES.len()]));
                }
                self.add("a person", Label::Human, hits);
            }
        }
        // Colleagues behind one address, hours after; many readers of one mobile network in the minute of a large send.
        for n in 0..4 {
            send += 10;
            let office = |k: i64| hit(send + k, Fetch::Click, 1, 3 * HOUR + k * 8 * SECOND, PEOPLE[n], "212.4.99.7");
            self.add("an office", Label::Human, (0..6).map(office).collect());
            send += 10;
            let phones = |k: i64| hit(send + k, Fetch::Open, 0, 20 * MINUTE + k * 5 * SECOND, PEOPLE[3], "85.48.1.1");
            self.add("a mobile network", Label::Human, (0..10).map(phones).collect());
        }
        // Quick, but on the site a moment later.
        for (n, home) in HOMES.iter().enumerate() {
            send += 1;
            let click = hit(send, Fetch::Click, 0, (8 + n as i64 * 6) * SECOND, PEOPLE[n], home);
            let trace = Trace { hits: vec![(click, Label::Human)], page: Some(true) };
            self.0.push(("a quick person", trace));
            send += 1;
            // On a page of somebody else's, where nothing is counted.
            let click = hit(send, Fetch::Click, 0, (20 + n as i64 * 6) * SECOND, PEOPLE[n], home);
            let trace = Trace { hits: vec![(click, Label::Human)], page: Some(false) };
            self.0.push(("a quick person elsewhere", trace));
        }
    }

    fn proxies(&mut self) {
        for n in 0..10_i64 {
            let after = 30 * SECOND + n * 11 * MINUTE;
            let open =
                |send: i64, agent: &str, address: &str| vec![hit(2_000 + send, Fetch::Open, 0, after, agent, address)];
            let relay = format!("104.28.{}.7", n * 3);
            self.add("Apple", Label::Proxy, open(n, "Mozilla/5.0", &relay));
            let gmail = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
            self.add("Gmail", Label::Proxy, open(20 + n, gmail, &format!("66.249.{}.1", 64 + n)));
            let outlook = format!("40.94.{}.9", 20 + n);
            self.add("Outlook", Label::Proxy, open(40 + n, PEOPLE[n as usize % 3], &outlook));
            let yahoo = "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html";
            self.add("Yahoo", Label::Proxy, open(60 + n, yahoo, "98.137.1.1"));
        }
    }

    fn scanners(&mut self) {
        for n in 0..15_i64 {
            let (liar, cloud) = (LIARS[n as usize % LIARS.len()], CLOUDS[n as usize % CLOUDS.len()]);
            let click = |send: i64, link: u16, after: i64, agent: &str, address: &str| {
                hit(3_000 + send, Fetch::Click, link, after, agent, address)
            };
            let on_arrival = (n - 3) * SECOND / 2;
            self.add("on arrival", Label::Scanner, vec![click(n, 0, on_arrival, liar, cloud)]);
            // One link after the other, later, each from another machine; the pixel along with them.
            let start = 90 * SECOND + n * 13 * MINUTE;
            let address = |k: u16| if n % 2 == 0 { cloud.to_string() } else { format!("18.{}.3.4", 190 + k) };
            let mut burst: Vec<Hit> =
                (0..5_u16).map(|k| click(100 + n, k, start + i64::from(k) * 1_700_000, liar, &address(k))).collect();
            burst.push(hit(3_100 + n, Fetch::Open, 0, start + SECOND, liar, &address(0)));
            self.add("every link", Label::Scanner, burst);
            let head = Hit { method: "HEAD".into(), ..click(200 + n, 0, start, PEOPLE[n as usize % 8], cloud) };
            self.add("HEAD", Label::Scanner, vec![head]);
            let names = [
                "Barracuda Sentinel (EE)",
                "python-requests/2.31.0",
                "Mimecast URL Protect",
                "curl/8.4.0",
                "Mozilla/5.0",
            ];
            self.add("by name", Label::Scanner, vec![click(300 + n, 2, start, names[n as usize % 5], cloud)]);
            let networks =
                ["64.235.150.8", "205.139.110.4", "148.163.140.1", "40.94.31.7", "20.76.4.1", "85.158.137.2"];
            let network = networks[n as usize % networks.len()];
            self.add("by network", Label::Scanner, vec![click(400 + n, 1, start, liar, network)]);
            let mut trapped = vec![hit(3_500 + n, Fetch::Trap, u16::MAX, start, liar, cloud)];
            trapped.push(click(500 + n, 1, start + 4 * SECOND, liar, cloud));
            self.add("trapped", Label::Scanner, trapped);
        }
        // One gateway looks at the mail of many as it arrives, one link each.
        for n in 0..6_i64 {
            let of = |k: i64| {
                hit(4_000 + n * 20 + k, Fetch::Click, 0, (10 + k * 4) * SECOND, LIARS[1], CLOUDS[n as usize % 5])
            };
            self.add("a gateway", Label::Scanner, (0..8).map(of).collect());
        }
        // Links in pairs, within seconds of a minute's quarantine, by what says that it is an ancient browser.
        for n in 0..6_i64 {
            let old =
                "Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/41.0.2228.0 Safari/537.36";
            let of =
                |link: u16| hit(4_500 + n, Fetch::Click, link, 40 * SECOND + i64::from(link) * SECOND, old, CLOUDS[0]);
            self.add("in pairs", Label::Scanner, vec![of(0), of(1)]);
        }
    }
}

fn judged(trace: &Trace, all: &[&Hit], hit: &Hit) -> (Label, Vec<Signal>) {
    let near: Vec<&Hit> = all
        .iter()
        .copied()
        .filter(|other| (other.at.0 - hit.at.0).abs() <= AROUND)
        .filter(|other| other.send == hit.send || other.network == hit.network)
        .collect();
    let judgement = judge(hit, &Around { accepted: Some(ACCEPTED), hits: &near, page: trace.page });
    (judgement.label, judgement.signals)
}

#[test]
fn scanners_are_found_and_people_are_not_lost() {
    let mut corpus = Corpus(Vec::new());
    corpus.people();
    corpus.proxies();
    corpus.scanners();
    assert!(corpus.0.len() >= 150, "{} traces", corpus.0.len());
    let mut counts: BTreeMap<(Label, Label), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (name, trace) in &corpus.0 {
        let all: Vec<&Hit> = trace.hits.iter().map(|(hit, _)| hit).collect();
        for (hit, label) in &trace.hits {
            let (found, signals) = judged(trace, &all, hit);
            *counts.entry((*label, found)).or_default() += 1;
            if found != *label {
                wrong.push(format!("{name}: {label:?} taken for {found:?} by {signals:?}: {hit:?}"));
            }
        }
    }
    let of = |label: Label| counts.iter().filter(|((is, _), _)| *is == label).map(|(_, n)| n).sum::<usize>() as f64;
    let right = |label: Label| counts.get(&(label, label)).copied().unwrap_or(0) as f64 / of(label);
    println!("{} traces: {counts:?}", corpus.0.len());
    assert!(right(Label::Scanner) >= 0.95, "{wrong:#?}");
    assert!(1.0 - right(Label::Human) <= 0.005, "{wrong:#?}");
    assert_eq!(counts.get(&(Label::Proxy, Label::Human)), None, "{wrong:#?}");
}

#[test]
fn what_comes_a_minute_later_changes_nothing_any_more() {
    let first = hit(1, Fetch::Click, 0, HOUR, PEOPLE[0], HOMES[0]);
    let later: Vec<Hit> =
        (0..9).map(|n| hit(1 + n, Fetch::Click, n as u16, HOUR + AROUND + SECOND, PEOPLE[0], HOMES[0])).collect();
    let all: Vec<&Hit> = later.iter().collect();
    let alone = judge(&first, &Around { accepted: Some(ACCEPTED), ..Around::default() });
    assert_eq!(judge(&first, &Around { accepted: Some(ACCEPTED), hits: &all, page: None }), alone);
    assert_eq!(alone.label, Label::Human);
}

#[test]
fn one_who_clicks_without_end_is_judged_at_once() {
    let many: Vec<Hit> =
        (0..20_000).map(|n| hit(1, Fetch::Click, (n % 2) as u16, HOUR + n * 3_000, PEOPLE[0], HOMES[0])).collect();
    let all: Vec<&Hit> = many.iter().collect();
    let began = testkit::processor_time();
    let found = judge(&many[10_000], &Around { accepted: Some(ACCEPTED), hits: &all, page: None });
    assert_eq!(found.signals, [Signal::Pair]);
    let took = testkit::processor_time() - began;
    assert!(took.as_secs() < 2, "{took:?}");
}

#[test]
fn a_clock_that_was_put_back_makes_nobody_a_scanner() {
    let before = |by: i64| hit(1, Fetch::Click, 0, -by, PEOPLE[0], HOMES[0]);
    let label = |hit: &Hit| judge(hit, &Around { accepted: Some(ACCEPTED), ..Around::default() }).label;
    assert_eq!([label(&before(SECOND)), label(&before(HOUR))], [Label::Scanner, Label::Human]);
}

#[test]
fn devices() {
    let is = |n: usize| device(PEOPLE[n]);
    assert_eq!(
        [is(0), is(3), is(4), is(5), is(8)],
        [Device::Computer, Device::Phone, Device::Tablet, Device::Phone, Device::Computer]
    );
    assert_eq!(device("Mozilla/5.0"), Device::Other);
}
