//! Names of the addresses that mail leaves from.

use super::*;

async fn said(zone: &Zone, sending: &Sending) -> Vec<(Verdict, String)> {
    found(zone, sending, Topic::Hosts).await
}

fn of(spf: Option<&str>, servers: &[&str]) -> Sending {
    let servers = servers.iter().map(ToString::to_string).collect();
    Sending { spf: spf.map(str::to_string), servers, ..sending() }
}

/// With a name that leads back.
fn named(zone: &mut Zone, address: &str) {
    let name = format!("host-{}.example.com", address.replace([':', '.'], "-"));
    zone.name(address, &name);
    zone.address(&name, address);
}

#[tokio::test]
async fn a_and_mx_are_followed_with_or_without_a_name_and_prefixes() {
    let mut zone = whole();
    zone.addresses
        .insert("bounce.example.com".into(), vec!["192.0.2.20".parse().unwrap(), "2001:db8::20".parse().unwrap()]);
    zone.address("out.example.com", "192.0.2.30");
    for address in ["192.0.2.7", "192.0.2.20", "192.0.2.30", "192.0.2.31"] {
        named(&mut zone, address);
    }
    let one = |text: &str| (Verdict::Good, text.to_string());
    let good = |address: &str| {
        let name = format!("host-{}.example.com", address.replace('.', "-"));
        one(&format!("{address} is called {name}, and {name} leads back to it"))
    };
    assert_eq!(said(&zone, &of(Some("mx"), &[])).await, [good("192.0.2.7")], "of the bounce domain");
    assert_eq!(said(&zone, &of(Some("+MX:bounce.example.com"), &[])).await, [good("192.0.2.7")]);
    assert_eq!(said(&zone, &of(Some("a:out.example.com"), &[])).await, [good("192.0.2.30")]);
    let nameless =
        (Verdict::Wrong, "2001:db8::20 has no name that leads back to it; Gmail refuses mail from there".to_string());
    assert_eq!(said(&zone, &of(Some("a"), &[])).await, [good("192.0.2.20"), nameless]);
    let pair = one("2 of 2 addresses of 192.0.2.30/31 have a name that leads back to them");
    assert_eq!(said(&zone, &of(Some("a:out.example.com/31//64"), &[])).await, [pair]);
    for nothing in [
        "include:spf.relay.test",
        "-mx",
        "a:%{d}.example.com",
        "exists:out.example.com",
        "ptr",
        "all",
        "a:gone.example.com",
    ] {
        assert_eq!(said(&zone, &of(Some(nothing), &[])).await, [], "{nothing}");
    }
}

#[tokio::test]
async fn ranges_are_looked_at_up_to_a_number_and_the_rest_is_counted() {
    let mut zone = whole();
    for n in 0..4 {
        named(&mut zone, &format!("192.0.2.{n}"));
    }
    let all = said(&zone, &of(Some("ip4:192.0.2.0/29"), &[])).await;
    let text = "4 of 8 addresses of 192.0.2.0/29 have a name that leads back to them; these do not: 192.0.2.4, 192.0.2.5, 192.0.2.6, 192.0.2.7";
    assert_eq!(all, [(Verdict::Advice, text.to_string())]);
    let all = said(&zone, &of(Some("ip4:192.0.2.8/30"), &[])).await;
    assert!(all[0].0 == Verdict::Wrong && all[0].1.starts_with("none of 4 addresses of 192.0.2.8/30"), "{all:?}");
    // Single addresses come first; a range that is not seen whole proves nothing.
    let all = said(&zone, &of(Some("ip4:198.51.100.0/24 ip4:192.0.2.1 ip6:2001:db8::/64"), &[])).await;
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(all[0].0 == Verdict::Good && all[0].1.starts_with("192.0.2.1 is called"), "{all:?}");
    assert!(all[1].0 == Verdict::Advice && all[1].1.starts_with("none of 31 addresses of 198.51.100.0/24"), "{all:?}");
    assert!(all[2].0 == Verdict::Unknown && all[2].1.contains("more than 1000000 further addresses"), "{all:?}");
    let all = said(&zone, &of(Some("ip4:198.51.100.0/26"), &[])).await;
    assert!(all[1].1.contains("the names of 32 further addresses"), "{all:?}");
    let many: Vec<String> = (0..40).map(|n| format!("ip4:192.0.2.{n}")).collect();
    assert_eq!(said(&zone, &of(Some(&many.join(" ")), &[])).await.len(), 33);
}

