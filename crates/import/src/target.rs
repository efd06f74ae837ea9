//! What a column may fill: its name in mappings, the tables that have it, and the type its cells are read as.

use hygiene::header::Table;
use model::{Field, FieldType};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where the values of a column go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// Nothing is taken from the column.
    Ignore,
    Fixed(Slot),
    /// A field of the record, by key.
    Field(String),
    /// A property of the activity, by key.
    Property(String),
}

macro_rules! slots {
    ($($slot:ident $name:literal $type:ident [$($table:ident)*] $label:literal;)*) => {
        /// Targets that are not fields.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Slot { $($slot,)* }

        const SLOTS: &[(Slot, &str, FieldType, &[Table], &str)] =
            &[$((Slot::$slot, $name, FieldType::$type, &[$(Table::$table),*], $label),)*];
    };
}

slots! {
    Email "email" Email [Contacts] "E-mail";
    FurtherEmail "further_email" Email [Contacts] "Further e-mail";
    ExternalId "external_id" Text [Contacts Accounts Leads Opportunities Activities] "Id in the source system";
    FullName "full_name" Text [Contacts] "Full name";
    AccountExternalId "account.external_id" Text [Contacts Opportunities] "Account: id";
    AccountName "account.name" Text [Contacts Opportunities] "Account: name";
    AccountDomain "account.domain" Text [Contacts Opportunities] "Account: web domain";
    Relationship "relationship" Text [Contacts Accounts] "Relationship";
    Tier "tier" Text [Accounts] "Tier";
    Owner "owner" Email [Contacts Accounts Leads] "Owner (e-mail)";
    CreatedAt "created_at" Instant [Contacts Accounts] "Created";
    OptedOut "opted_out" Boolean [Contacts] "Opted out of marketing";
    ContactExternalId "contact.external_id" Text [Leads Opportunities Activities] "Contact: id";
    ContactEmail "contact.email" Email [Leads Opportunities Activities] "Contact: e-mail";
    Role "role" Text [Opportunities] "Contact: role";
    LeadExternalId "lead.external_id" Text [Opportunities Activities] "Lead: id";
    StartedAt "started_at" Instant [Leads] "Started";
    EndedAt "ended_at" Instant [Leads] "Ended";
    Outcome "outcome" Text [Leads Opportunities] "Outcome";
    Stage "stage" Text [Leads] "Stage";
    Amount "amount" Money [Opportunities] "Amount";
    Currency "currency" Text [Opportunities Activities] "Currency";
    OpenedAt "opened_at" Instant [Opportunities] "Opened";
    ClosedAt "closed_at" Instant [Opportunities] "Closed";
    Kind "kind" Text [Activities] "Kind of activity";
    Asset "asset" Text [Activities] "Content, page or form";
    At "at" Instant [Activities] "Time";
    Value "value" Money [Activities] "Value";
}

impl Slot {
    fn entry(self) -> &'static (Slot, &'static str, FieldType, &'static [Table], &'static str) {
        SLOTS.iter().find(|entry| entry.0 == self).expect("the table of slots is made from the slots")
    }

    pub fn field_type(self) -> FieldType {
        self.entry().2
    }
}

impl Target {
    pub fn parse(name: &str) -> Option<Target> {
        if name == "ignore" {
            return Some(Target::Ignore);
        }
        if let Some(key) = name.strip_prefix("field.") {
            return model::field::is_key(key).then(|| Target::Field(key.into()));
        }
        if let Some(key) = name.strip_prefix("property.") {
            return model::field::is_key(key).then(|| Target::Property(key.into()));
        }
        SLOTS.iter().find(|entry| entry.1 == name).map(|entry| Target::Fixed(entry.0))
    }

    /// Whether columns of the table may go there; fields only when they are defined.
    pub fn fits(&self, table: Table, fields: &[Field]) -> bool {
        match self {
            Target::Ignore => true,
            Target::Fixed(slot) => slot.entry().3.contains(&table),
            Target::Field(key) => {
                field_of(table, key, fields).is_some() && !(table == Table::Contacts && key == "email")
            }
            Target::Property(_) => table == Table::Activities,
        }
    }

    /// Whether several columns may go there.
    pub fn takes_many(&self) -> bool {
        matches!(self, Target::Ignore | Target::Fixed(Slot::FurtherEmail))
    }

    /// The type that cells are read as; `None` when they are not read. Properties are of the type given.
    pub fn field_type(&self, table: Table, fields: &[Field], property: Option<FieldType>) -> Option<FieldType> {
        match self {
            Target::Ignore => None,
            Target::Fixed(slot) => Some(slot.field_type()),
            Target::Field(key) => field_of(table, key, fields).map(|field| field.field_type),
            Target::Property(_) => Some(property.unwrap_or(FieldType::Text)),
        }
    }
}

/// The definition of a field of the table's record.
pub fn field_of<'a>(table: Table, key: &str, fields: &'a [Field]) -> Option<&'a Field> {
    fields.iter().find(|field| Some(field.object) == table.object() && field.key == key)
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Target::Ignore => f.write_str("ignore"),
            Target::Fixed(slot) => f.write_str(slot.entry().1),
            Target::Field(key) => write!(f, "field.{key}"),
            Target::Property(key) => write!(f, "property.{key}"),
        }
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let name = String::deserialize(d)?;
        Target::parse(&name).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "\"{name}\" is not a target; write ignore, field.KEY, property.KEY or one of {}",
                SLOTS.iter().map(|entry| entry.1).collect::<Vec<_>>().join(", ")
            ))
        })
    }
}

impl utoipa::PartialSchema for Target {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::schema::Type::String).into()
    }
}
impl utoipa::ToSchema for Target {}

/// A target as it is offered in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TargetInfo {
    /// Its name in mappings.
    pub target: Target,
    /// In English; of fields their own label.
    pub label: String,
    #[serde(rename = "type")]
    pub field_type: FieldType,
}

/// Everything that columns of a table may fill, keys first. Properties of activities are free and not listed.
pub fn targets(table: Table, fields: &[Field]) -> Vec<TargetInfo> {
    let slots = SLOTS.iter().filter(|entry| entry.3.contains(&table)).map(|entry| TargetInfo {
        target: Target::Fixed(entry.0),
        label: entry.4.into(),
        field_type: entry.2,
    });
    let of_table = fields.iter().map(|field| (Target::Field(field.key.clone()), field));
    let own = of_table.filter(|(target, field)| Some(field.object) == table.object() && target.fits(table, fields));
    let own =
        own.map(|(target, field)| TargetInfo { target, label: field.label.clone(), field_type: field.field_type });
    slots.chain(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::field::builtin_fields;

    #[test]
    fn names_come_back() {
        for table in Table::ALL {
            for info in targets(table, &builtin_fields()) {
                assert_eq!(Target::parse(&info.target.to_string()), Some(info.target));
            }
        }
        assert_eq!(Target::parse("field.Bad Key"), None);
        assert_eq!(Target::parse("shoe_size"), None);
    }

    #[test]
    fn what_headings_suggest_are_targets() {
        let fields = builtin_fields();
        for table in Table::ALL {
            for heading in ["id", "email", "name", "date", "amount", "owner", "country", "source", "role", "type"] {
                for guess in hygiene::header::guesses(table, heading, &fields) {
                    let target = Target::parse(&guess.target).unwrap_or_else(|| panic!("{}", guess.target));
                    assert!(target.fits(table, &fields), "{} in {}", guess.target, table.as_str());
                }
            }
        }
    }
}
