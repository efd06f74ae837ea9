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

/// Words that a name's initials leave out.
const BETWEEN: &[&str] = &["and", "de", "et", "i", "of", "og", "und", "y"];

/// Articles and words that begin or end the names of many: they tell nobody apart.
const GENERAL: &str = "american banco bank centro comercial das dei del den der det die digital el first general global \
    group groupe grupo gruppe gruppen instituto la las le les los national new nordic norges norsk norske nueva nuevo \
    servicios services solutions svensk svenske systems tech the united";

/// Whether a web domain is called like the company: the label that was registered is its name, its initials, a word of
/// the name or the beginning of it, or has the name's first word at its own beginning or between hyphens. The addresses
/// of an agency's people, or of a parent company's, do not say where their employer is at home.
pub fn is_called_like(name: &str, domain: &str) -> bool {
    let name = normal(name);
    let words: Vec<&str> = name.split(' ').filter(|word| !BETWEEN.contains(word)).collect();
    let whole = words.concat();
    let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
    let first = words.first().copied().unwrap_or_default();
    let Some((label, _)) = psl::domain_str(domain).and_then(|registered| registered.split_once('.')) else {
        return false;
    };
    let parts = text::words(label);
    let label = parts.replace(' ', "");
    let tells =
        |text: &str, least: usize| text.chars().count() >= least && !GENERAL.split(' ').any(|word| word == text);
    let is_name = label == whole || (words.len() > 1 && label == initials);
    let is_word = tells(&label, if label == first { 1 } else { 3 }) && words.contains(&label.as_str());
    let begins_name = tells(&label, 4) && whole.starts_with(&label);
    let has_first = tells(first, 4) && (label.starts_with(first) || parts.split(' ').any(|part| part == first));
    !label.is_empty() && (is_name || is_word || begins_name || has_first)
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
    fn a_domain_is_called_like_its_company() {
        for (name, domain) in [
            ("Acme Inc.", "acme.com"),
            ("Acme", "mail.acme.co.uk"),
            ("Nordlys Energi AS", "nordlys-energi.no"),
            ("Grupo Lar, S.A.", "lar.es"),
            ("Det Norske Veritas", "dnv.com"),
            ("H&M", "hm.com"),
            ("Compañía Ibérica", "iberica.es"),
            ("Grupo Lar", "grupolar.es"),
            ("Acme", "shop-acme.com"),
            ("Acme", "acmeiberica.com.mx"),
            ("GE Healthcare", "ge.com"),
            ("Nordlys Energi AS", "nordlysen.no"),
        ] {
            assert!(is_called_like(name, domain), "{name} / {domain}");
        }
        for (name, domain) in [
            ("Acme", "agency.com"),
            ("Acme Solutions", "itsolutions.com"),
            ("Alphabet", "google.com"),
            ("HP", "php.net"),
            ("…", "acme.com"),
            ("Acme", "com"),
            ("Acme", "com.mx"),
            ("Comercial Ibérica", "agency.com.mx"),
            ("Telecom", "agency.com.mx"),
            ("Comcast", "agency.com.mx"),
            ("Mail Boxes", "mail.agency.com"),
            ("Det Norske Veritas", "detroitagency.com"),
            ("Grupo Lar", "grupoagencia.es"),
            ("New Relic", "newmedia.com"),
            ("New Relic", "new.com"),
            ("Art Basel", "smartagency.com"),
            ("Art Basel", "artagency.com"),
            ("Smartagency", "art.com"),
            ("Nordlys Energi", "lysen.no"),
        ] {
            assert!(!is_called_like(name, domain), "{name} / {domain}");
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
