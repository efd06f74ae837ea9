//! The normal form of a text by the type of its field.

use crate::{Problem, country, email, phone, url};
use model::FieldType;

/// Phones in E.164, countries as codes, addresses and URLs as they are kept; other texts as they are. An empty text stays
/// one: it says that there is nothing. `country` (alpha-2) is that of phone numbers without their own code.
pub fn normal(field_type: FieldType, text: &str, country: Option<&str>) -> Result<String, Problem> {
    if text.is_empty() {
        return Ok(String::new());
    }
    match field_type {
        FieldType::Phone => phone::parse(text, country),
        FieldType::Country => country::parse(text).map(String::from),
        FieldType::Url => url::parse(text),
        FieldType::Email => email::parse(text).map(|email| email.address),
        _ => Ok(text.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_has_its_normal_form_and_refuses_what_has_none() {
        assert_eq!(normal(FieldType::Country, "Norge", None).unwrap(), "NO");
        assert_eq!(normal(FieldType::Phone, "+47 55 00 00 00", None).unwrap(), "+4755000000");
        assert_eq!(normal(FieldType::Email, " Ana@Example.COM ", None).unwrap(), "ana@example.com");
        assert_eq!(normal(FieldType::Phone, "612 34 56 78", Some("ES")).unwrap(), "+34612345678");
        assert_eq!(normal(FieldType::Email, "ana", None).unwrap_err(), email::parse("ana").unwrap_err());
        assert_eq!(normal(FieldType::Text, "abc", None).unwrap(), "abc");
        assert_eq!(normal(FieldType::Phone, "", None).unwrap(), "");
        for (field_type, text) in
            [(FieldType::Country, "Atlantis"), (FieldType::Phone, "abc"), (FieldType::Url, "no es url")]
        {
            assert!(normal(field_type, text, None).is_err(), "{text}");
        }
    }
}
