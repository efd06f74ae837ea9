//! What the rows of one reading of the activities share.

use super::Scope;
use super::activities::Part;
use super::numbered::{Later, Names};
use super::texts::Texts;
use audience::{ActivityLeads, Block, Columns, Image};
use datafusion::arrow::array::{ArrayRef, Float64Array, UInt32Array, new_null_array};
use datafusion::common::{Result, internal_err};
use model::{ContactId, LeadId, Money, Value, VisitorId};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What rows share, made ready once: texts by dense number or number of detail; amounts.
#[derive(Debug, Default)]
pub(super) struct Shared {
    contacts: Texts,
    visitors: Texts,
    leads: Texts,
    lead_of: ActivityLeads,
    kinds: Vec<String>,
    assets: Texts,
    /// By number of detail.
    asset_of: Vec<Option<u32>>,
    properties: Texts,
    amounts: Vec<Money>,
    /// Bytes of texts that are read after it.
    later: usize,
}

impl Shared {
    pub(super) fn read(&mut self, part: Part, image: &Image, scope: Scope) {
        match part {
            Part::Contact => {
                let ids = (0..image.contact_span()).map(|owner| Some(image.contact_of(owner).to_string()));
                self.contacts = Texts::of(ids);
            }
            Part::Visitor => {
                let ids = (0..image.visitor_span()).map(|owner| Some(image.visitor_of(owner).to_string()));
                self.visitors = Texts::of(ids);
            }
            Part::Lead => {
                let ids = (0..image.lead_span()).map(|lead| Some(image.lead_of(lead).to_string()));
                self.leads = Texts::of(ids);
                self.lead_of = image.activity_leads();
            }
            Part::Asset => {
                let all = image.details().into_iter();
                self.assets = Texts::of(all.map(|detail| detail.and_then(|(asset, _)| asset)));
            }
            Part::Properties => {
                let all = image.details().into_iter();
                let shown = all.map(|detail| detail.filter(|_| scope.personal).map(|(_, of)| json(of)));
                self.properties = Texts::of(shown);
            }
            Part::Value | Part::Currency => self.amounts = image.amounts().to_vec(),
            Part::Kind | Part::At | Part::Rows => {}
        }
    }

    /// Makes a part ready to be read as numbers, and leaves the texts to whoever asks for them later.
    pub(super) fn number(&mut self, part: Part, image: &Image, later: &Later) -> Result<()> {
        let names = match part {
            Part::Contact => {
                let ids = (0..image.contact_span()).map(|owner| image.contact_of(owner).0);
                Names::Ids(ids.collect(), |id| ContactId(id).to_string())
            }
            Part::Visitor => {
                let ids = (0..image.visitor_span()).map(|owner| image.visitor_of(owner).0);
                Names::Ids(ids.collect(), |id| VisitorId(id).to_string())
            }
            Part::Lead => {
                self.lead_of = image.activity_leads();
                let ids = (0..image.lead_span()).map(|lead| image.lead_of(lead).0);
                Names::Ids(ids.collect(), |id| LeadId(id).to_string())
            }
            Part::Kind => {
                self.kinds = image.kinds().into_iter().map(str::to_string).collect();
                Names::Texts(Texts::of(self.kinds.iter().map(Some)))
            }
            Part::Asset => {
                let mut numbers: HashMap<&str, u32> = HashMap::new();
                let mut texts = Vec::new();
                let mut number = |asset| {
                    *numbers.entry(asset).or_insert_with(|| {
                        texts.push(Some(asset));
                        texts.len() as u32 - 1
                    })
                };
                let assets = image.details().into_iter().map(|detail| detail.and_then(|(asset, _)| asset));
                self.asset_of = assets.map(|asset| asset.map(&mut number)).collect();
                Names::Texts(Texts::of(texts))
            }
            Part::At | Part::Value | Part::Currency | Part::Properties | Part::Rows => return Ok(()),
        };
        self.later += names.bytes();
        // Scanned again, the image may have other numbers.
        later.set(names).or_else(|_| internal_err!("a plan was scanned twice"))
    }

    pub(super) fn bytes(&self) -> usize {
        let texts = [&self.contacts, &self.visitors, &self.leads, &self.assets, &self.properties];
        let texts = texts.map(Texts::bytes).iter().sum::<usize>();
        let arrays = size_of_val(self.amounts.as_slice()) + size_of_val(self.asset_of.as_slice());
        texts + self.lead_of.bytes() + arrays + self.later
    }

    fn leads<'c>(&self, columns: &'c Columns<'_>) -> impl Iterator<Item = Option<u32>> + use<'_, 'c> {
        let (owners, at, details) = (columns.owner(), columns.at(), columns.detail());
        (0..columns.rows()).map(move |row| self.lead_of.lead(owners[row], at[row], details[row]))
    }

    /// As many times.
    pub(super) fn kind(&self, kind: &str, rows: usize, numbered: bool) -> Result<ArrayRef> {
        if numbered {
            let number = self.kinds.iter().position(|known| known == kind);
            return Ok(Arc::new(UInt32Array::from_value(number.unwrap_or_default() as u32, rows)));
        }
        Texts::of([Some(kind)]).array(&UInt32Array::from_value(0, rows))
    }

    pub(super) fn numbers(&self, part: Part, block: &Block, columns: &Columns<'_>) -> ArrayRef {
        Arc::new(match part {
            Part::Contact if block.of_contacts => UInt32Array::from(columns.owner().into_owned()),
            Part::Visitor if !block.of_contacts => UInt32Array::from(columns.owner().into_owned()),
            Part::Lead if block.of_contacts => self.leads(columns).collect(),
            Part::Asset => columns.detail().iter().map(|detail| self.asset_of[*detail as usize]).collect(),
            _ => UInt32Array::new_null(columns.rows()),
        })
    }

    pub(super) fn array(&self, part: Part, block: &Block, columns: &Columns<'_>) -> Result<ArrayRef> {
        let rows = columns.rows();
        let money = |value: &[u32]| value.iter().map(|value| self.amounts.get(*value as usize)).collect::<Vec<_>>();
        Ok(match part {
            Part::Contact if block.of_contacts => self.contacts.array(&columns.owner().into_owned().into())?,
            Part::Visitor if !block.of_contacts => self.visitors.array(&columns.owner().into_owned().into())?,
            Part::Lead if block.of_contacts => self.leads.array(&self.leads(columns).collect())?,
            Part::Asset => self.assets.array(&columns.detail().into())?,
            Part::Properties => self.properties.array(&columns.detail().into())?,
            Part::Value => {
                let amounts = money(&columns.value());
                Arc::new(Float64Array::from_iter(amounts.into_iter().map(|money| money.map(major))))
            }
            Part::Currency => {
                let amounts = money(&columns.value());
                Texts::of(amounts.into_iter().map(|money| money.map(|money| money.currency.to_string()))).all()
            }
            _ => new_null_array(&part.data_type(), rows),
        })
    }
}

fn json(properties: &BTreeMap<String, Value>) -> String {
    let members = properties.iter().map(|(key, value)| (key.clone(), value.to_json())).collect();
    serde_json::Value::Object(members).to_string()
}

fn major(money: &Money) -> f64 {
    money.minor as f64 / 10f64.powi(money.currency.decimals() as i32)
}
