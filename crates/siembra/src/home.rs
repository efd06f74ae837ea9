//! The data directory: database, keys, uploads, snapshot and socket of one instance; and the engine that runs on it.

use crate::args::Place;
use anyhow::{Context, Result};
use content::token::Keys;
use engine::perform::{Performer, heed_journal};
use engine::{Clock, Engine, Options};
use model::{DEFAULT_WORKSPACE, Role, Timestamp};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use store::Store;
use store::definitions::Publication;
use store::users::NewUser;

/// Who answers for everything in a new instance, until it has more users.
pub const FIRST_USER: &str = "admin@localhost";

/// The send journal, in the folder of the data.
pub const JOURNAL: &str = "sends.journal";
/// The folder of opens and clicks that the database has not heard of yet.
pub const HITS: &str = "hits";

pub struct Home {
    pub dir: PathBuf,
    pub engine: Engine,
}

/// The socket that commands talk over.
pub fn socket(dir: &Path) -> PathBuf {
    dir.join("siembra.sock")
}

/// The API key that commands on this machine present over the socket.
pub fn command_key_path(dir: &Path) -> PathBuf {
    dir.join("secrets").join("command.key")
}

impl Home {
    /// Opens the directory, making what is missing, and starts the engine.
    pub async fn open(place: &Place, clock: Clock, ticks: bool) -> Result<Home> {
        let dir = place.data.clone();
        for folder in [dir.clone(), dir.join("uploads"), dir.join("secrets")] {
            make_private(&folder)?;
        }
        let dir = dir.canonicalize().with_context(|| format!("{} cannot be read", dir.display()))?;
        let url = match &place.database_url {
            Some(url) => url.clone(),
            None => format!("sqlite://{}", dir.join("siembra.db").display()),
        };
        let store = Store::open(&url).await?;
        heed_journal(&store, DEFAULT_WORKSPACE, &dir.join(JOURNAL), clock.now()).await?;
        let memory = place.memory.map(|mib| mib.saturating_mul(1 << 20));
        let options =
            Options { clock, ticks, snapshot: Some(dir.join("image.snapshot")), memory, ..Options::default() };
        let engine = Engine::start(store, options).await?;
        let home = Home { dir, engine };
        home.command_key().await?;
        Ok(home)
    }

    /// Refuses a folder that holds no instance: a mistyped `--data` makes none.
    pub fn must_exist(place: &Place) -> Result<()> {
        if place.database_url.is_none() && !place.data.join("siembra.db").exists() {
            anyhow::bail!(
                "there is no instance in {}; name its folder with --data, or make one with siembra serve",
                place.data.display()
            );
        }
        Ok(())
    }

    /// Whether nothing has been published yet: a new instance.
    pub async fn is_new(&self) -> Result<bool> {
        Ok(store::definitions::list(self.engine.store(), DEFAULT_WORKSPACE, None).await?.is_empty())
    }

    /// Puts the starter instance in force.
    pub async fn publish_starter(&self) -> Result<()> {
        let documents = instance::starter_for(FIRST_USER);
        let bodies: Vec<Publication> = documents
            .into_iter()
            .map(|document| Publication { kind: document.kind, key: document.key, body: document.body })
            .collect();
        self.publish(&bodies, "starter instance").await
    }

    /// Publishes bodies and waits until they are in force.
    pub async fn publish(&self, bodies: &[Publication], note: &str) -> Result<()> {
        let now = self.engine.now();
        let (_, seq) =
            store::definitions::publish_all(self.engine.store(), DEFAULT_WORKSPACE, bodies, note, None, now).await?;
        if let Some(seq) = seq {
            self.engine.wait_for(seq).await?;
        }
        Ok(())
    }

    /// Adds a user who signs in with a password.
    pub async fn add_user(
        &self,
        email: &str,
        name: &str,
        team: &str,
        role: Role,
        password: &str,
    ) -> Result<model::UserId> {
        let new = NewUser {
            email: email.into(),
            name: name.into(),
            team: team.into(),
            role,
            password: Some(api::password::hash(password)),
        };
        Ok(store::users::create(self.engine.store(), DEFAULT_WORKSPACE, new, self.engine.now()).await?.id)
    }

    /// The key that signs links in mail, made at the first start. Whoever has it can forge clicks: the file is private.
    pub fn link_keys(&self) -> Result<Keys> {
        let key = engine::perform::signing_secret(&self.dir.join("secrets"))?;
        Ok(Keys::new(1, key))
    }

    /// The key of commands, made at the first start and kept in a private file.
    async fn command_key(&self) -> Result<()> {
        let path = command_key_path(&self.dir);
        if let Ok(secret) = fs::read_to_string(&path) {
            let hash = api::secret::hash(secret.trim());
            let key = store::keys::by_hash(self.engine.store(), &hash).await?;
            if key.is_some_and(|key| key.revoked_at.is_none()) {
                return Ok(());
            }
            // Revoked: commands get another one.
            fs::remove_file(&path)?;
        }
        let secret = api::secret::Secret::random(api::secret::API_KEY);
        let new = store::keys::NewKey {
            kind: store::keys::KeyKind::Api,
            label: "Command line of this server".into(),
            prefix: secret.shown(),
            hash: secret.hash.clone(),
            scopes: api::Right::ALL.iter().map(|right| right.name()).collect(),
            created_by: None,
        };
        store::keys::create(self.engine.store(), DEFAULT_WORKSPACE, new, self.engine.now()).await?;
        write_private(&path, secret.text.as_bytes())
    }

    /// The doors onto this home.
    pub fn app(&self, performer: Performer, secure_cookies: bool) -> api::App {
        let options = api::Options { secure_cookies, uploads: self.dir.join("uploads") };
        api::App::new(self.engine.clone(), performer, options)
    }

    pub fn now(&self) -> Timestamp {
        self.engine.now()
    }
}

#[cfg(unix)]
fn make_private(folder: &Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("the folder {} cannot be made", folder.display()))
}

#[cfg(unix)]
fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("{} cannot be written", path.display()))?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}
