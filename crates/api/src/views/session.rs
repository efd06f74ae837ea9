//! Sign-in and who is signed in.

use crate::rights::Right;
use crate::views::settings::UserView;
use model::Currency;
use model::definition::{Approval, Brand, Topic};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// Who is signed in and what they may do.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    pub user: UserView,
    pub rights: Vec<Right>,
    pub workspace: String,
    pub settings: SessionSettings,
}

/// What every page needs of the instance's settings.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionSettings {
    pub company: String,
    /// Reporting currency.
    pub currency: Currency,
    /// IANA zone of the instance's days.
    pub zone: String,
    /// 1 Monday – 7 Sunday.
    pub week_start: u32,
    /// `2026-01-31`.
    pub go_live: String,
    /// Reasons that sales may choose from when rejecting or recycling.
    pub rejection_reasons: Vec<String>,
    pub channels: Vec<String>,
    /// What recipients may choose to receive.
    pub topics: Vec<Topic>,
    /// Which roles need a second person.
    pub approval: Approval,
    /// How the company's mail looks.
    pub brand: Brand,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    pub current: String,
    /// At least 12 characters.
    #[schema(min_length = 12, max_length = 256)]
    pub new: String,
}