#[tokio::test]
async fn no_more_terms_are_followed_than_who_verifies_spf_does() {
    let mut zone = whole();
    for n in 0..14 {
        let (address, host) = (format!("192.0.2.{n}"), format!("out-{n}.example.com"));
        zone.address(&host, &address);
        zone.name(&address, &host);
    }
    let terms: Vec<String> = (0..14).map(|n| format!("a:out-{n}.example.com")).collect();
    let all = said(&zone, &of(Some(&terms.join(" ")), &[])).await;
    assert_eq!(all.len(), 11, "{all:?}");
    assert!(all[..10].iter().all(|(verdict, _)| *verdict == Verdict::Good), "{all:?}");
    assert!(all[10].0 == Verdict::Unknown && all[10].1.ends_with("left out: 4"), "{all:?}");
}

#[tokio::test]
async fn a_large_range_takes_the_looks_from_no_small_one_and_is_not_judged_by_its_start() {
    let mut zone = whole();
    for n in 0..8 {
        named(&mut zone, &format!("192.0.2.{n}"));
    }
    let whole = (Verdict::Good, "8 of 8 addresses of 192.0.2.0/29 have a name that leads back to them".to_string());
    for large in ["ip6:2001:db8::/64", "ip4:198.51.0.0/16"] {
        let all = said(&zone, &of(Some(&format!("{large} ip4:192.0.2.0/29")), &[])).await;
        assert_eq!(all[0], whole, "{large}: {all:?}");
        assert!(all.len() == 2 && all[1].0 == Verdict::Unknown && all[1].1.contains("further addresses"), "{all:?}");
        let all = said(&zone, &of(Some(large), &[])).await;
        assert!(all.len() == 1 && all[0].0 == Verdict::Unknown, "{large}: {all:?}");
    }
}

#[tokio::test]
async fn what_leads_into_a_private_network_from_here_proves_nothing() {
    let mut zone = whole();
    zone.address("out.example.com", "10.0.0.5");
    zone.exchanger("in.example.com", "out.example.com");
    for term in ["a:out.example.com", "mx:in.example.com", "a:out.example.com mx:in.example.com"] {
        let all = said(&zone, &of(Some(term), &[])).await;
        let text = "hosts of SPF lead into a private network, seen from here: out.example.com";
        assert_eq!(all, [(Verdict::Unknown, text.to_string())], "{term}");
    }
    // A name that the world sees lead back, and that leads inside here.
    zone.name("192.0.2.50", "out.example.com");
    for (term, first) in [("ip4:192.0.2.50", "192.0.2.50"), ("ip4:192.0.2.48/30", "192.0.2.50")] {
        let all = said(&zone, &of(Some(term), &[])).await;
        let text = format!("{first} is called out.example.com, which leads into a private network, seen from here");
        assert_eq!(all, [(Verdict::Unknown, text)], "{term}");
    }
}

#[tokio::test]
async fn without_a_word_from_us_the_record_is_read_where_the_server_is_our_own() {
    let mut zone = whole();
    zone.texts.insert("bounce.example.com".into(), vec!["v=spf1 ip4:192.0.2.40 include:spf.relay.test ~all".into()]);
    zone.address("mail.example.com", "192.0.2.41");
    zone.address("mail.example.com", "10.0.0.1");
    named(&mut zone, "192.0.2.41");
    let all = said(&zone, &of(None, &["mail.example.com"])).await;
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[0].0 == Verdict::Advice && all[0].1.contains("192.0.2.40 may send your mail"), "{all:?}");
    assert!(all[1].0 == Verdict::Good && all[1].1.starts_with("192.0.2.41 is called"), "{all:?}");
    let all = said(&zone, &of(None, &["127.0.0.1"])).await;
    assert!(all.len() == 1 && all[0].1.contains("192.0.2.40"), "a server of this machine is our own: {all:?}");
    let all = said(&zone, &of(None, &["smtp.relay.test"])).await;
    assert!(all.len() == 1 && all[0].0 == Verdict::Unknown && all[0].1.contains("smtp.relay.test"), "{all:?}");
    assert_eq!(said(&zone, &of(None, &[])).await, [], "a provider's API");
}
