//! The columns of each table: what every cell reads of its row.

use super::cells::{Cell, Kind};
use audience::Image;
use model::*;
use rules::{Subject, View};

/// A column: its name, kind, whether it is personal data, and how its cell is read from a row.
pub(super) struct Column<R> {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) personal: bool,
    pub(super) read: Box<dyn Fn(&Image, &R) -> Cell>,
}

fn text(value: Option<impl ToString>) -> Cell {
    value.map_or(Cell::Null, |value| Cell::Text(value.to_string()))
}

fn time(at: Option<Timestamp>) -> Cell {
    at.map_or(Cell::Null, |at| Cell::Time(at.0))
}

fn major(money: Money) -> f64 {
    money.minor as f64 / 10f64.powi(money.currency.decimals() as i32)
}

fn value(value: Option<&Value>) -> Cell {
    match value {
        None => Cell::Null,
        Some(Value::Text(text)) => Cell::Text(text.clone()),
        Some(Value::Integer(number)) => Cell::Integer(*number),
        Some(Value::Decimal(number)) => Cell::Number(number.0 as f64 / Decimal::SCALE as f64),
        Some(Value::Money(money)) => Cell::Number(major(*money)),
        Some(Value::Date(day)) => Cell::Text(value::date_of_day(*day).to_string()),
        Some(Value::Instant(at)) => Cell::Time(at.0),
        Some(Value::Boolean(yes)) => Cell::Boolean(*yes),
    }
}

fn kind_of(field_type: FieldType) -> Kind {
    match field_type {
        FieldType::Integer => Kind::Integer,
        FieldType::Decimal | FieldType::Money => Kind::Number,
        FieldType::Instant => Kind::Time,
        FieldType::Boolean => Kind::Boolean,
        _ => Kind::Text,
    }
}

fn column<R: 'static>(name: &str, kind: Kind, read: impl Fn(&Image, &R) -> Cell + 'static) -> Column<R> {
    Column { name: name.to_string(), kind, personal: false, read: Box::new(read) }
}

/// A column for each field in force of an object, read by `of`. A field that is called like a column that is there
/// already stays out: two columns of one name could not be told apart.
fn add_fields<R: 'static>(columns: &mut Vec<Column<R>>, image: &Image, object: Object, of: fn(&R) -> &record::Fields) {
    let mut all: Vec<Field> = field::builtin_fields().into_iter().filter(|field| field.object == object).collect();
    for (_, published) in image.definitions(DefinitionKind::Field) {
        if let Body::Field(field) = &published.body
            && field.object == object
        {
            all.retain(|other| other.key != field.key);
            all.push(field.clone());
        }
    }
    let column = |field: Field| {
        let key = field.key.clone();
        Column {
            name: field.key,
            kind: kind_of(field.field_type),
            personal: field.personal,
            read: Box::new(move |_: &Image, row: &R| value(of(row).get(&key))) as Box<dyn Fn(&Image, &R) -> Cell>,
        }
    };
    all.retain(|field| columns.iter().all(|column| column.name != field.key));
    columns.extend(all.into_iter().map(column));
}

fn scores(image: &Image, contact: &Contact) -> Scores {
    image.scores(Subject { contact: Some(contact.id), account: contact.account, lead: None })
}

pub(super) fn contacts(image: &Image) -> Vec<Column<Contact>> {
    let mut columns: Vec<Column<Contact>> = vec![
        column("id", Kind::Text, |_, c: &Contact| text(Some(c.id))),
        column("external_id", Kind::Text, |_, c: &Contact| text(c.external_id.as_ref())),
        Column { personal: true, ..column("email", Kind::Text, |_, c: &Contact| text(c.email.as_ref())) },
        column("account_id", Kind::Text, |_, c: &Contact| text(c.account)),
        column("relationship", Kind::Text, |_, c: &Contact| text(Some(c.relationship.as_str()))),
        column("acquisition_program", Kind::Text, |_, c: &Contact| text(c.acquisition_program.as_ref())),
        column("behaviour_score", Kind::Integer, |i, c: &Contact| Cell::Integer(scores(i, c).behaviour.into())),
        column("fit_score", Kind::Integer, |i, c: &Contact| Cell::Integer(scores(i, c).fit.into())),
        column("account_score", Kind::Integer, |i, c: &Contact| Cell::Integer(scores(i, c).account.into())),
        column("consent", Kind::Boolean, |i, c: &Contact| i.consent(c.id).map_or(Cell::Null, Cell::Boolean)),
        column("created_at", Kind::Time, |_, c: &Contact| Cell::Time(c.created_at.0)),
        column("updated_at", Kind::Time, |_, c: &Contact| Cell::Time(c.updated_at.0)),
    ];
    add_fields(&mut columns, image, Object::Contact, |c: &Contact| &c.fields);
    columns
}

