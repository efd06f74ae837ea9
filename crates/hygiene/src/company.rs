//! Names of companies: the form in which two spellings of one company are the same text.

use crate::text;

/// Legal forms, as folded words; the longest are tried first. From the national registers' own lists.
const FORMS: &[&str] = &[
    "sociedad anonima de capital variable",
    "sociedad limitada unipersonal",
    "gmbh and co kg",
    "gmbh co kg",
    "sociedad limitada",
    "sociedad anonima",
    "sa de cv",
    "s a de c v",
    "limited liability company",
    "incorporated",
    "corporation",
    "aktiengesellschaft",
    "aktieselskab",
    "aksjeselskap",
    "private limited",
    "pty ltd",
    "pvt ltd",
    "s l u",
    "s a u",
    "s p a",
    "s r l",
    "s a s",
    "s l l",
    "sociedad cooperativa",
    "s coop",
    "limited",
    "company",
    "gmbh",
    "corp",
    "comp",
    "mbh",
    "asa",
    "inc",
    "llc",
    "llp",
    "ltd",
    "plc",
    "pty",
    "slu",
    "sau",
    "spa",
    "srl",
    "sas",
    "sarl",
    "bvba",
    "kft",
    "oyj",
    "a s",
    "b v",
    "n v",
    "s a",
    "s l",
    "k s",
    "i s",
    "ag",
    "ab",
    "as",
    "aps",
    "bv",
    "co",
    "cv",
    "ans",
    "da",
    "kg",
    "kk",
    "ks",
    "lp",
    "nv",
    "oy",
    "sa",
    "se",
    "sl",
    "sp z o o",
    "nuf",
    "enk",
    "ek",
    "ev",
    "hf",
    "ehf",
];

/// Comparison form: folded words without `&`, a leading "the" and trailing legal forms. `"Nordlys Energi A/S"` and
/// `"NORDLYS ENERGI AS"` agree. Never empty unless the name has no letter or digit.
pub fn normal(name: &str) -> String {
    let whole = text::words(&name.replace('&', " and "));
    let mut rest = whole.strip_prefix("the ").unwrap_or(&whole);
    while let Some(shorter) = FORMS.iter().find_map(|form| rest.strip_suffix(form)?.strip_suffix(' ')) {
        rest = shorter.strip_suffix(" and").unwrap_or(shorter);
    }
    rest.to_string()
}

/// What people who work for nobody else write in place of a company, as folded words.
const NOBODY: &[&str] = &[
    "arbeidsledig",
    "autonoma",
    "autonomo",
    "desempleado",
    "estudiante",
    "freelance",
    "freelancer",
    "frilanser",
    "independent",
    "independiente",
    "jubilada",
    "jubilado",
    "particular",
    "pensjonist",
    "por cuenta propia",
    "privado",
    "privat",
    "private",
    "privatperson",
    "retired",
    "self employed",
    "selvstendig",
    "selvstendig naeringsdrivende",
    "student",
    "unemployed",
];

/// Whether a name says that there is no company: those who write it have nothing in common.
pub fn is_nobody(name: &str) -> bool {
    let words = text::words(name);
    words.is_empty() || NOBODY.contains(&words.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_company_agree() {
        for (one, other) in [
            ("Acme Inc.", "ACME Corporation"),
            ("Nordlys Energi A/S", "nordlys energi as"),
            ("Ibérica de Compras, S.L.U.", "Iberica de compras SL"),
            ("Müller & Söhne GmbH & Co. KG", "Muller and Sohne"),
            ("Grupo Sol, S.A. de C.V.", "Grupo Sol"),
            ("The Widget Company Ltd", "Widget"),
        ] {
            assert_eq!(normal(one), normal(other), "{one} / {other}");
        }
    }

    #[test]
    fn who_works_alone_has_no_company() {
        assert!(NOBODY.is_sorted());
        for name in ["Freelance", "Autónomo", "self-employed", "Privat", "…"] {
            assert!(is_nobody(name), "{name}");
        }
        assert!(!is_nobody("Freelancer Group AS"));
    }

    #[test]
    fn a_name_that_is_a_legal_form_stays() {
        assert_eq!(normal("SAS"), "sas");
        assert_eq!(normal("AS"), "as");
        assert_eq!(normal("Texas"), "texas");
        assert_eq!(normal("…"), "");
    }
}
