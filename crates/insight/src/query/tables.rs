//! The tables that SQL sees: records, activities and memberships of the image, a row at a time, only the columns asked.

use super::cells::{Cell, Kind};
use super::{QueryColumn, Scope, Source};
use crate::query::cells;
use async_trait::async_trait;
use audience::Image;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{Field as ArrowField, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::error::Result as DataFusionResult;
use datafusion::logical_expr::{Expr, TableType};
use datafusion::physical_plan::ExecutionPlan;
use model::*;
use rules::{Subject, View};
use std::sync::Arc;

/// Rows in one batch handed to DataFusion.
const BATCH: usize = 8_192;

/// A column: its name, kind, whether it is personal data, and how its cell is read from a row.
struct Column<R> {
    name: String,
    kind: Kind,
    personal: bool,
    read: Box<dyn Fn(&Image, &R) -> Cell>,
}

/// A table of the catalogue.
pub struct Table {
    pub name: &'static str,
    pub description: &'static str,
    pub(super) rows: Rows,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Rows {
    Contacts,
    Accounts,
    Leads,
    Opportunities,
    Activities,
    Segments,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

pub static TABLES: &[Table] = &[
    Table { name: "contacts", description: "One row a contact, with every field and the scores", rows: Rows::Contacts },
    Table { name: "accounts", description: "One row an account, with every field", rows: Rows::Accounts },
    Table { name: "leads", description: "One row a lead: source, stage, qualification, hand-over", rows: Rows::Leads },
    Table {
        name: "opportunities",
        description: "One row an opportunity: value, outcome, dates",
        rows: Rows::Opportunities,
    },
    Table { name: "activities", description: "One row an activity of a contact", rows: Rows::Activities },
    Table { name: "segment_members", description: "One row a contact in a segment", rows: Rows::Segments },
];

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

/// A column for each field in force of an object, read by `of`.
fn fields<R: 'static>(image: &Image, object: Object, of: fn(&R) -> &record::Fields) -> Vec<Column<R>> {
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
    all.into_iter().filter(|field| field.key != "email").map(column).collect()
}

fn scores(image: &Image, contact: &Contact) -> Scores {
    image.scores(Subject { contact: Some(contact.id), account: contact.account, lead: None })
}

fn contacts(image: &Image) -> Vec<Column<Contact>> {
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
    columns.extend(fields(image, Object::Contact, |c: &Contact| &c.fields));
    columns
}

fn accounts(image: &Image) -> Vec<Column<Account>> {
    let tier =
        |image: &Image, account: &Account| image.tier(Subject { account: Some(account.id), ..Subject::default() });
    let mut columns: Vec<Column<Account>> = vec![
        column("id", Kind::Text, |_, a: &Account| text(Some(a.id))),
        column("external_id", Kind::Text, |_, a: &Account| text(a.external_id.as_ref())),
        column("relationship", Kind::Text, |_, a: &Account| text(Some(a.relationship.as_str()))),
        column("tier", Kind::Text, move |i, a: &Account| text(tier(i, a).map(Tier::as_str))),
        column("created_at", Kind::Time, |_, a: &Account| Cell::Time(a.created_at.0)),
    ];
    columns.extend(fields(image, Object::Account, |a: &Account| &a.fields));
    columns
}

fn leads(image: &Image) -> Vec<Column<Lead>> {
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
    columns.extend(fields(image, Object::Lead, |l: &Lead| &l.fields));
    columns
}

fn opportunities(image: &Image) -> Vec<Column<Opportunity>> {
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
    columns.extend(fields(image, Object::Opportunity, |o: &Opportunity| &o.fields));
    columns
}

/// An activity as SQL sees it.
struct ActivityRow {
    contact: Option<ContactId>,
    visitor: Option<VisitorId>,
    kind: String,
    asset: Option<String>,
    at: Timestamp,
    value: Option<Money>,
    properties: String,
}

fn activities() -> Vec<Column<ActivityRow>> {
    vec![
        column("contact_id", Kind::Text, |_, a: &ActivityRow| text(a.contact)),
        column("visitor_id", Kind::Text, |_, a: &ActivityRow| text(a.visitor)),
        column("kind", Kind::Text, |_, a: &ActivityRow| text(Some(&a.kind))),
        column("asset", Kind::Text, |_, a: &ActivityRow| text(a.asset.as_ref())),
        column("occurred_at", Kind::Time, |_, a: &ActivityRow| Cell::Time(a.at.0)),
        column("value", Kind::Number, |_, a: &ActivityRow| a.value.map_or(Cell::Null, |m| Cell::Number(major(m)))),
        column("currency", Kind::Text, |_, a: &ActivityRow| text(a.value.map(|money| money.currency))),
        Column { personal: true, ..column("properties", Kind::Text, |_, a: &ActivityRow| text(Some(&a.properties))) },
    ]
}

fn segments() -> Vec<Column<(String, ContactId)>> {
    vec![
        column("segment", Kind::Text, |_, row: &(String, ContactId)| text(Some(&row.0))),
        column("contact_id", Kind::Text, |_, row: &(String, ContactId)| text(Some(row.1))),
    ]
}

/// A table over the image as it stands when it is scanned, for one caller.
#[derive(Debug)]
pub(super) struct ImageTable {
    table: &'static Table,
    source: Arc<dyn Source>,
    scope: Scope,
    schema: SchemaRef,
}

impl ImageTable {
    pub(super) fn new(table: &'static Table, source: Arc<dyn Source>, scope: Scope) -> ImageTable {
        let mut schema = Arc::new(Schema::empty());
        source.read(&mut |image| schema = schema_of(table.rows, image));
        ImageTable { table, source, scope, schema }
    }

    pub(super) fn columns(&self) -> Vec<QueryColumn> {
        self.schema.fields().iter().map(|field| cells::describe(field)).collect()
    }

    fn batches(&self, projection: Option<&Vec<usize>>) -> DataFusionResult<Vec<RecordBatch>> {
        let mut found = Ok(Vec::new());
        self.source.read(&mut |image| found = self.scan_image(image, projection));
        found
    }

    fn scan_image(&self, image: &Image, projection: Option<&Vec<usize>>) -> DataFusionResult<Vec<RecordBatch>> {
        match self.table.rows {
            Rows::Contacts => {
                let rows = image.contact_ids().filter_map(|id| image.contact(id));
                self.build(image, contacts(image), rows, projection)
            }
            Rows::Accounts => {
                let rows = image.account_ids().filter_map(|id| image.account(id));
                self.build(image, accounts(image), rows, projection)
            }
            Rows::Leads => {
                let rows = image.lead_ids().filter_map(|id| image.lead(id));
                self.build(image, leads(image), rows, projection)
            }
            Rows::Opportunities => {
                let rows = image.opportunity_ids().filter_map(|id| image.opportunity(id));
                self.build(image, opportunities(image), rows, projection)
            }
            Rows::Activities => self.build(image, activities(), activity_rows(image).into_iter(), projection),
            Rows::Segments => {
                let keys: Vec<String> = image.segments().map(|(key, _)| key.to_string()).collect();
                let members = keys.into_iter().flat_map(|key| {
                    let ids = image.ids(&image.members(&key));
                    ids.into_iter().map(move |contact| (key.clone(), contact))
                });
                self.build(image, segments(), members, projection)
            }
        }
    }

    fn build<R>(
        &self,
        image: &Image,
        columns: Vec<Column<R>>,
        rows: impl Iterator<Item = R>,
        projection: Option<&Vec<usize>>,
    ) -> DataFusionResult<Vec<RecordBatch>> {
        let wanted: Vec<usize> = projection.cloned().unwrap_or_else(|| (0..columns.len()).collect());
        let schema = Arc::new(self.schema.project(&wanted)?);
        let mut batches = Vec::new();
        let mut cells: Vec<Vec<Cell>> = vec![Vec::with_capacity(BATCH); wanted.len()];
        let mut count = 0;
        let mut flush = |cells: &mut Vec<Vec<Cell>>, count: &mut usize| -> DataFusionResult<()> {
            let arrays =
                wanted.iter().zip(cells.iter()).map(|(place, cells)| columns[*place].kind.array(cells)).collect();
            let options = datafusion::arrow::array::RecordBatchOptions::new().with_row_count(Some(*count));
            batches.push(RecordBatch::try_new_with_options(Arc::clone(&schema), arrays, &options)?);
            cells.iter_mut().for_each(Vec::clear);
            *count = 0;
            Ok(())
        };
        for row in rows {
            for (place, cells) in wanted.iter().zip(cells.iter_mut()) {
                let column = &columns[*place];
                let hidden = column.personal && !self.scope.personal;
                cells.push(if hidden { Cell::Null } else { (column.read)(image, &row) });
            }
            count += 1;
            if count == BATCH {
                flush(&mut cells, &mut count)?;
            }
        }
        flush(&mut cells, &mut count)?;
        Ok(batches)
    }
}

fn activity_rows(image: &Image) -> Vec<ActivityRow> {
    let mut rows = Vec::new();
    for kind in image.kinds() {
        image.scan(kind, Timestamp::MIN, Timestamp::MAX, &mut |row| {
            let properties: serde_json::Map<String, serde_json::Value> =
                row.properties.iter().map(|(key, value)| (key.clone(), value.to_json())).collect();
            rows.push(ActivityRow {
                contact: row.contact,
                visitor: row.visitor,
                kind: kind.to_string(),
                asset: row.asset.map(str::to_string),
                at: row.at,
                value: row.value,
                properties: serde_json::Value::Object(properties).to_string(),
            });
        });
    }
    rows
}

fn schema_of(rows: Rows, image: &Image) -> SchemaRef {
    fn of<R>(columns: Vec<Column<R>>) -> SchemaRef {
        let field = |column: Column<R>| ArrowField::new(column.name, column.kind.arrow(), true);
        Arc::new(Schema::new(columns.into_iter().map(field).collect::<Vec<_>>()))
    }
    match rows {
        Rows::Contacts => of(contacts(image)),
        Rows::Accounts => of(accounts(image)),
        Rows::Leads => of(leads(image)),
        Rows::Opportunities => of(opportunities(image)),
        Rows::Activities => of(activities()),
        Rows::Segments => of(segments()),
    }
}

#[async_trait]
impl TableProvider for ImageTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        _state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        _limit: Option<usize>,
    ) -> DataFusionResult<Arc<dyn ExecutionPlan>> {
        let batches = self.batches(projection)?;
        let schema = match projection {
            Some(projection) => Arc::new(self.schema.project(projection)?),
            None => Arc::clone(&self.schema),
        };
        let plan = MemorySourceConfig::try_new_exec(&[batches], schema, None)?;
        Ok(plan)
    }
}
