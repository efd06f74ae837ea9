//! What mail under way goes by, as it stands; where it was taken out of force meanwhile, as it stood last.

use crate::Engine;
use model::DefinitionKind;
use model::definition::Body;
use store::StoreError;

/// A definition with its version, which is `None` for what is not in force any more.
pub(super) async fn standing(
    engine: &Engine,
    kind: DefinitionKind,
    key: &str,
) -> Result<Option<(Option<i32>, Body)>, StoreError> {
    let in_force = engine.image().definition(kind, key).map(|found| (Some(found.version), found.body.clone()));
    if in_force.is_some() {
        return Ok(in_force);
    }
    let versions = store::definitions::history(engine.store(), engine.workspace(), kind, key).await?;
    Ok(versions.first().and_then(|last| Body::parse(kind, &last.body).ok()).map(|body| (None, body)))
}

/// The topic that a program's mail belongs to.
pub(super) async fn topic_of(engine: &Engine, program: Option<&str>) -> Result<Option<String>, StoreError> {
    let Some(program) = program else { return Ok(None) };
    let topic = match standing(engine, DefinitionKind::Program, program).await? {
        Some((_, Body::Program(program))) => program.topic,
        _ => String::new(),
    };
    Ok(Some(topic).filter(|topic| !topic.is_empty()))
}
