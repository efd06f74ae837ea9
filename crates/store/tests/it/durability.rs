//! What was acknowledged survives a kill at any instant. A child process appends and prints what it was told is
//! durable; it is killed, and the database is read again.

use crate::support::{WS, open};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use store::{IntakeWriter, intake};

/// Where the child finds its database; without it the child's test does nothing.
const VARIABLE: &str = "SIEMBRA_TEST_CHILD";

#[tokio::test(flavor = "multi_thread")]
async fn child_appends_until_killed() {
    let Ok(url) = std::env::var(VARIABLE) else { return };
    let writer = IntakeWriter::start(open(&url).await);
    let senders: Vec<_> = (0..4)
        .map(|_| {
            let writer = writer.clone();
            tokio::spawn(async move {
                loop {
                    let seq = writer.append(WS, b"acknowledged".to_vec(), 1).await.unwrap();
                    println!("durable {seq}");
                }
            })
        })
        .collect();
    for sender in senders {
        sender.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reopening_after_a_kill_finds_everything_acknowledged() {
    testkit::on_both(|url| async move {
        let mut acknowledged = 0;
        for round in 0..3 {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "durability::child_appends_until_killed", "--nocapture", "--test-threads=1"])
                .env(VARIABLE, &url)
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let lines = BufReader::new(child.stdout.take().unwrap()).lines();
            let mut heard = 0;
            for line in lines {
                let line = line.unwrap();
                // The harness prints its own words around ours.
                let Some(seq) = line.rsplit_once("durable ").and_then(|(_, seq)| seq.parse::<i64>().ok()) else {
                    continue;
                };
                acknowledged = acknowledged.max(seq);
                heard += 1;
                if heard == 40 * (round + 1) {
                    child.kill().unwrap();
                }
            }
            child.wait().unwrap();
            assert!(heard >= 40 * (round + 1), "the child was heard");
            let store = open(&url).await;
            let rows = intake::read(&store, WS, 0, 1_000_000).await.unwrap();
            let seqs: Vec<i64> = rows.iter().map(|row| row.seq).collect();
            assert_eq!(seqs, (1..=seqs.len() as i64).collect::<Vec<_>>(), "no gap");
            assert!(seqs.len() as i64 >= acknowledged, "{} rows, {acknowledged} acknowledged", seqs.len());
            assert!(rows.iter().all(|row| row.payload == b"acknowledged"));
            store.close().await;
        }
    })
    .await;
}
