//! Addresses: whose they are, and the state that decides whether anything may be sent to them.

use crate::error::Result;
use crate::find::listed;
use crate::list::{bind_list, pieces, with_list};
use crate::open::{Dialect, Store, Tx};
use crate::sql::{Bulk, Columns, to_json};
use model::address::{AddressState, AddressUse, Suppressed};
use model::{ContactId, Timestamp, Traces, WorkspaceId};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, HashMap};

pub(crate) const STATE: &str =
    "address, role, invalid_at, invalid_reason, opt_out_at, opt_out_reason, blocked_at, blocked_reason, topics";

/// An address of a contact; `usage: None` takes it away from the contact. The address is in normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressPut {
    pub contact: ContactId,
    pub address: String,
    pub usage: Option<AddressUse>,
}

/// An address of a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactAddress {
    pub contact: ContactId,
    pub address: String,
    pub usage: AddressUse,
}

fn word(usage: AddressUse) -> &'static str {
    match usage {
        AddressUse::Primary => "primary",
        AddressUse::Secondary => "secondary",
        AddressUse::Former => "former",
    }
}

fn parse(text: &str) -> Option<AddressUse> {
    [AddressUse::Primary, AddressUse::Secondary, AddressUse::Former].into_iter().find(|usage| word(*usage) == text)
}

