//! What a run fixes when it begins, and what it sends to each of its audience.

use super::RunError;
use crate::perform::approved::pins;
use crate::perform::variants::{Dressed, HOLDOUT, Tested};
use crate::work::SendDetails;
use audience::Image;
use model::definition::{Body, ProgramKind, VariantTest};
use model::{ContactId, DefinitionKind, Timestamp};
use roaring::RoaringTreemap;
use store::StoreError;
use store::runs::{Freeze, Run};
use store::sends::NewSend;

/// Email of a batch program that can be run, and whether it is operational.
pub(in crate::perform) fn check(image: &Image, key: &str) -> Result<(String, bool), RunError> {
    let Some(Body::Program(program)) = image.definition(DefinitionKind::Program, key).map(|published| &published.body)
    else {
        return Err(RunError::NoProgram(key.into()));
    };
    let ProgramKind::Batch { segment, email, .. } = &program.does else { return Err(RunError::NotABatch(key.into())) };
    if !program.active {
        return Err(RunError::NotActive(key.into()));
    }
    if image.definition(DefinitionKind::Segment, segment).is_none() {
        return Err(RunError::NoSegment(segment.clone()));
    }
    match image.definition(DefinitionKind::Email, email).map(|published| &published.body) {
        Some(Body::Email(body)) => Ok((email.clone(), body.operational.is_some())),
        _ => Err(RunError::NoEmail(email.clone())),
    }
}

/// Who is in the segment now, by contact id: dense numbers of the image do not outlive it.
pub(super) fn audience(image: &Image, run: &Run) -> Result<Freeze, RunError> {
    check(image, &run.program)?;
    let (segment, test) = match image.definition(DefinitionKind::Program, &run.program).map(|found| &found.body) {
        Some(Body::Program(program)) => match &program.does {
            ProgramKind::Batch { segment, test, .. } => (segment, test.as_ref()),
            _ => return Err(RunError::NotABatch(run.program.clone())),
        },
        _ => return Err(RunError::NoProgram(run.program.clone())),
    };
    let test = test.map(|test| frozen(image, test)).transpose()?;
    let email = image.definition(DefinitionKind::Email, &run.email);
    let email_version = email.ok_or_else(|| RunError::NoEmail(run.email.clone()))?.version;
    let ids: RoaringTreemap = image.ids(&image.members(segment)).into_iter().map(|id| id.0 as u64).collect();
    let mut audience = Vec::with_capacity(ids.serialized_size());
    ids.serialize_into(&mut audience).map_err(|error| StoreError::State(error.to_string()))?;
    Ok(Freeze {
        email_version,
        audience,
        audience_count: ids.len() as i64,
        change_seq: image.seq(),
        test,
        pins: pins(image, run),
    })
}

fn frozen(image: &Image, test: &VariantTest) -> Result<String, RunError> {
    let test = Tested::freeze(image, test).map_err(RunError::NoEmail)?;
    serde_json::to_string(&test).map_err(|error| StoreError::State(error.to_string()).into())
}

/// Nobody is left out: who cannot be sent to gets a row that says why. `None` for who is another part's of a test.
pub(super) fn send_of(
    image: &Image,
    run: &Run,
    test: Option<&Tested>,
    contact: ContactId,
    now: Timestamp,
) -> Option<NewSend> {
    let plain = || Dressed {
        email: Some((run.email.clone(), run.email_version)),
        details: SendDetails::default(),
        due_at: now,
    };
    let dressed = test.map_or_else(|| Some(plain()), |test| test.dress(run, contact))?;
    let record = image.contact(contact);
    let held = match &record {
        None => Some("the contact does not exist any more".to_string()),
        Some(record) if record.email.is_none() => Some("the contact has no e-mail address".to_string()),
        // Only who could have been written to can be compared with.
        Some(_) => dressed.email.is_none().then(|| HOLDOUT.to_string()),
    };
    let (email, email_version) = dressed.email.unwrap_or_else(|| (run.email.clone(), run.email_version));
    Some(NewSend {
        run: Some(run.id),
        program: Some(run.program.clone()),
        occurrence: run.occurrence(),
        contact: record.as_ref().map_or(contact, |record| record.id),
        address: record.and_then(|record| record.email).unwrap_or_default(),
        email,
        email_version,
        operational: run.operational,
        details: serde_json::to_string(&dressed.details).unwrap_or_else(|_| "{}".into()),
        due_at: dressed.due_at.max(now),
        held,
    })
}
