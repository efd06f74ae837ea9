//! Built-in fields as they are called in each language, for as long as nobody has called them otherwise.

use super::Lang;
use model::Object::{self, *};

const FIELDS: &[(Object, &str, [&str; 3])] = &[
    (Contact, "email", ["E-mail", "Correo electrónico", "E-post"]),
    (Contact, "first_name", ["First name", "Nombre", "Fornavn"]),
    (Contact, "last_name", ["Last name", "Apellidos", "Etternavn"]),
    (Contact, "job_title", ["Job title", "Cargo", "Stilling"]),
    (Contact, "job_function", ["Job function", "Función", "Funksjon"]),
    (Contact, "seniority", ["Seniority", "Nivel jerárquico", "Ansiennitet"]),
    (Contact, "buyer_role", ["Buyer role", "Papel en la compra", "Rolle i kjøpet"]),
    (Contact, "company", ["Company", "Empresa", "Firma"]),
    (Contact, "phone", ["Phone", "Teléfono", "Telefon"]),
    (Contact, "mobile", ["Mobile phone", "Teléfono móvil", "Mobil"]),
    (Contact, "country", ["Country", "País", "Land"]),
    (Contact, "region", ["Region", "Región", "Region"]),
    (Contact, "city", ["City", "Ciudad", "By"]),
    (Contact, "language", ["Language", "Idioma", "Språk"]),
    (Contact, "time_zone", ["Time zone", "Zona horaria", "Tidssone"]),
    (Account, "name", ["Name", "Nombre", "Navn"]),
    (Account, "domain", ["Web domain", "Dominio web", "Nettdomene"]),
    (Account, "industry", ["Industry", "Sector", "Bransje"]),
    (Account, "country", ["Country", "País", "Land"]),
    (Account, "region", ["Region", "Región", "Region"]),
    (Account, "employees", ["Employees", "Empleados", "Ansatte"]),
    (Account, "annual_revenue", ["Annual revenue", "Facturación anual", "Årsomsetning"]),
    (Account, "phone", ["Phone", "Teléfono", "Telefon"]),
    (Lead, "source", ["Lead source", "Origen del lead", "Leadkilde"]),
    (Opportunity, "name", ["Name", "Nombre", "Navn"]),
    (Opportunity, "stage", ["Stage", "Etapa", "Steg"]),
    (Opportunity, "source", ["Source", "Origen", "Kilde"]),
];

/// The label in the language, when it is still the product's own; `None` when the instance has named the field itself.
pub fn builtin(of: Object, key: &str, label: &str, lang: Lang) -> Option<&'static str> {
    let (_, _, labels) = FIELDS.iter().find(|(object, name, _)| *object == of && *name == key)?;
    (labels[0] == label).then(|| labels[lang as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::field::builtin_fields;

    #[test]
    fn every_builtin_field_has_its_label_in_each_language() {
        for field in builtin_fields() {
            let label = |lang| builtin(field.object, &field.key, &field.label, lang);
            assert_eq!(label(Lang::En), Some(field.label.as_str()));
            assert!(label(Lang::Es).is_some_and(|label| label != field.label), "{}", field.key);
            assert!(label(Lang::No).is_some(), "{}", field.key);
        }
        assert_eq!(builtin(Contact, "country", "Where they live", Lang::Es), None);
    }
}