pub(crate) async fn write(tx: &mut Tx, dialect: Dialect, workspace: WorkspaceId, puts: &[AddressPut]) -> Result<()> {
    let last: BTreeMap<(&str, ContactId), Option<AddressUse>> =
        puts.iter().map(|put| ((put.address.as_str(), put.contact), put.usage)).collect();
    let mut bulk = Bulk::new(
        "INSERT INTO address (workspace, address, contact_id, usage)",
        "ON CONFLICT (workspace, address, contact_id) DO UPDATE SET usage = excluded.usage",
    );
    for ((address, contact), usage) in last {
        match usage {
            Some(usage) => bulk.row([workspace.0.into(), address.into(), contact.0.into(), word(usage).into()]),
            None => {
                sqlx::query("DELETE FROM address WHERE workspace = $1 AND address = $2 AND contact_id = $3")
                    .bind(workspace.0)
                    .bind(address.to_string())
                    .bind(contact.0)
                    .execute(&mut **tx)
                    .await?;
            }
        }
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

pub(crate) async fn write_states(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    states: &[AddressState],
    now: Timestamp,
) -> Result<()> {
    // Somebody has the address again: from here on its state stands in clear.
    let fingerprints: Vec<String> = states.iter().map(|state| fingerprint(&state.address)).collect();
    for piece in pieces(&fingerprints) {
        let sql = with_list("DELETE FROM address_state WHERE workspace = $1 AND address IN ({list})", 2, piece.len());
        bind_list(sqlx::query(AssertSqlSafe(sql)).bind(workspace.0), piece).execute(&mut **tx).await?;
    }
    put_states(tx, dialect, workspace, states, now).await
}

async fn put_states(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    states: &[AddressState],
    now: Timestamp,
) -> Result<()> {
    let last: BTreeMap<&str, &AddressState> = states.iter().map(|state| (state.address.as_str(), state)).collect();
    let mut bulk = Bulk::new(
        "INSERT INTO address_state (workspace, address, role, invalid_at, invalid_reason, opt_out_at, \
         opt_out_reason, blocked_at, blocked_reason, topics, updated_at)",
        "ON CONFLICT (workspace, address) DO UPDATE SET role = excluded.role, invalid_at = excluded.invalid_at, \
         invalid_reason = excluded.invalid_reason, opt_out_at = excluded.opt_out_at, \
         opt_out_reason = excluded.opt_out_reason, blocked_at = excluded.blocked_at, \
         blocked_reason = excluded.blocked_reason, topics = excluded.topics, \
         updated_at = excluded.updated_at",
    );
    for state in last.values() {
        let at = |one: &Option<Suppressed>| one.as_ref().map(|one| one.at);
        let reason = |one: &Option<Suppressed>| one.as_ref().map(|one| one.reason.clone());
        bulk.row([
            workspace.0.into(),
            state.address.as_str().into(),
            state.role.into(),
            at(&state.invalid).into(),
            reason(&state.invalid).into(),
            at(&state.opted_out).into(),
            reason(&state.opted_out).into(),
            at(&state.blocked).into(),
            reason(&state.blocked).into(),
            to_json("topics", &state.topics)?.into(),
            now.into(),
        ]);
    }
    bulk.run(tx, dialect).await?;
    Ok(())
}

/// The states of these addresses (normal form). An address that nothing is known of is absent: nothing is against it.
pub async fn states(
    store: &Store,
    workspace: WorkspaceId,
    addresses: &[String],
) -> Result<HashMap<String, AddressState>> {
    let of_erased: HashMap<String, &String> = addresses.iter().map(|address| (fingerprint(address), address)).collect();
    let wanted: Vec<String> = addresses.iter().chain(of_erased.keys()).cloned().collect();
    let sql = format!("SELECT {STATE} FROM address_state WHERE workspace = $1 AND address IN ({{list}})");
    let mut found = HashMap::new();
    for row in listed(store, workspace, &sql, &wanted).await? {
        let state = read_state(&row)?;
        match of_erased.get(&state.address) {
            Some(address) => {
                let address = (*address).clone();
                found.entry(address.clone()).or_insert(AddressState { address, ..state });
            }
            None => drop(found.insert(state.address.clone(), state)),
        }
    }
    Ok(found)
}

/// What the state of an erased contact's address is kept under.
fn fingerprint(address: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::digest(address.as_bytes());
    let letters = digest.iter().flat_map(|byte| [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
    "erased:".chars().chain(letters.map(char::from)).collect()
}

/// Forgets an address in clear. What stands against it stays, under the address's fingerprint.
pub(crate) async fn forget_in(
    tx: &mut Tx,
    dialect: Dialect,
    workspace: WorkspaceId,
    address: &str,
    traces: &Traces,
) -> Result<()> {
    let sql = format!("SELECT {STATE}, updated_at FROM address_state WHERE workspace = $1 AND address = $2");
    let row = sqlx::query(AssertSqlSafe(sql)).bind(workspace.0).bind(address.to_string());
    let Some(row) = row.fetch_optional(&mut **tx).await? else { return Ok(()) };
    let mut state = read_state(&row)?;
    sqlx::query("DELETE FROM address_state WHERE workspace = $1 AND address = $2")
        .bind(workspace.0)
        .bind(address.to_string())
        .execute(&mut **tx)
        .await?;
    let standing = [&mut state.invalid, &mut state.opted_out, &mut state.blocked].into_iter().flatten();
    let mut any = false;
    for one in standing.chain(state.topics.values_mut()) {
        one.reason = traces.out_of(&one.reason).unwrap_or_else(|| one.reason.clone());
        any = true;
    }
    if any {
        state.address = fingerprint(address);
        put_states(tx, dialect, workspace, &[state], row.at("updated_at")?).await?;
    }
    Ok(())
}

/// The addresses of these contacts, primary ones first.
pub async fn of_contacts(store: &Store, workspace: WorkspaceId, contacts: &[ContactId]) -> Result<Vec<ContactAddress>> {
    let numbers: Vec<i64> = contacts.iter().map(|id| id.0).collect();
    // "primary" sorts before "secondary"; "former" goes last.
    let sql = "SELECT address, contact_id, usage FROM address WHERE workspace = $1 AND contact_id IN ({list}) \
               ORDER BY contact_id, CASE WHEN usage = 'former' THEN 1 ELSE 0 END, usage, address";
    listed(store, workspace, sql, &numbers).await?.iter().map(read_address).collect()
}

/// The contacts that use these addresses.
pub async fn contacts_of(store: &Store, workspace: WorkspaceId, addresses: &[String]) -> Result<Vec<ContactAddress>> {
    let sql = "SELECT address, contact_id, usage FROM address WHERE workspace = $1 AND address IN ({list}) \
               ORDER BY address, contact_id";
    listed(store, workspace, sql, addresses).await?.iter().map(read_address).collect()
}

fn read_address(row: &AnyRow) -> Result<ContactAddress> {
    Ok(ContactAddress {
        contact: ContactId(row.int("contact_id")?),
        address: row.text("address")?,
        usage: row.word("usage", parse)?,
    })
}

pub(crate) fn read_state(row: &AnyRow) -> Result<AddressState> {
    let one = |at: &str, reason: &str| -> Result<Option<Suppressed>> {
        let Some(at) = row.opt_at(at)? else { return Ok(None) };
        Ok(Some(Suppressed { at, reason: row.opt_text(reason)?.unwrap_or_default() }))
    };
    Ok(AddressState {
        address: row.text("address")?,
        role: row.flag("role")?,
        invalid: one("invalid_at", "invalid_reason")?,
        opted_out: one("opt_out_at", "opt_out_reason")?,
        blocked: one("blocked_at", "blocked_reason")?,
        topics: row.json("topics")?,
    })
}