pub(super) fn accounts(image: &Image) -> Vec<Column<Account>> {
    let tier =
        |image: &Image, account: &Account| image.tier(Subject { account: Some(account.id), ..Subject::default() });
    let mut columns: Vec<Column<Account>> = vec![
        column("id", Kind::Text, |_, a: &Account| text(Some(a.id))),
        column("external_id", Kind::Text, |_, a: &Account| text(a.external_id.as_ref())),
        column("relationship", Kind::Text, |_, a: &Account| text(Some(a.relationship.as_str()))),
        column("tier", Kind::Text, move |i, a: &Account| text(tier(i, a).map(Tier::as_str))),
        column("created_at", Kind::Time, |_, a: &Account| Cell::Time(a.created_at.0)),
    ];
    add_fields(&mut columns, image, Object::Account, |a: &Account| &a.fields);
    columns
}

pub(super) fn leads(image: &Image) -> Vec<Column<Lead>> {
    let state =
        |lead: &Lead| serde_json::to_value(lead.handover.as_ref().map(|h| h.state)).ok()?.as_str().map(str::to_string);
    let mut columns: Vec<Column<Lead>> = vec![
        column("id", Kind::Text, |_, l: &Lead| text(Some(l.id))),
        column("external_id", Kind::Text, |_, l: &Lead| text(l.external_id.as_ref())),
        column("contact_id", Kind::Text, |_, l: &Lead| text(Some(l.contact))),
        column("account_id", Kind::Text, |_, l: &Lead| text(l.account)),
        column("lead_source", Kind::Text, |_, l: &Lead| text(Some(&l.source))),
        column("stage", Kind::Text, |_, l: &Lead| text(Some(&l.stage))),
        column("outcome", Kind::Text, |_, l: &Lead| text(l.outcome.map(record::LeadOutcome::as_str))),
        column("qualified", Kind::Boolean, |_, l: &Lead| Cell::Boolean(l.aql.is_some())),
        column("qualified_at", Kind::Time, |_, l: &Lead| time(l.aql.as_ref().map(|aql| aql.at))),
        column("handed_over_at", Kind::Time, |_, l: &Lead| time(l.handover.as_ref().map(|h| h.at))),
        column("handover_state", Kind::Text, move |_, l: &Lead| text(state(l))),
        column("started_at", Kind::Time, |_, l: &Lead| Cell::Time(l.started_at.0)),
        column("ended_at", Kind::Time, |_, l: &Lead| time(l.ended_at)),
    ];
    add_fields(&mut columns, image, Object::Lead, |l: &Lead| &l.fields);
    columns
}

pub(super) fn opportunities(image: &Image) -> Vec<Column<Opportunity>> {
    let mut columns: Vec<Column<Opportunity>> = vec![
        column("id", Kind::Text, |_, o: &Opportunity| text(Some(o.id))),
        column("external_id", Kind::Text, |_, o: &Opportunity| text(o.external_id.as_ref())),
        column("account_id", Kind::Text, |_, o: &Opportunity| text(o.account)),
        column("lead_id", Kind::Text, |_, o: &Opportunity| text(o.lead)),
        column("outcome", Kind::Text, |_, o: &Opportunity| text(Some(o.outcome.as_str()))),
        column("amount", Kind::Number, |_, o: &Opportunity| o.amount.map_or(Cell::Null, |m| Cell::Number(major(m)))),
        column("currency", Kind::Text, |_, o: &Opportunity| text(o.amount.map(|money| money.currency))),
        column("opened_at", Kind::Time, |_, o: &Opportunity| Cell::Time(o.opened_at.0)),
        column("closed_at", Kind::Time, |_, o: &Opportunity| time(o.closed_at)),
    ];
    add_fields(&mut columns, image, Object::Opportunity, |o: &Opportunity| &o.fields);
    columns
}

pub(super) fn segments() -> Vec<Column<(String, ContactId)>> {
    vec![
        column("segment", Kind::Text, |_, row: &(String, ContactId)| text(Some(&row.0))),
        column("contact_id", Kind::Text, |_, row: &(String, ContactId)| text(Some(row.1))),
    ]
}
