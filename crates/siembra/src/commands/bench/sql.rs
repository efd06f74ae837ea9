//! Reports as SQL over the generated image.

use anyhow::Result;
use audience::Image;
use bench::audience::Report;
use insight::query::{self, Limits, Scope, Source};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::runtime::Handle;

const REPORTS: [(&str, &str); 2] = [
    (
        "SQL: activities by day and kind",
        "SELECT sum(n) FROM (SELECT kind, date_trunc('day', occurred_at) AS day, count(*) AS n FROM activities GROUP BY 1, 2)",
    ),
    (
        "SQL: contacts by email",
        "SELECT sum(n) FROM (SELECT asset, count(DISTINCT contact_id) AS n FROM activities WHERE kind = 'email_opened' GROUP BY 1)",
    ),
];
const TIMES: usize = 5;

#[derive(Debug)]
struct Kept(RwLock<Image>);

impl Source for Kept {
    fn read(&self, with: &mut dyn FnMut(&Image)) {
        with(&self.0.read().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The median time of each report, and what it counts.
pub fn measure(image: Image, report: &mut Report, runtime: &Handle) -> Result<Image> {
    let kept = Arc::new(Kept(RwLock::new(image)));
    for (name, sql) in REPORTS {
        let (mut taken, mut count) = (Vec::new(), None);
        for _ in 0..TIMES {
            let asked = query::run(kept.clone(), sql, Scope { personal: false }, Limits::default());
            match runtime.block_on(asked) {
                Ok(answer) => {
                    taken.push(answer.ms);
                    count = answer.rows.first().and_then(|row| row[0].as_u64());
                }
                // More rows than a query's memory allows is an answer too.
                Err(refused) => {
                    eprintln!("{name}: {refused}");
                    break;
                }
            }
        }
        if taken.len() < TIMES {
            continue;
        }
        taken.sort_by(f64::total_cmp);
        report.add(name, "ms", taken[TIMES / 2], count);
    }
    let mut image = kept.0.write().unwrap_or_else(PoisonError::into_inner);
    Ok(std::mem::take(&mut *image))
}
