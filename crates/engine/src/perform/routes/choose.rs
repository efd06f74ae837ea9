//! Which rule speaks for a message. Pure.

use store::ways::{Routing, Rule};

/// What rules ask of a message.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    /// The address, or its domain.
    pub sender: &'a str,
    pub recipient: &'a str,
    pub program: Option<&'a str>,
    pub operational: bool,
}

/// The first rule that fits, with its place; `None` where the order decides.
pub fn choose<'a>(routing: &'a Routing, facts: &Facts<'_>) -> Option<(usize, &'a Rule)> {
    routing.rules.iter().enumerate().find(|(_, rule)| fits(rule, facts))
}

fn fits(rule: &Rule, facts: &Facts<'_>) -> bool {
    let of = |wanted: &Option<String>, address: &str| {
        let domain = address.rsplit('@').next().unwrap_or_default();
        wanted.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(domain))
    };
    of(&rule.sender_domain, facts.sender)
        && of(&rule.recipient_domain, facts.recipient)
        && rule.program.as_deref().is_none_or(|program| facts.program == Some(program))
        && rule.operational.is_none_or(|operational| operational == facts.operational)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_whose_conditions_all_hold_speaks() {
        let rule = |sender: &str, recipient: &str, program: &str, operational: Option<bool>| {
            let set = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
            let (sender_domain, recipient_domain, program) = (set(sender), set(recipient), set(program));
            Rule { sender_domain, recipient_domain, program, operational, ways: Vec::new() }
        };
        let rules = vec![
            rule("", "gmail.com", "news", None),
            rule("Example.com", "", "", Some(true)),
            rule("", "gmail.com", "", None),
        ];
        let routing = Routing { order: Vec::new(), rules };
        let chosen = |sender, recipient, program, operational| {
            choose(&routing, &Facts { sender, recipient, program, operational }).map(|(place, _)| place)
        };
        assert_eq!(chosen("news@example.com", "ana@GMAIL.com", Some("news"), false), Some(0));
        assert_eq!(chosen("news@example.com", "ana@gmail.com", None, true), Some(1));
        assert_eq!(chosen("example.com", "gmail.com", Some("other"), false), Some(2));
        assert_eq!(chosen("news@example.org", "ana@example.net", Some("news"), true), None);
        assert_eq!(chosen("news@mail.example.com", "ana@example.net", None, true), None, "a subdomain is another");
    }
}
