//! Users: who signs in, with role and team. Hashing and checking passwords is the caller's.

use crate::error::{Result, StoreError};
use crate::open::{self, Store};
use crate::sql::Columns;
use model::{Role, Timestamp, UserId, WorkspaceId};
use sqlx::any::AnyRow;

const COLUMNS: &str = "id, email, name, team, role, active, created_at, last_sign_in";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    /// Normal form, unique in the workspace.
    pub email: String,
    pub name: String,
    pub team: String,
    pub role: Role,
    /// Inactive users keep their records and cannot sign in.
    pub active: bool,
    pub created_at: Timestamp,
    pub last_sign_in: Option<Timestamp>,
}

/// A user to add.
#[derive(Clone)]
pub struct NewUser {
    pub email: String,
    pub name: String,
    pub team: String,
    pub role: Role,
    /// PHC text of argon2id. Without one the user cannot sign in.
    pub password: Option<String>,
}

/// What to change of a user; `None` stays as it is.
#[derive(Clone, Default)]
pub struct UserChange {
    pub name: Option<String>,
    pub team: Option<String>,
    pub role: Option<Role>,
    pub active: Option<bool>,
    pub password: Option<String>,
}

fn user(row: &AnyRow) -> Result<User> {
    Ok(User {
        id: UserId(row.int("id")?),
        email: row.text("email")?,
        name: row.text("name")?,
        team: row.text("team")?,
        role: row.word("role", Role::parse)?,
        active: row.flag("active")?,
        created_at: row.at("created_at")?,
        last_sign_in: row.opt_at("last_sign_in")?,
    })
}

/// Adds a user; [`StoreError::Exists`] when the address is taken.
pub async fn create(store: &Store, workspace: WorkspaceId, new: NewUser, at: Timestamp) -> Result<User> {
    let mut tx = store.begin().await?;
    let id = crate::counter::take(&mut tx, workspace, "user", 1).await?;
    let done = sqlx::query(
        "INSERT INTO app_user (workspace, id, email, name, team, role, password, active, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8) ON CONFLICT DO NOTHING",
    )
    .bind(workspace.0)
    .bind(id)
    .bind(&new.email)
    .bind(&new.name)
    .bind(&new.team)
    .bind(new.role.as_str())
    .bind(new.password)
    .bind(at.0)
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Exists("a user with this address".into()));
    }
    open::commit(tx).await?;
    Ok(User {
        id: UserId(id),
        email: new.email,
        name: new.name,
        team: new.team,
        role: new.role,
        active: true,
        created_at: at,
        last_sign_in: None,
    })
}

/// Every user, by name.
pub async fn list(store: &Store, workspace: WorkspaceId) -> Result<Vec<User>> {
    let text = format!("SELECT {COLUMNS} FROM app_user WHERE workspace = $1 ORDER BY name, id");
    let rows = sqlx::query(sqlx::AssertSqlSafe(text)).bind(workspace.0).fetch_all(store.reader()).await?;
    rows.iter().map(user).collect()
}

pub async fn get(store: &Store, workspace: WorkspaceId, id: UserId) -> Result<Option<User>> {
    let text = format!("SELECT {COLUMNS} FROM app_user WHERE workspace = $1 AND id = $2");
    let row =
        sqlx::query(sqlx::AssertSqlSafe(text)).bind(workspace.0).bind(id.0).fetch_optional(store.reader()).await?;
    row.as_ref().map(user).transpose()
}

/// The user of an address with the hash of their password.
pub async fn by_email(store: &Store, workspace: WorkspaceId, email: &str) -> Result<Option<(User, Option<String>)>> {
    let text = format!("SELECT {COLUMNS}, password FROM app_user WHERE workspace = $1 AND email = $2");
    let row =
        sqlx::query(sqlx::AssertSqlSafe(text)).bind(workspace.0).bind(email).fetch_optional(store.reader()).await?;
    row.map(|row| Ok((user(&row)?, row.opt_text("password")?))).transpose()
}

/// Changes a user. A new password, a new role or deactivation ends the user's sessions in the same transaction.
/// [`StoreError::State`] when nobody would be left who may edit users.
pub async fn change(store: &Store, workspace: WorkspaceId, id: UserId, change: UserChange) -> Result<()> {
    let mut tx = store.begin().await?;
    let ends_sessions = change.password.is_some() || change.role.is_some() || change.active == Some(false);
    let done = sqlx::query(
        "UPDATE app_user SET name = COALESCE($3, name), team = COALESCE($4, team), role = COALESCE($5, role), \
         active = COALESCE($6, active), password = COALESCE($7, password) WHERE workspace = $1 AND id = $2",
    )
    .bind(workspace.0)
    .bind(id.0)
    .bind(change.name)
    .bind(change.team)
    .bind(change.role.map(Role::as_str))
    .bind(change.active.map(i64::from))
    .bind(change.password)
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Missing("the user".into()));
    }
    let admins = sqlx::query("SELECT id FROM app_user WHERE workspace = $1 AND role = 'admin' AND active = 1 LIMIT 1")
        .bind(workspace.0)
        .fetch_optional(&mut *tx)
        .await?;
    if admins.is_none() {
        return Err(StoreError::State("somebody has to stay an active administrator".into()));
    }
    if ends_sessions {
        sqlx::query("DELETE FROM app_session WHERE workspace = $1 AND user_id = $2")
            .bind(workspace.0)
            .bind(id.0)
            .execute(&mut *tx)
            .await?;
    }
    open::commit(tx).await
}

/// Notes a sign-in, and a better hash of the same password when one is given.
pub async fn signed_in(
    store: &Store,
    workspace: WorkspaceId,
    id: UserId,
    at: Timestamp,
    rehashed: Option<String>,
) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query(
        "UPDATE app_user SET last_sign_in = $3, password = COALESCE($4, password) WHERE workspace = $1 AND id = $2",
    )
    .bind(workspace.0)
    .bind(id.0)
    .bind(at.0)
    .bind(rehashed)
    .execute(&mut *tx)
    .await?;
    open::commit(tx).await
}
