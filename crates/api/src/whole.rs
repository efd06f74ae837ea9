//! The whole server: what every request passes before it comes to its route.

use crate::router::documented;
use crate::routes::{intake, tracking};
use crate::{App, access, parameters, server, ui};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware;
use axum::routing::get;
use tower_http::compression::CompressionLayer;

/// The whole server. Opens and clicks come in floods, with nothing that the guard, the limits or the compression of the rest
/// would look at: they are answered before it.
pub fn router(app: App) -> Router {
    let rest = guarded(app.clone());
    let wrap = || middleware::from_fn_with_state(app.clone(), server::wrap);
    Router::new()
        .route("/t/o/{token}", get(tracking::open_pixel.layer(wrap())).fallback_service(rest.clone()))
        .route("/t/c/{token}", get(tracking::follow_link.layer(wrap())).fallback_service(rest.clone()))
        .fallback_service(rest)
        .with_state(app)
}

/// The routes behind the guard, the UI for every other address, and what holds for every answer.
fn guarded(app: App) -> Router {
    let (routes, document) = documented().split_for_parts();
    routes
        .route_layer(middleware::from_fn_with_state(parameters::known(&document), parameters::check))
        .route_layer(middleware::from_fn_with_state(app.clone(), access::check))
        .fallback(ui::serve)
        .layer(DefaultBodyLimit::max(server::MAX_BODY))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(intake::from_other_sites))
        .layer(middleware::from_fn_with_state(app.clone(), server::wrap))
        .with_state(app)
}
