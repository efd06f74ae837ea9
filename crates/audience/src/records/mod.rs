//! The records of a workspace in columns over dense rows: contacts column by column, accounts, leads and opportunities
//! with their fields in columns and the links between them.

mod contacts;
mod links;
mod rows;

pub(crate) use contacts::{Contacts, Standing};
pub(crate) use links::{Links, primary_order};
pub(crate) use rows::Rows;
