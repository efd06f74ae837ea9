//! Shapes that several nouns share: pages, references, people of the house.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Most items of a page.
pub const MAX_PAGE: usize = 200;
const USUAL_PAGE: usize = 50;

/// A page of a list. `next` is given back as `after` to read on.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
    /// How many there are in all pages.
    pub total: u64,
}

/// Where a page begins and how long it is.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// The `next` of the page before.
    pub after: Option<String>,
    /// 1 to 200, 50 when absent.
    pub limit: Option<usize>,
}

impl PageParams {
    pub fn limit(&self) -> usize {
        self.limit.unwrap_or(USUAL_PAGE).clamp(1, MAX_PAGE)
    }

    /// The cursor of lists that go by falling ids: the last id seen. The first page begins above every id.
    pub fn before(&self) -> i64 {
        self.after.as_deref().and_then(|text| text.parse().ok()).unwrap_or(i64::MAX)
    }

    /// How many items the pages before hold. What is no number has been refused where the request was read.
    pub fn offset(&self) -> usize {
        self.after.as_deref().and_then(|text| text.parse().ok()).unwrap_or(0)
    }
}

impl<T> Page<T> {
    /// The page of a list of which `total` items exist and `offset` came before.
    pub fn of(items: Vec<T>, offset: usize, total: usize) -> Page<T> {
        let end = offset + items.len();
        let next = (end < total && !items.is_empty()).then(|| end.to_string());
        Page { items, next, total: total as u64 }
    }

    /// The page of a list that goes by falling ids; `last` is the last id of the page.
    pub fn before(items: Vec<T>, last: Option<i64>, limit: usize, total: i64) -> Page<T> {
        let next = last.filter(|_| items.len() == limit).map(|id| id.to_string());
        Page { items, next, total: u64::try_from(total).unwrap_or(0) }
    }

    /// Cuts a whole list.
    pub fn cut(all: impl ExactSizeIterator<Item = T>, params: &PageParams) -> Page<T> {
        let total = all.len();
        let offset = params.offset();
        Page::of(all.skip(offset).take(params.limit()).collect(), offset, total)
    }
}

/// A record by id and name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Reference {
    pub id: String,
    pub name: String,
}

/// A definition by key and label.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Named {
    pub key: String,
    pub label: String,
}

/// From one day to another, both included: `2026-01-31`, in the instance's zone.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PeriodParams {
    /// First day; 30 days before `to` when absent.
    pub from: Option<String>,
    /// Last day; today when absent.
    pub to: Option<String>,
}

/// Contacts by id.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactIds {
    #[schema(max_items = 1000)]
    pub contacts: Vec<String>,
}

/// How many records a change touched.
#[derive(Debug, Serialize, ToSchema)]
pub struct Changed {
    pub changed: u64,
}

/// Tells "absent" from `null` in a change: absent is `None`, `null` is `Some(None)`.
pub fn given<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(d: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(d).map(Some)
}
