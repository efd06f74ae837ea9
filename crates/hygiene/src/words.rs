//! Words with a fixed meaning, in the languages of the product: yes and no, how a deal stands, what a company is to us.

use crate::text;
use model::record::{LeadOutcome, OpportunityOutcome, Relationship, Tier};

const YES: &[&str] = &["1", "ja", "j", "on", "s", "sann", "si", "t", "true", "verdadero", "wahr", "x", "y", "yes", "v"];
const NO: &[&str] = &["0", "f", "false", "falsch", "falso", "n", "nei", "nein", "no", "off", "usann"];

/// ja/nei, sí/no, yes/no, true/false, 1/0.
pub fn boolean(input: &str) -> Option<bool> {
    if matches!(input.trim(), "✓" | "✔") {
        return Some(true);
    }
    of_word(&text::words(input))
}

/// The same, for a word that is folded already.
pub(crate) fn of_word(word: &str) -> Option<bool> {
    if YES.contains(&word) {
        return Some(true);
    }
    NO.contains(&word).then_some(false)
}

const WON: &[&str] = &[
    "closed won",
    "won",
    "ganada",
    "ganado",
    "cerrada ganada",
    "cerrado ganado",
    "vunnet",
    "lukket vunnet",
    "gewonnen",
    "signed",
    "signert",
    "firmado",
];
const LOST: &[&str] = &[
    "closed lost",
    "lost",
    "perdida",
    "perdido",
    "cerrada perdida",
    "cerrado perdido",
    "tapt",
    "lukket tapt",
    "verloren",
    "abandoned",
    "cancelled",
    "canceled",
    "cancelado",
    "avlyst",
];
const OPEN: &[&str] =
    &["open", "abierta", "abierto", "apen", "apent", "offen", "in progress", "pagaende", "en curso", "pipeline"];
const RECYCLED: &[&str] = &["recycled", "nurture", "reciclado", "resirkulert", "til nurture"];
const DISQUALIFIED: &[&str] =
    &["disqualified", "unqualified", "descalificado", "descartado", "diskvalifisert", "ukvalifisert"];

/// How a deal stands.
pub fn opportunity_outcome(input: &str) -> Option<OpportunityOutcome> {
    let word = text::words(input);
    let word = word.as_str();
    if WON.contains(&word) {
        Some(OpportunityOutcome::Won)
    } else if LOST.contains(&word) {
        Some(OpportunityOutcome::Lost)
    } else {
        OPEN.contains(&word).then_some(OpportunityOutcome::Open)
    }
}

/// How a lead ended; `Some(None)` when it says that the lead is still open.
pub fn lead_outcome(input: &str) -> Option<Option<LeadOutcome>> {
    let word = text::words(input);
    if RECYCLED.contains(&word.as_str()) {
        return Some(Some(LeadOutcome::Recycled));
    }
    if DISQUALIFIED.contains(&word.as_str()) {
        return Some(Some(LeadOutcome::Disqualified));
    }
    opportunity_outcome(input).map(|outcome| match outcome {
        OpportunityOutcome::Open => None,
        OpportunityOutcome::Won => Some(LeadOutcome::Won),
        OpportunityOutcome::Lost => Some(LeadOutcome::Lost),
    })
}

const RELATIONSHIPS: &[(&str, Relationship)] = &[
    ("prospecto", Relationship::Prospect),
    ("cliente potencial", Relationship::Prospect),
    ("potensiell kunde", Relationship::Prospect),
    ("lead", Relationship::Prospect),
    ("cliente", Relationship::Customer),
    ("kunde", Relationship::Customer),
    ("client", Relationship::Customer),
    ("socio", Relationship::Partner),
    ("colaborador", Relationship::Partner),
    ("samarbeidspartner", Relationship::Partner),
    ("competidor", Relationship::Competitor),
    ("competencia", Relationship::Competitor),
    ("konkurrent", Relationship::Competitor),
    ("empleado", Relationship::Employee),
    ("empleada", Relationship::Employee),
    ("ansatt", Relationship::Employee),
    ("internal", Relationship::Employee),
    ("prueba", Relationship::Test),
];

/// What a contact or account is to us.
pub fn relationship(input: &str) -> Option<Relationship> {
    let word = text::words(input);
    Relationship::parse(&word).or_else(|| RELATIONSHIPS.iter().find(|(name, _)| *name == word).map(|(_, is)| *is))
}

/// How much attention an account deserves.
pub fn tier(input: &str) -> Option<Tier> {
    match text::words(input).as_str() {
        "named" | "1" | "tier 1" => Some(Tier::Named),
        "target" | "2" | "tier 2" => Some(Tier::Target),
        "non icp" | "not icp" | "3" | "tier 3" => Some(Tier::NonIcp),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_three_languages() {
        for (word, is) in
            [("Sí", true), ("JA", true), ("nei", false), ("No", false), ("1", true), ("FALSE", false), ("x", true)]
        {
            assert_eq!(boolean(word), Some(is), "{word}");
        }
        assert_eq!(boolean("maybe"), None);
        assert_eq!(boolean(""), None);
        assert_eq!(opportunity_outcome("Cerrada - ganada"), Some(OpportunityOutcome::Won));
        assert_eq!(opportunity_outcome("Tapt"), Some(OpportunityOutcome::Lost));
        assert_eq!(opportunity_outcome("negotiation"), None);
        assert_eq!(lead_outcome("Åpen"), Some(None));
        assert_eq!(lead_outcome("Recycled"), Some(Some(LeadOutcome::Recycled)));
        assert_eq!(relationship("Kunde"), Some(Relationship::Customer));
        assert_eq!(relationship("partner"), Some(Relationship::Partner));
        assert_eq!(tier("Non-ICP"), Some(Tier::NonIcp));
    }
}
