//! What is read from the store before a batch is decided; from then on the desk asks nobody.

use crate::desk::{Bodies, Known, wanted_keys};
use crate::keys::Keys;
use crate::people::People;
use crate::{Engine, EngineError};
use model::*;
use std::collections::HashMap;

/// What deciding these envelopes asks of the store, in a few bulk reads; the keys that they name are in `keys` afterwards.
pub(crate) async fn read_known(engine: &Engine, keys: &mut Keys, envelopes: &[Envelope]) -> Result<Known, EngineError> {
    let (store, workspace) = (engine.store(), engine.workspace());
    let wanted = wanted_keys(keys, envelopes);
    let mut found = store::identity::lookup(store, workspace, &wanted).await?;
    for key in wanted {
        let id = found.remove(&key);
        keys.put(key.0, key.1, id);
    }
    let addresses: Vec<String> = envelopes
        .iter()
        .filter_map(|envelope| match &envelope.input {
            Input::Suppress { address, .. } | Input::Unsuppress { address, .. } | Input::Topic { address, .. } => {
                hygiene::email::normal(address)
            }
            _ => None,
        })
        .collect();
    let states = store::addresses::states(store, workspace, &addresses).await?;
    let users = store::users::list(store, workspace).await?;
    let people = People::new(users.into_iter().filter(|user| user.active).map(|user| (user.email, user.id)));
    let addresses = read_addresses(engine, envelopes).await?;
    Ok(Known { bodies: read_bodies(engine, envelopes).await?, people, states, addresses })
}

/// The addresses of the contacts that this batch erases.
async fn read_addresses(
    engine: &Engine,
    envelopes: &[Envelope],
) -> Result<HashMap<ContactId, Vec<String>>, EngineError> {
    let erased: Vec<ContactId> = {
        let image = engine.image();
        let erased = envelopes.iter().filter_map(|envelope| match envelope.input {
            Input::Erase { contact } => image.resolve(contact),
            _ => None,
        });
        erased.collect()
    };
    let mut addresses: HashMap<ContactId, Vec<String>> = HashMap::new();
    for one in store::addresses::of_contacts(engine.store(), engine.workspace(), &erased).await? {
        addresses.entry(one.contact).or_default().push(one.address);
    }
    Ok(addresses)
}

/// The bodies of the definitions that come into force in this batch.
async fn read_bodies(engine: &Engine, envelopes: &[Envelope]) -> Result<Bodies, EngineError> {
    let mut bodies = Bodies::new();
    for envelope in envelopes {
        if let Input::Definition { kind, key, version } = &envelope.input {
            // A version that is not there is refused at the desk.
            if let Ok(body) =
                store::definitions::in_force(engine.store(), engine.workspace(), *kind, key, *version).await
            {
                bodies.insert((*kind, key.clone(), *version), body);
            }
        }
    }
    Ok(bodies)
}
