//! A message as it arrives: read to its final dot, summed up, and not kept.

use crate::line;
use std::hash::{DefaultHasher, Hasher};
use tokio::io::AsyncBufRead;

/// Longest line (RFC 5321 §4.5.3.1.6), with its dot doubled.
const MOST_LINE: u64 = 1_001;
/// Largest message.
const MOST_BYTES: usize = 32 << 20;

/// What is written down of a message.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Body {
    pub message_id: String,
    pub digest: u64,
    pub bytes: usize,
    /// Its headers have letters beyond ASCII.
    pub letters: bool,
}

/// Reads up to the final dot. `Err` says what is against the standard; `Ok(None)` that the other side has gone.
pub async fn read(from: &mut (impl AsyncBufRead + Unpin)) -> Result<Option<Body>, &'static str> {
    let (mut body, mut digest, mut line) = (Body::default(), DefaultHasher::new(), Vec::new());
    let (mut in_head, mut dated) = (true, false);
    loop {
        if line::read(from, MOST_LINE, &mut line).await.is_none() {
            let over = line.len() as u64 == MOST_LINE;
            return if over { Err("a line is too long") } else { Ok(None) };
        }
        let Some(text) = line.strip_suffix(b"\r\n") else { return Err("a line ends without CR") };
        if text == b"." {
            body.digest = digest.finish();
            return Ok(Some(body));
        }
        if text.contains(&b'\r') {
            return Err("a CR stands alone");
        }
        body.bytes += line.len();
        if body.bytes > MOST_BYTES {
            return Err("the message is too large");
        }
        if in_head {
            in_head = !text.is_empty();
            body.letters |= !text.is_ascii();
            let folded = text.starts_with(b" ") || text.starts_with(b"\t");
            dated = if folded { dated } else { named(text, b"date:") };
            if named(text, b"message-id:") {
                body.message_id = String::from_utf8_lossy(&text[11..]).trim().to_string();
            }
        }
        if !(in_head && dated) {
            digest.write(text);
        }
    }
}

/// Whether a sender that was not told to go on has sent more already.
pub async fn waits(from: &mut (impl AsyncBufRead + Unpin)) -> bool {
    let more = std::future::poll_fn(|context| {
        let now = std::pin::Pin::new(&mut *from).poll_fill_buf(context);
        std::task::Poll::Ready(matches!(now, std::task::Poll::Ready(Ok(bytes)) if !bytes.is_empty()))
    });
    more.await
}

fn named(line: &[u8], name: &[u8]) -> bool {
    line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read_text(text: &str) -> Result<Option<Body>, &'static str> {
        read(&mut text.as_bytes()).await
    }

    #[tokio::test]
    async fn a_message_is_summed_up_without_its_date() {
        let one = "Date: today,\r\n at noon\r\nMessage-ID: <a@b>\r\n\r\ntext\r\n..\r\n.\r\n";
        let body = read_text(one).await.unwrap().unwrap();
        assert_eq!((body.message_id.as_str(), body.bytes), ("<a@b>", one.len() - 3));
        let other = read_text(&one.replace("noon", "five")).await.unwrap().unwrap();
        assert_eq!(other.digest, body.digest);
        let other = read_text(&one.replace("text", "test")).await.unwrap().unwrap();
        assert_ne!(other.digest, body.digest);
    }

    #[tokio::test]
    async fn what_is_against_the_standard_is_named() {
        for bad in ["a\nb\r\n.\r\n", "a\rb\r\n.\r\n", &format!("{}\r\n.\r\n", "a".repeat(1_200))] {
            assert!(read_text(bad).await.is_err(), "{bad}");
        }
        assert_eq!(read_text("broken off\r\n").await, Ok(None));
    }
}
