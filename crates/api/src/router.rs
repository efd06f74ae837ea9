//! The router as table of contents: every address and who answers it.

use crate::App;
use crate::routes::*;
use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

/// Every route that the document describes.
pub fn documented() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        // /session
        .routes(routes!(session::sign_in, session::get_session, session::sign_out))
        // /session/password
        .routes(routes!(session::change_password))
        // /kpis
        .routes(routes!(kpis::get_kpis))
        // /kpis/usage
        .routes(routes!(kpis::get_usage))
        // /kpis/{key}/rows
        .routes(routes!(kpis::get_kpi_rows))
        // /funnel
        .routes(routes!(kpis::get_funnel))
        // /contacts
        .routes(routes!(contacts::list_contacts, contacts::create_contact))
        // /contacts.csv
        .routes(routes!(contacts_csv::export_contacts))
        // /contacts/{id}
        .routes(routes!(profile::get_contact, contacts::change_contact, contacts::erase_contact))
        // /contacts/{id}/merge
        .routes(routes!(contacts::merge_contacts))
        // /contacts/{id}/consent
        .routes(routes!(contacts::change_consent))
        // /contacts/{id}/timeline
        .routes(routes!(profile::get_timeline))
        // /contacts/{id}/explain
        .routes(routes!(explain::explain_contact))
        // /contacts/{id}/preview
        .routes(routes!(profile::preview_email))
        // /accounts
        .routes(routes!(accounts::list_accounts))
        // /accounts/{id}
        .routes(routes!(accounts::get_account, accounts::change_account))
        // /leads
        .routes(routes!(leads::list_leads))
        // /leads/{id}
        .routes(routes!(leads::get_lead))
        // /leads/{id}/decision
        .routes(routes!(leads::decide_lead))
        // /leads/{id}/hand-over
        .routes(routes!(leads::hand_over_lead))
        // /opportunities
        .routes(routes!(opportunities::list_opportunities))
        // /opportunities/{id}
        .routes(routes!(opportunities::get_opportunity))
        // /segments/count
        .routes(routes!(segments::count_segment))
        // /segments/{key}/members
        .routes(routes!(segments::list_members))
        // /definitions/{kind}
        .routes(routes!(definitions::list_definitions))
        // /definitions/{kind}/{key}
        .routes(routes!(definitions::get_definition))
        // /definitions/{kind}/{key}/draft
        .routes(routes!(definitions::put_draft, definitions::drop_draft))
        // /definitions/{kind}/{key}/rehearsal
        .routes(routes!(rehearsal::rehearse_definition))
        // /definitions/{kind}/{key}/history
        .routes(routes!(history::get_history))
        // /definitions/{kind}/{key}/diff
        .routes(routes!(history::get_diff))
        // /definitions/{kind}/{key}/publish
        .routes(routes!(publishing::publish_definition))
        // /definitions/{kind}/{key}/archive
        .routes(routes!(publishing::archive_definition))
        // /definitions/{kind}/{key}/rollback
        .routes(routes!(publishing::roll_back_definition))
        // /approvals
        .routes(routes!(approvals::list_approvals))
        // /approvals/{id}/approve
        .routes(routes!(approvals::approve))
        // /approvals/{id}/refuse
        .routes(routes!(approvals::refuse))
        // /approvals/{id}/cancel
        .routes(routes!(approvals::cancel))
        // /export
        .routes(routes!(export::export_instance))
        // /lists/{key}/members
        .routes(routes!(lists::add_members, lists::remove_members))
        // /emails/render
        .routes(routes!(emails::render_email))
        // /emails/{key}/drawn
        .routes(routes!(emails::get_drawn_email))
        // /emails/{key}/test
        .routes(routes!(emails::send_test))
        // /emails/{key}/preflight
        .routes(routes!(preflight::preflight_email))
        // /programs
        .routes(routes!(programs::list_programs))
        // /programs/{key}
        .routes(routes!(programs::get_program))
        // /programs/{key}/members
        .routes(routes!(programs::list_program_members))
        // /programs/{key}/results
        .routes(routes!(programs::get_results))
        // /programs/{key}/results.csv
        .routes(routes!(programs::export_results))
        // /programs/{key}/results/contacts
        .routes(routes!(programs::list_result_contacts))
        // /programs/{key}/hits
        .routes(routes!(programs::list_hits))
        // /programs/{key}/audience
        .routes(routes!(programs::get_audience))
        // /programs/{key}/preflight
        .routes(routes!(preflight::preflight_program))
        // /test-size
        .routes(routes!(variants::test_size))
        // /runs/{id}/test
        .routes(routes!(variants::get_test))
        // /runs/{id}/winner
        .routes(routes!(variants::choose_winner))
        // /files
        .routes(routes!(files::list_files))
        .routes(routes!(files::upload_file).layer(DefaultBodyLimit::max(files::MAX_FORM)))
        // /programs/{key}/run
        .routes(routes!(runs::start_run))
        // /programs/{key}/release
        .routes(routes!(programs::release_program))
        // /runs/{id}/reschedule
        .routes(routes!(runs::reschedule_run))
        // /runs/{id}/pause
        .routes(routes!(runs::pause_run))
        // /runs/{id}/resume
        .routes(routes!(runs::resume_run))
        // /runs/{id}/cancel
        .routes(routes!(runs::cancel_run))
        // /imports
        .routes(routes!(imports::list_imports))
        .routes(routes!(imports::upload_import).layer(DefaultBodyLimit::disable()))
        // /imports/{id}
        .routes(routes!(imports::get_import))
        // /imports/{id}/mapping
        .routes(routes!(imports::put_mapping))
        // /imports/{id}/dry-run
        .routes(routes!(imports::dry_run))
        // /imports/{id}/start
        .routes(routes!(imports::start_import))
        // /imports/{id}/rejected.csv
        .routes(routes!(imports::get_rejected))
        // /imports/{id}/warnings.csv
        .routes(routes!(imports::get_warnings))
        // /outbox
        .routes(routes!(outbox::list_outbox))
        // /outbox/{id}
        .routes(routes!(outbox::get_message))
        // /outbox/{id}/html
        .routes(routes!(outbox::get_message_html))
        // /outbox/{id}/attachments/{place}
        .routes(routes!(outbox::get_message_attachment))
        // /lanes
        .routes(routes!(lanes::list_lanes))
        // /sends
        .routes(routes!(sends::list_sends))
        // /mail/returned
        .routes(routes!(returned::list_returned))
        .routes(routes!(returned::hand_in).layer(DefaultBodyLimit::max(returned::MAX_MESSAGE)))
        // /mail/returned/undo
        .routes(routes!(returned::undo_returned))
        // /mail/returned/{id}
        .routes(routes!(returned::get_returned))
        // /sender-domains
        .routes(routes!(senders::list_sender_domains, senders::add_sender_domain))
        // /sender-domains/{domain}
        .routes(routes!(senders::get_sender_domain, senders::change_sender_domain, senders::delete_sender_domain))
        // /sender-domains/{domain}/check
        .routes(routes!(senders::check_sender_domain))
        // /dmarc-reports
        .routes(routes!(senders::hand_in_report).layer(DefaultBodyLimit::max(senders::MAX_REPORT)))
        // /suppressions
        .routes(routes!(suppressions::list_suppressions, suppressions::suppress_address))
        // /suppressions/lift
        .routes(routes!(suppressions::lift_suppression))
        // /suppressions/lift-matching
        .routes(routes!(lifting::lift_matching))
        // /ways-back
        .routes(routes!(ways_back::list_ways_back))
        // /ways-out
        .routes(routes!(ways::list_ways, ways::create_way))
        // /ways-out/routing
        .routes(routes!(ways::put_routing))
        // /ways-out/route
        .routes(routes!(ways::get_route))
        // /ways-out/{key}
        .routes(routes!(ways::change_way, ways::delete_way))
        // /ways-out/{key}/check
        .routes(routes!(ways::check_way))
        // /query
        .routes(routes!(query::run_query))
        // /query/tables
        .routes(routes!(query::list_tables))
        // /users
        .routes(routes!(users::list_users, users::create_user))
        // /users/{id}
        .routes(routes!(users::change_user))
        // /keys
        .routes(routes!(keys::list_keys, keys::create_key))
        // /keys/{id}
        .routes(routes!(keys::revoke_key))
        // /costs
        .routes(routes!(costs::list_costs, costs::create_cost))
        // /costs/{id}
        .routes(routes!(costs::change_cost, costs::delete_cost))
        // /parked
        .routes(routes!(parked::list_parked))
        // /parked/{id}/replay
        .routes(routes!(parked::replay_parked))
        // /parked/{id}
        .routes(routes!(parked::drop_parked))
        // /audit
        .routes(routes!(audit::list_audit))
        // events by the Segment spec
        .routes(routes!(intake::identify))
        .routes(routes!(intake::track))
        .routes(routes!(intake::page))
        .routes(routes!(intake::group))
        .routes(routes!(intake::alias))
        .routes(routes!(intake::batch))
        // links in mail
        .routes(routes!(tracking::open_pixel))
        .routes(routes!(tracking::follow_link))
        .routes(routes!(tracking::view_message))
        .routes(routes!(tracking::leaving::ask_unsubscribe, tracking::leaving::unsubscribe))
        .routes(routes!(tracking::leaving::show_preferences, tracking::leaving::change_preferences))
        // pictures in mail
        .routes(routes!(files::show_file))
        // reports of providers
        .routes(routes!(hooks::take_report).layer(DefaultBodyLimit::max(hooks::MOST)))
        // watching over the process
        .routes(routes!(health::livez))
        .routes(routes!(health::readyz))
        .routes(routes!(health::openapi_document))
}
