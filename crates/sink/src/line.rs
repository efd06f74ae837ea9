//! Lines of commands, and the addresses in them.

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

/// Longest command, with room for extensions (RFC 5321 §4.5.3.1.4).
const MOST_COMMAND: u64 = 2_048;

/// Reads up to the next line feed; `None` when the other side has gone, or says more than a line may hold.
pub async fn read(from: &mut (impl AsyncBufRead + Unpin), most: u64, line: &mut Vec<u8>) -> Option<()> {
    line.clear();
    from.take(most).read_until(b'\n', line).await.ok()?;
    line.ends_with(b"\n").then_some(())
}

/// A command without its line ending; empty when it does not end as it must.
pub async fn command(from: &mut (impl AsyncBufRead + Unpin)) -> Option<String> {
    let mut line = Vec::new();
    read(from, MOST_COMMAND, &mut line).await?;
    let Some(text) = line.strip_suffix(b"\r\n") else { return Some(String::new()) };
    Some(String::from_utf8_lossy(text).into_owned())
}

/// `<ana@example.com>` of `FROM:<ana@example.com> SMTPUTF8`; `None` when it is not written like that.
pub fn path<'a>(argument: &'a str, word: &str) -> Option<&'a str> {
    let (given, rest) = argument.split_at_checked(word.len())?;
    let (address, _) = rest.strip_prefix('<').filter(|_| given.eq_ignore_ascii_case(word))?.split_once('>')?;
    Some(address)
}
