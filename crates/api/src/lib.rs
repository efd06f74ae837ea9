//! The doors: REST and OpenAPI, event intake, tracking links, sign-in and the UI's files.
//!
//! Handlers read a request, ask the engine, the image or the store, and shape the answer; they decide nothing. The
//! addresses are in `router`, who may open which in `rights`.

pub mod extract;
pub mod openapi;
pub mod problem;
pub mod rights;
pub mod router;
pub mod routes;
pub mod views;

#[derive(Clone)]
pub struct App;
