//! How the company's mail looks: what emails take over that name no look of their own.

use serde::{Deserialize, Serialize};

/// The company's look. Colours are written `#1f7a5c`, lengths are pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Brand {
    /// Font families as CSS lists them.
    pub font: String,
    /// Colour and size of text.
    pub text: String,
    pub size: u32,
    pub link: String,
    /// What is around the mail.
    pub page: String,
    pub button: String,
    pub button_text: String,
    /// Of buttons.
    pub radius: u32,
    /// Address of the picture; no logo when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub logo: String,
    pub logo_width: u32,
    /// Where the logo leads.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub logo_link: String,
}

impl Default for Brand {
    /// A plain letter, until the company says how it looks.
    fn default() -> Brand {
        Brand {
            font: "Helvetica, Arial, sans-serif".into(),
            text: "#1d2722".into(),
            size: 16,
            link: "#1f6b47".into(),
            page: "#f4f2ec".into(),
            button: "#2f7350".into(),
            button_text: "#ffffff".into(),
            radius: 6,
            logo: String::new(),
            logo_width: 140,
            logo_link: String::new(),
        }
    }
}

impl Brand {
    pub(super) fn is_default(&self) -> bool {
        *self == Brand::default()
    }
}
