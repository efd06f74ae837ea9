//! What DataFusion is given for one query: our tables, no disk, bounded memory, and no function that gets round it.

use super::hours::CountByHour;
use super::numbered::GroupByNumber;
use super::stop::Stop;
use super::tables::ImageTable;
use super::{Limits, PARTITIONS, QueryError, Scope, Source, TABLES, dates, refused};
use datafusion::error::DataFusionError;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use std::sync::Arc;

/// Functions that make much out of nothing, past every limit of memory.
const MAKERS: [&str; 7] = ["repeat", "lpad", "rpad", "range", "generate_series", "array_repeat", "array_resize"];

pub(super) fn context(
    source: &Arc<dyn Source>,
    scope: Scope,
    limits: Limits,
    stop: &Arc<Stop>,
) -> Result<SessionContext, QueryError> {
    let wrong = |error: DataFusionError| QueryError::Wrong(refused::in_words("", &error));
    let pool = Arc::new(GreedyMemoryPool::new(limits.memory));
    // What does not fit into memory is refused, not written to the disk.
    let no_disk = DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled);
    let runtime = RuntimeEnvBuilder::new().with_memory_pool(pool).with_disk_manager_builder(no_disk);
    let runtime = runtime.build_arc().map_err(wrong)?;
    let config = SessionConfig::new().with_target_partitions(PARTITIONS).with_information_schema(false);
    let state = SessionStateBuilder::new().with_config(config).with_runtime_env(runtime).with_default_features();
    let state = state.with_optimizer_rule(Arc::new(CountByHour)).with_optimizer_rule(Arc::new(GroupByNumber)).build();
    let context = SessionContext::new_with_state(state);
    for maker in MAKERS {
        context.deregister_udf(maker);
        context.deregister_udtf(maker);
    }
    context.register_udf(dates::date_trunc());
    for table in TABLES {
        let provider = ImageTable::new(table, Arc::clone(source), scope, Arc::clone(stop));
        context.register_table(table.name, Arc::new(provider)).map_err(wrong)?;
    }
    Ok(context)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Limits, Scope, Source};
    use audience::Image;
    use std::time::{Duration, Instant};

    #[derive(Debug)]
    struct Empty(Image);

    impl Source for Empty {
        fn read(&self, with: &mut dyn FnMut(&Image)) {
            with(&self.0);
        }
    }

    async fn plan(sql: &str) -> String {
        let source: Arc<dyn Source> = Arc::new(Empty(Image::default()));
        let stop = Stop::at(Instant::now() + Duration::from_secs(20));
        let context = context(&source, Scope { personal: true }, Limits::default(), &stop).unwrap();
        context.sql(sql).await.unwrap().into_optimized_plan().unwrap().display_indent_schema().to_string()
    }

    #[tokio::test]
    async fn only_what_is_only_compared_is_a_number() {
        for (sql, numbers) in [
            ("SELECT asset, count(DISTINCT contact_id) FROM activities WHERE kind = 'a' GROUP BY 1", 2),
            ("SELECT kind, date_trunc('day', occurred_at), count(*) FROM activities GROUP BY 1, 2", 1),
            ("SELECT kind, max(value), count(*) FROM activities GROUP BY 1", 1),
            ("SELECT DISTINCT contact_id, visitor_id, lead_id FROM activities", 3),
            ("SELECT count(DISTINCT kind), count(DISTINCT asset) FROM activities", 2),
            ("SELECT n, count(*) FROM (SELECT contact_id, count(*) AS n FROM activities GROUP BY 1) GROUP BY n", 1),
            ("SELECT kind, max(kind) FROM activities GROUP BY 1", 0),
            ("SELECT kind, count(*) FROM activities GROUP BY 1 HAVING kind LIKE 'e%'", 0),
            ("SELECT upper(kind), count(*) FROM activities GROUP BY 1", 0),
            ("SELECT properties, count(*) FROM activities GROUP BY 1", 0),
            ("SELECT id, count(*) FROM leads GROUP BY 1", 0),
        ] {
            let plan = plan(sql).await;
            let scan = plan.lines().find(|line| line.contains("TableScan")).unwrap();
            assert_eq!(scan.matches("UInt32").count(), numbers, "{sql}\n{plan}");
        }
    }

    #[tokio::test]
    async fn a_kind_that_is_asked_for_is_read_and_not_asked_again() {
        for (sql, asked) in [
            ("SELECT asset FROM activities WHERE kind = 'a'", false),
            ("SELECT asset FROM activities WHERE kind IN ('a', 'b', 'c', 'd') AND 'a' = kind", false),
            ("SELECT asset FROM activities WHERE kind > 'a'", true),
            ("SELECT asset FROM activities WHERE kind = 'a' OR asset = 'b'", true),
            ("SELECT asset FROM activities WHERE kind NOT IN ('a', 'b', 'c', 'd')", true),
            ("SELECT asset FROM activities WHERE occurred_at < '2026-01-01T00:00:00Z' AND kind = 'a'", false),
            ("SELECT asset FROM activities WHERE occurred_at <> '2026-01-01T00:00:00Z'", true),
        ] {
            let plan = plan(sql).await;
            assert_eq!(plan.contains("Filter:"), asked, "{sql}\n{plan}");
        }
    }

    #[tokio::test]
    async fn only_what_is_only_counted_is_read_by_the_hour() {
        for (sql, by_hour) in [
            ("SELECT kind, date_trunc('day', occurred_at) AS day, count(*) FROM activities GROUP BY 1, 2", true),
            (
                "SELECT date_trunc('hour', occurred_at), date_trunc('year', occurred_at), count(*) FROM activities GROUP BY 1, 2",
                true,
            ),
            ("SELECT count(*) FROM activities WHERE kind = 'a' AND occurred_at > '2026-01-01T00:00:00.5Z'", true),
            ("SELECT kind, count(*) FROM activities GROUP BY 1 HAVING count(*) > 10", true),
            ("SELECT a.kind, count(*) FROM activities a GROUP BY 1", true),
            ("SELECT date_trunc('minute', occurred_at), count(*) FROM activities GROUP BY 1", false),
            ("SELECT occurred_at, count(*) FROM activities GROUP BY 1", false),
            ("SELECT kind, count(*), max(occurred_at) FROM activities GROUP BY 1", false),
            ("SELECT kind, count(DISTINCT kind) FROM activities GROUP BY kind, asset", false),
            ("SELECT kind, count(asset) FROM activities GROUP BY 1", false),
            ("SELECT kind, count(*) FROM activities WHERE asset = 'a' GROUP BY 1", false),
            ("SELECT kind, count(*) FROM activities WHERE kind <> 'a' GROUP BY 1", false),
            ("SELECT count(*) FROM contacts", false),
        ] {
            let plan = plan(sql).await;
            assert_eq!(plan.contains(".rows)"), by_hour, "{sql}\n{plan}");
        }
    }
}
