//! A mapping made ready for the rows of a file: for each column its place, its rule and the field that its cells are.

use crate::mapping::{Fixed, OnProblem};
use crate::target::{Target, field_of};
use crate::{ColumnMapping, Mapping};
use hygiene::ColumnRule;
use hygiene::header::Table;
use model::{Field, FieldType, Object};

/// A column (or a fixed value) that goes somewhere.
#[derive(Debug, Clone)]
pub struct Column {
    /// Place in the row; `None` for a fixed value.
    pub at: Option<usize>,
    pub name: String,
    /// The fixed value; empty for columns.
    pub fixed: String,
    pub target: Target,
    pub rule: ColumnRule,
    /// The definition that cells are read by; made up for targets that are not fields.
    pub field: Field,
    pub on_problem: OnProblem,
}

/// All columns that go somewhere.
#[derive(Debug, Clone)]
pub struct Plan {
    pub table: Table,
    pub columns: Vec<Column>,
    pub clear: Option<String>,
}

impl Plan {
    pub fn new(mapping: &Mapping, header: &[String], fields: &[Field]) -> Plan {
        let columns = header.iter().enumerate().filter_map(|(at, name)| {
            let column = mapping.column(name)?;
            Column::of_column(at, column, mapping, fields)
        });
        let fixed = mapping.fixed.iter().filter_map(|fixed| Column::of_fixed(fixed, mapping, fields));
        let mut columns: Vec<Column> = columns.chain(fixed).collect();
        // A phone number is read by the country of its row, so countries are read first.
        columns.sort_by_key(|column| column.field.field_type != FieldType::Country);
        Plan { table: mapping.object, columns, clear: mapping.clear.clone() }
    }
}

impl Column {
    fn of_column(at: usize, column: &ColumnMapping, mapping: &Mapping, fields: &[Field]) -> Option<Column> {
        let target = column.to.clone()?;
        let field = definition(&target, mapping.object, fields, column.property)?;
        let mut rule = column.rule.clone();
        rule.zone = rule.zone.or_else(|| mapping.zone.clone());
        rule.country = rule.country.or_else(|| mapping.country.clone());
        let soft = matches!(field.field_type, FieldType::Phone | FieldType::Url);
        let usual = if soft { OnProblem::LeaveOut } else { OnProblem::Reject };
        let on_problem = column.on_problem.unwrap_or(usual);
        Some(Column {
            at: Some(at),
            name: column.column.clone(),
            fixed: String::new(),
            target,
            rule,
            field,
            on_problem,
        })
    }

    /// A fixed value as a column that has it in every row.
    pub fn of_fixed(fixed: &Fixed, mapping: &Mapping, fields: &[Field]) -> Option<Column> {
        let field = definition(&fixed.to, mapping.object, fields, None)?;
        let rule = ColumnRule {
            decimal_mark: Some(hygiene::DecimalMark::Point),
            zone: mapping.zone.clone(),
            country: mapping.country.clone(),
            ..ColumnRule::default()
        };
        let (name, target, on_problem) = (fixed.to.to_string(), fixed.to.clone(), OnProblem::Reject);
        Some(Column { at: None, name, fixed: fixed.value.clone(), target, rule, field, on_problem })
    }

    /// The cell of a row, or the fixed value.
    pub fn cell<'a>(&'a self, cells: &'a [String]) -> &'a str {
        match self.at {
            Some(at) => cells.get(at).map_or("", String::as_str),
            None => &self.fixed,
        }
    }
}

fn definition(target: &Target, table: Table, fields: &[Field], property: Option<FieldType>) -> Option<Field> {
    if let Target::Field(key) = target {
        return field_of(table, key, fields).cloned();
    }
    let field_type = target.field_type(table, fields, property)?;
    let key = target.to_string();
    Some(Field {
        object: table.object().unwrap_or(Object::Contact),
        label: key.clone(),
        key,
        field_type,
        description: String::new(),
        owner: String::new(),
        personal: false,
        default: None,
        choices: Vec::new(),
        builtin: true,
    })
}
