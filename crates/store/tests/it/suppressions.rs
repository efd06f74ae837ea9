//! Suppressed addresses, narrowed by domain, time and words of the reason, and read in pieces.

use crate::support::{WS, lease, next, open};
use model::Timestamp;
use model::address::{AddressState, Suppressed, SuppressionKind};
use store::applier;
use store::suppressions::{Against, Narrow, Since, addresses, page, reasons};

const REFUSED: &str = "the receiving server says that there is no such mailbox";
const BACK: &str = "Mail came back: there is no such mailbox";

fn invalid(address: &str, at: i64, reason: &str) -> AddressState {
    let invalid = Some(Suppressed { at: Timestamp(at), reason: reason.into() });
    AddressState { invalid, ..AddressState::clear(address) }
}

fn narrow(domain: &str, since: Since) -> Narrow {
    let against = Against::One(SuppressionKind::Invalid, since);
    Narrow { against, begins: String::new(), domain: domain.into(), in_clear: true }
}

#[tokio::test]
async fn what_an_hour_did_to_a_domain_is_found_and_nothing_else() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let blocked = Some(Suppressed { at: Timestamp(15), reason: "asked".into() });
        let states = [
            invalid("ana@down.example", 10, REFUSED),
            invalid("bo@down.example", 15, BACK),
            invalid("cy@down.example", 20, REFUSED),
            invalid("di@sub.down.example", 15, REFUSED),
            invalid("ed@markdown.example", 15, REFUSED),
            invalid("x@a.example", 15, "100% of it_ failed"),
            AddressState { blocked, ..AddressState::clear("fi@down.example") },
            invalid("erased:00ff", 15, REFUSED),
        ];
        let token = lease(&store, "a").await;
        let start = applier::cursor(&store, WS).await.unwrap();
        let mut commit = next(&start, vec![], vec![]);
        commit.address_states = states.to_vec();
        applier::commit(&store, WS, token, &start, &commit).await.unwrap();
        let found = async |narrow: &Narrow| {
            let all = addresses(&store, WS, narrow, "", 100).await.unwrap();
            assert_eq!(page(&store, WS, narrow, 0, 100).await.unwrap().1, all.len() as u64);
            all
        };
        let hour = || Since { from: Some(Timestamp(10)), to: Some(Timestamp(20)), ..Since::default() };
        assert_eq!(found(&narrow("down.example", hour())).await, ["ana@down.example", "bo@down.example"]);
        let words = |words: &str| Since { words: words.into(), ..hour() };
        assert_eq!(found(&narrow("down.example", words("mail CAME back"))).await, ["bo@down.example"]);
        // Words are no pattern.
        assert_eq!(found(&narrow("", words("100% of it_"))).await, ["x@a.example"]);
        assert_eq!(found(&narrow("", words("100_ of"))).await, [""; 0]);
        let all = narrow("", Since::default());
        assert_eq!(
            found(&all).await.len(),
            6,
            "blocked is another kind, and of who was erased nobody knows the address"
        );
        assert_eq!(page(&store, WS, &Narrow { in_clear: false, ..all.clone() }, 0, 1).await.unwrap().1, 7);
        let mut read: Vec<String> = Vec::new();
        loop {
            let after = read.last().cloned().unwrap_or_default();
            let piece = addresses(&store, WS, &all, &after, 4).await.unwrap();
            if piece.is_empty() {
                break;
            }
            read.extend(piece);
        }
        assert_eq!(read, found(&all).await, "piece by piece as at once");
        let why =
            reasons(&store, WS, SuppressionKind::Invalid, &narrow("down.example", Since::default())).await.unwrap();
        assert_eq!(why, [(REFUSED.to_string(), 2), (BACK.to_string(), 1)]);
    })
    .await;
}
