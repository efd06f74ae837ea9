//! What came of a program's mail, and who fetched it.

use super::shared::Reference;
use insight::results::{Followed, Narrow, Outcome};
use model::Timestamp;
use model::hit::{Fetch, Label, Signal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// Of which run.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RunParams {
    /// Id of a run; everything that the program sent when absent.
    pub run: Option<String>,
}

/// Which contacts; every part that is given must hold.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ResultParams {
    pub run: Option<String>,
    #[param(inline)]
    pub outcome: Option<Outcome>,
    /// Domain of the address.
    pub domain: Option<String>,
    /// `phone`, `tablet`, `computer` or `other`.
    pub device: Option<String>,
    pub variant: Option<String>,
    /// Key of a segment.
    pub segment: Option<String>,
    /// A link that they followed, as the results name it.
    pub link: Option<String>,
    /// Key of the email that the link stood in.
    pub email: Option<String>,
    /// Version of that email; 0 where it is not known.
    pub version: Option<i64>,
    /// Language of the message; empty for the email's own.
    pub language: Option<String>,
    /// Which of the message's links it was, from 1; 0 where it is not known.
    pub place: Option<i64>,
    /// Why it came back, as the results name it.
    pub cause: Option<String>,
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

impl ResultParams {
    pub fn narrow(&self) -> Narrow {
        Narrow {
            outcome: self.outcome,
            domain: self.domain.clone(),
            device: self.device.clone(),
            variant: self.variant.clone(),
            segment: self.segment.clone(),
            followed: Followed {
                link: self.link.clone(),
                email: self.email.clone(),
                version: self.version,
                language: self.language.clone(),
                place: self.place,
            },
            cause: self.cause.clone(),
        }
    }
}

/// Which fetches.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HitParams {
    pub run: Option<String>,
    #[param(inline)]
    pub label: Option<Label>,
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

/// A fetch of the pixel or of a link.
#[derive(Debug, Serialize, ToSchema)]
pub struct HitRow {
    pub contact: Option<Reference>,
    pub at: Timestamp,
    pub fetch: Fetch,
    /// Where the link leads, without its query.
    pub link: String,
    pub method: String,
    /// What the client says that it is.
    pub agent: String,
    /// The network that it came from; no more of the address is kept.
    pub network: Option<String>,
    /// Absent for a minute, until all has happened that may say who it was.
    pub label: Option<Label>,
    pub signals: Vec<Signal>,
}

/// Fetches, the latest first, and how many have each label.
#[derive(Debug, Serialize, ToSchema)]
pub struct HitPage {
    pub items: Vec<HitRow>,
    pub next: Option<String>,
    pub total: u64,
    pub labels: BTreeMap<String, u64>,
}
