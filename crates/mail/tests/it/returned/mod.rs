//! What comes back: read by its form, judged by its words, whatever else it is.

mod corpus;
mod forms;
mod hostile;
mod verdicts;
mod wild;
