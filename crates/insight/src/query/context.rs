//! What DataFusion is given for one query: our tables, no disk, bounded memory, and no function that gets round it.

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
    let state = state.with_optimizer_rule(Arc::new(GroupByNumber)).build();
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
