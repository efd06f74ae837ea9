//! What SpamAssassin says of a message, where it is installed.

use std::process::Stdio;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

const PATIENCE: Duration = Duration::from_secs(20);

/// A judgement: from about 5 points on a message is taken for spam.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    pub score: f64,
    /// The rules that gave points, the worst first.
    pub rules: Vec<String>,
}

/// Asks SpamAssassin; `None` where it is not installed or gives no answer.
pub async fn judge(raw: &[u8]) -> Option<Judgement> {
    // The daemon answers at once where it runs; the program takes seconds to start.
    for (program, arguments) in [("spamc", &["-R"][..]), ("spamassassin", &["-L", "-t"][..])] {
        if let Some(judgement) = ask(program, arguments, raw).await {
            return Some(judgement);
        }
    }
    None
}

async fn ask(program: &str, arguments: &[&str], raw: &[u8]) -> Option<Judgement> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let raw = raw.to_vec();
    let write = tokio::spawn(async move { stdin.write_all(&raw).await });
    let done = tokio::time::timeout(PATIENCE, child.wait_with_output()).await.ok()?.ok()?;
    write.await.ok()?.ok()?;
    read(&String::from_utf8_lossy(&done.stdout))
}

/// Reads the report: its table has a line for each rule, with the points first.
fn read(report: &str) -> Option<Judgement> {
    let table = report.find("pts rule name")?;
    let mut rules: Vec<(f64, String)> = report[table..]
        .lines()
        .skip(2)
        .map_while(|line| (!line.trim().is_empty()).then_some(line))
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some((words.next()?.parse().ok()?, words.next()?.to_string()))
        })
        .collect();
    let score = rules.iter().map(|(points, _)| points).sum();
    rules.retain(|(points, _)| *points > 0.0);
    rules.sort_by(|a, b| b.0.total_cmp(&a.0));
    Some(Judgement { score, rules: rules.into_iter().map(|(_, rule)| rule).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read() {
        let report = "Content analysis details:   (2.1 points, 5.0 required)\n\n pts rule name              description\n\
            ---- ---------------------- --------------------------------------------------\n-0.0 NO_RELAYS              Informational\n \
            0.1 HTML_MESSAGE           BODY: HTML included in message\n 2.0 SUBJ_ALL_CAPS          Subject is all capitals\n\
            \x20                           [score: 0.0]\n\n";
        let found = read(report).unwrap();
        assert!((found.score - 2.1).abs() < 1e-9, "{found:?}");
        assert_eq!(found.rules, ["SUBJ_ALL_CAPS", "HTML_MESSAGE"]);
        assert_eq!(read("spamc: connection refused"), None);
    }
}
