//! Whether a mapping can be run: columns that the file has, targets that fit, what a table cannot do without, and what is
//! still open.

use crate::mapping::{Fixed, Mapping};
use crate::target::{Slot, Target};
use hygiene::header::Table;
use hygiene::{Problem, shown};
use model::{Field, FieldType};

impl Mapping {
    /// What is wrong with the mapping itself: unknown columns, targets that do not fit, what a table must have.
    pub fn problems(&self, header: &[String], fields: &[Field]) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut taken: Vec<&Target> = Vec::new();
        for column in &self.columns {
            if !header.contains(&column.column) {
                let near = header.iter().find(|name| hygiene::text::edits(name, &column.column, 2).is_some());
                let near = near.map_or(header.join(", "), |name| format!("perhaps \"{name}\""));
                let reason = format!("the file has no column {}", shown(&column.column));
                problems.push(Problem::new(reason, format!("name one that it has: {near}")));
            }
            if self.columns.iter().filter(|other| other.column == column.column).count() > 1 {
                let reason = format!("the mapping names the column {} twice", shown(&column.column));
                problems.push(Problem::new(reason, "keep one"));
            }
        }
        let targets =
            self.columns.iter().filter_map(|column| column.to.as_ref()).chain(self.fixed.iter().map(|f| &f.to));
        for target in targets {
            if !target.fits(self.object, fields) {
                let reason = format!("{} has no \"{target}\"", self.object.as_str());
                problems.push(Problem::new(reason, "choose another target, or create the field first"));
            } else if !target.takes_many() && taken.contains(&target) {
                let reason = format!("two columns go to \"{target}\"");
                problems.push(Problem::new(reason, "send one of them elsewhere, or ignore it"));
            }
            taken.push(target);
        }
        problems.extend(self.lacks());
        problems.extend(self.fixed.iter().filter_map(|fixed| fixed.problem(self, fields)));
        problems
    }

    /// What columns still lack that their type needs: open questions of a mapping that did not come from a proposal.
    pub fn unanswered(&self, fields: &[Field]) -> Vec<Problem> {
        let mut open = Vec::new();
        for column in &self.columns {
            let Some(target) = &column.to else { continue };
            let mut need = |there: bool, what: &str, key: &str| {
                if !there {
                    let reason = format!("the {what} of the column {} is open", shown(&column.column));
                    open.push(Problem::new(reason, format!("set its \"{key}\" in the mapping")));
                }
            };
            let (rule, money) = (&column.rule, Some(FieldType::Money));
            let field_type = target.field_type(self.object, fields, column.property);
            if matches!(field_type, Some(FieldType::Date | FieldType::Instant)) {
                need(rule.date_format.is_some(), "date format", "date_format");
            }
            if matches!(field_type, Some(FieldType::Integer | FieldType::Decimal | FieldType::Money)) {
                need(rule.decimal_mark.is_some(), "decimal mark", "decimal_mark");
            }
            if field_type == money {
                need(rule.currency.is_some() || self.fills(Slot::Currency), "currency", "currency");
            }
        }
        open
    }

    /// What rows of the table cannot do without.
    fn lacks(&self) -> Vec<Problem> {
        let any = |slots: &[Slot]| slots.iter().any(|slot| self.fills(*slot));
        let contact = [Slot::ContactExternalId, Slot::ContactEmail];
        let need = |there: bool, what: &str| {
            let reason = format!("no column gives {what}");
            (!there).then(|| Problem::new(reason, "map a column to it"))
        };
        let needs = match self.object {
            Table::Contacts => [
                need(any(&[Slot::Email, Slot::ExternalId]), "the e-mail address or the id of the contacts"),
                None,
                None,
            ],
            Table::Accounts => {
                let named = any(&[Slot::ExternalId]) || self.fills_field("name") || self.fills_field("domain");
                [need(named, "the id, the name or the web domain of the accounts"), None, None]
            }
            Table::Leads => [need(any(&contact), "the contact of the leads (id or e-mail address)"), None, None],
            Table::Opportunities => {
                let slots = [
                    Slot::ExternalId,
                    Slot::LeadExternalId,
                    Slot::AccountExternalId,
                    Slot::AccountName,
                    Slot::AccountDomain,
                ];
                let named = any(&slots) || any(&contact);
                [need(named, "the id, the account, the lead or the contact of the opportunities"), None, None]
            }
            Table::Activities => {
                let whose = any(&contact) || any(&[Slot::LeadExternalId]);
                [
                    need(whose, "whose the activities are (contact id, e-mail address or lead id)"),
                    need(any(&[Slot::Kind]), "the kind of the activities"),
                    need(any(&[Slot::At]), "the time of the activities"),
                ]
            }
        };
        needs.into_iter().flatten().collect()
    }

    fn fills_field(&self, key: &str) -> bool {
        let target = Target::Field(key.into());
        self.columns.iter().any(|column| column.to.as_ref() == Some(&target))
            || self.fixed.iter().any(|f| f.to == target)
    }
}

impl Fixed {
    fn problem(&self, mapping: &Mapping, fields: &[Field]) -> Option<Problem> {
        let column = crate::plan::Column::of_fixed(self, mapping, fields)?;
        let problem = match hygiene::parse_cell(&self.value, &column.rule, &column.field) {
            Ok(Some(_)) => return None,
            Ok(None) => Problem::new("it is empty", "write a value or remove it"),
            Err(problem) => problem,
        };
        Some(Problem::new(format!("the fixed value of \"{}\": {}", self.to, problem.reason), problem.remedy))
    }
}
