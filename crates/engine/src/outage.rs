//! When the database is away or cannot write: nothing is applied meanwhile, and the applier goes on from where the store
//! says that it stands. What needs no store, as links in mail, works all the time.

use crate::EngineError;
use crate::applier::{Applier, LEASE_MS};
use crate::keep::catch_up;
use std::time::Duration;
use store::{StoreError, applier};

/// Between two looks whether it is back.
const LOOK: Duration = Duration::from_secs(1);

impl Applier {
    /// Waits until the store can be read and written again, or the engine stops. An error when somebody else applies by
    /// then.
    pub async fn outlast(&mut self, error: &StoreError) -> Result<(), EngineError> {
        tracing::error!(%error, "nothing is applied until the database is back");
        loop {
            tokio::select! {
                () = tokio::time::sleep(LOOK) => {}
                () = self.engine.0.stop.cancelled() => return Ok(()),
            }
            match self.stand_again().await {
                Err(EngineError::Store(error)) if error.is_outage() => {}
                done => {
                    tracing::warn!(well = done.is_ok(), "the database is back");
                    return done;
                }
            }
        }
    }

    /// With the lease that it had, and nothing on its way.
    async fn stand_again(&mut self) -> Result<(), EngineError> {
        let engine = &self.engine;
        if !applier::renew(engine.store(), engine.workspace(), engine.0.token, LEASE_MS).await? {
            return Err(EngineError::Taken);
        }
        self.read_again().await
    }

    /// Takes over what is committed, as the store has it: cursor and image.
    pub async fn read_again(&mut self) -> Result<(), EngineError> {
        self.look_anew();
        let engine = &self.engine;
        self.cursor = applier::cursor(engine.store(), engine.workspace()).await?;
        let mut image = engine.image().clone();
        catch_up(engine.store(), engine.workspace(), &mut image).await?;
        *engine.image_mut() = image;
        engine.0.applied.send_replace(self.cursor.applied);
        Ok(())
    }
}
