//! Headers are the same for the same send, and cannot be broken out of.

use content::headers::{boundary, marketing, message_id};
use content::token::Keys;
use model::{SendId, WorkspaceId};

#[test]
fn a_send_keeps_its_message_id_through_a_change_of_keys() {
    let (old, other) = (Keys::new(1, [1; 32]), Keys::new(1, [2; 32]));
    let new = Keys::new(2, [3; 32]).with_old(1, [1; 32]);
    let id = |keys: &Keys, send| message_id(keys, WorkspaceId(1), SendId(send), "news@Example.com");
    assert_eq!(id(&old, 5), id(&new, 5));
    assert_ne!(id(&old, 5), id(&old, 6));
    assert_ne!(id(&old, 5), id(&other, 5), "two instances on one domain never share an id");
    assert!(id(&old, 5).starts_with("<snd_00000005.") && id(&old, 5).ends_with("@example.com>"), "{}", id(&old, 5));
    assert!(boundary(&old, WorkspaceId(1), SendId(5)).len() <= 70);
}

#[test]
fn marketing_mail_can_be_left_with_one_click() {
    let headers =
        marketing("https://go.example.com/u/abc", "Acme\r\nBcc: x \"<y>", "news@example.com>\r\nX: y", "spring:1\r\n");
    assert_eq!(headers[0], ("List-Unsubscribe", "<https://go.example.com/u/abc>".to_string()));
    assert_eq!(headers[1], ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_string()));
    assert_eq!(headers[2].0, "List-Id");
    assert!(headers.iter().all(|(_, value)| !value.contains(['\r', '\n'])), "{headers:?}");
    assert_eq!(headers[2].1, "\"Acme Bcc: x y\" <marketing.example.comxy>");
    let other = marketing("https://x.example", "Núñez", "a@b.c", "fair");
    assert_eq!((other[2].1.as_str(), other[3].1.as_str()), ("<marketing.b.c>", "fair::marketing:bc___"));
}
