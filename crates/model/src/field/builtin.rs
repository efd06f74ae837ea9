//! The fields that are part of the product.

use super::{Field, FieldType, typed};

/// The fields that every instance has. Choices of open lists (industry, function) are in the starter instance.
pub fn builtin_fields() -> Vec<Field> {
    use super::Object as Of;
    use FieldType::*;
    let field = |object, key: &str, field_type, label: &str, personal| Field {
        object,
        label: label.into(),
        personal,
        builtin: true,
        ..typed(key, field_type)
    };
    vec![
        field(Of::Contact, "email", Email, "E-mail", true),
        field(Of::Contact, "first_name", Text, "First name", true),
        field(Of::Contact, "last_name", Text, "Last name", true),
        field(Of::Contact, "job_title", Text, "Job title", false),
        field(Of::Contact, "job_function", Text, "Job function", false),
        field(Of::Contact, "seniority", Text, "Seniority", false),
        field(Of::Contact, "buyer_role", Text, "Buyer role", false),
        field(Of::Contact, "company", Text, "Company", false),
        field(Of::Contact, "phone", Phone, "Phone", true),
        field(Of::Contact, "mobile", Phone, "Mobile phone", true),
        field(Of::Contact, "country", Country, "Country", false),
        field(Of::Contact, "region", Text, "Region", false),
        field(Of::Contact, "city", Text, "City", true),
        field(Of::Contact, "language", Text, "Language", false),
        field(Of::Contact, "time_zone", Text, "Time zone", false),
        field(Of::Account, "name", Text, "Name", false),
        field(Of::Account, "domain", Text, "Web domain", false),
        field(Of::Account, "industry", Text, "Industry", false),
        field(Of::Account, "country", Country, "Country", false),
        field(Of::Account, "region", Text, "Region", false),
        field(Of::Account, "employees", Integer, "Employees", false),
        field(Of::Account, "annual_revenue", Money, "Annual revenue", false),
        field(Of::Account, "phone", Phone, "Phone", false),
        field(Of::Lead, "source", Text, "Lead source", false),
        field(Of::Opportunity, "name", Text, "Name", false),
        field(Of::Opportunity, "stage", Text, "Stage", false),
        field(Of::Opportunity, "source", Text, "Source", false),
    ]
}
