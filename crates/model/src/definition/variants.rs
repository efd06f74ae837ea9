//! Variants of a batch program: what differs between them, who tries them, and how the best one is found.

use serde::{Deserialize, Serialize};

/// A test of variants. Each contact gets one of them, or nothing; never two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantTest {
    /// The first is what the others are compared with.
    pub variants: Vec<Variant>,
    /// What the best variant has most of.
    pub by: Aim,
    /// Hours after the last variant went out at which the result is read and, where others wait for it, a winner chosen.
    pub after_hours: u32,
    /// Percent of the audience that tries the variants; the others get the winner. When absent everybody tries one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<u32>,
    /// Percent of the audience that gets nothing, to compare with.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub holdout: u32,
    /// Contacts that each variant must have reached before anything is concluded.
    #[serde(default = "VariantTest::usual_sample")]
    pub sample: u32,
    /// What the others get when no variant is clearly the best at its time.
    #[serde(default)]
    pub unclear: Unclear,
}

impl VariantTest {
    /// Fewer contacts say nothing.
    pub fn usual_sample() -> u32 {
        100
    }
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// What variants are compared by. Opens and clicks are those of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    Opens,
    Clicks,
    /// Contacts who converted, submitted a form or bought, whether or not they had clicked.
    Conversions,
    /// What contacts bought and what deals of theirs were won, in the reporting currency, on average.
    Revenue,
}

impl Aim {
    pub const ALL: [Aim; 4] = [Aim::Opens, Aim::Clicks, Aim::Conversions, Aim::Revenue];

    pub fn as_str(self) -> &'static str {
        match self {
            Aim::Opens => "opens",
            Aim::Clicks => "clicks",
            Aim::Conversions => "conversions",
            Aim::Revenue => "revenue",
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unclear {
    /// The variant that leads.
    #[default]
    Leading,
    /// Nothing, until somebody chooses.
    Wait,
}

/// What one part of the audience gets. What is empty is as the program's email has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    pub key: String,
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// Key of another email.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from_address: String,
    /// Hour of the day at which it goes out, 0–23, in the instance's zone; at once when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<u32>,
}
