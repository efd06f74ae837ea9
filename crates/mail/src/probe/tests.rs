//! Answers told apart, and nothing private connected to.

use super::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Answers by path until the test ends.
async fn server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = [0; 2_048];
            let n = socket.read(&mut request).await.unwrap_or(0);
            let line = String::from_utf8_lossy(&request[..n]).into_owned();
            let path = line.split(' ').nth(1).unwrap_or_default();
            let answer = match path {
                "/fine" => "HTTP/1.1 200 OK\r\ncontent-length: 1234\r\n",
                "/gone" => "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n",
                "/mine" => "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n",
                "/away" => "HTTP/1.1 302 Found\r\nlocation: /fine\r\ncontent-length: 0\r\n",
                "/inside" => "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n",
                "/get" if line.starts_with("GET") => {
                    "HTTP/1.1 206 Partial\r\ncontent-range: bytes 0-0/99\r\ncontent-length: 1\r\n"
                }
                "/round" => "HTTP/1.1 302 Found\r\nlocation: /round\r\ncontent-length: 0\r\n",
                _ => "HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\n",
            };
            let _ = socket.write_all(format!("{answer}connection: close\r\n\r\n").as_bytes()).await;
        }
    });
    address
}

#[tokio::test]
async fn answers_are_told_apart() {
    let (probe, address) = (Probe::new(Reach::Anywhere).unwrap(), server().await);
    let ask = async |path: &str| probe.ask(&format!("http://{address}{path}")).await;
    assert_eq!(ask("/fine").await, Answer::There { length: Some(1_234) });
    assert_eq!(ask("/away").await, Answer::There { length: Some(1_234) });
    assert_eq!(ask("/get").await, Answer::There { length: Some(99) });
    assert_eq!(ask("/gone").await, Answer::Gone { status: 404 });
    assert_eq!(ask("/mine").await, unclear("it answers 403"));
    assert!(matches!(ask("/round").await, Answer::Unclear { .. }));
    assert!(matches!(probe.ask("http://127.0.0.1:1/").await, Answer::Unclear { .. }));
}

#[tokio::test]
async fn nothing_private_is_connected_to() {
    let (probe, address) = (Probe::new(Reach::Public).unwrap(), server().await);
    for url in [
        format!("http://{address}/fine"),
        "http://localhost/".into(),
        "http://[::1]/".into(),
        "http://[::ffff:127.0.0.1]/".into(),
        "http://10.0.0.1/".into(),
        "http://169.254.169.254/latest/meta-data".into(),
        "http://2130706433/".into(),
        "http://0x7f.1/".into(),
        "https://example.com:22/".into(),
        "https://me@example.com/".into(),
        "file:///etc/passwd".into(),
    ] {
        assert_eq!(probe.ask(&url).await, Answer::Private, "{url}");
    }
}

#[test]
fn public_addresses_are_known() {
    let public = |text: &str| is_public(text.parse().unwrap());
    assert!(["1.1.1.1", "193.0.6.139", "2a00:1450:4001::1", "2001:4860:4860::8888"].into_iter().all(public));
    let others = ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1"];
    assert!(!others.into_iter().any(public));
    let others = ["::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "2002:a00:1::", "64:ff9b::a00:1"];
    assert!(!others.into_iter().any(public));
}
