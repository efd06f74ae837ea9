//! The image's life beside the applier: loaded from snapshot and change log, following what others commit, and kept for
//! the next start.

use crate::{Engine, EngineError, Options};
use audience::Image;
use model::WorkspaceId;
use store::Store;

/// Change batches read at a time.
const PAGE: usize = 256;

/// The image of what is committed: the snapshot if it is good, then the change log after it.
pub(crate) async fn load_image(store: &Store, options: &Options) -> Result<Image, EngineError> {
    let snapshot = options.snapshot.as_deref().filter(|path| path.exists());
    let mut image = match snapshot.map(Image::load) {
        Some(Ok(image)) => image,
        Some(Err(error)) => {
            tracing::info!(%error, "no usable snapshot; building the image from the change log");
            Image::new()
        }
        None => Image::new(),
    };
    if image.seq() > store::changes::last(store, options.workspace).await? {
        tracing::warn!("the snapshot is ahead of the database (an older backup was restored); building the image anew");
        image = Image::new();
    }
    catch_up(store, options.workspace, &mut image).await?;
    Ok(image)
}

/// Gives back what room the image has grown, and saves it, so that the next start needs only the change log after it.
pub(crate) fn keep_snapshot(engine: &Engine) {
    let Some(path) = &engine.0.options.snapshot else { return };
    // Others get at the image in between.
    let _ = (0..).find(|nth| !engine.image_mut().lay(*nth));
    if let Err(error) = engine.image().save(path) {
        tracing::warn!(%error, "no snapshot was kept; the next start reads the whole change log");
    }
}

pub(crate) async fn catch_up(store: &Store, workspace: WorkspaceId, image: &mut Image) -> Result<(), EngineError> {
    loop {
        let batches = store::changes::read(store, workspace, image.seq(), PAGE).await?;
        if batches.is_empty() {
            return Ok(());
        }
        for batch in &batches {
            image.fold(batch).map_err(|error| EngineError::Fold(error.to_string()))?;
        }
    }
}
