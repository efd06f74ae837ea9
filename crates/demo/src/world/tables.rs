//! What the nine tables hold, column by column, and how they refer to each other.

use super::read::rows;
use super::table::Table;
use super::*;
use std::collections::HashMap;

fn places<T>(rows: &[T], id: impl Fn(&T) -> &String) -> HashMap<String, usize> {
    rows.iter().enumerate().map(|(place, row)| (id(row).clone(), place)).collect()
}

pub(super) fn world(tables: &[Table]) -> Result<World, WorldError> {
    let [accounts, contacts, leads, touches, sessions, sales, opportunities, customers, subscriptions] = tables else {
        return Err(WorldError { file: "world".into(), message: "has nine tables".into() });
    };
    let mut world = World::default();
    records(&mut world, accounts, contacts, leads)?;
    activities(&mut world, touches, sessions, sales)?;
    deals(&mut world, opportunities, customers, subscriptions)?;
    Ok(world)
}

fn records(world: &mut World, accounts: &Table, contacts: &Table, leads: &Table) -> Result<(), WorldError> {
    let counts = &mut world.counts;
    let columns = [
        "account_id",
        "company_name",
        "industry",
        "region",
        "employee_band",
        "estimated_revenue_band",
        "process_maturity_band",
        "created_at",
    ];
    world.accounts = rows(accounts, "account_id", &columns, counts, |row, id| {
        Ok(AccountRow {
            id,
            name: row.owned("company_name"),
            industry: row.owned("industry"),
            region: row.owned("region"),
            employee_band: row.owned("employee_band"),
            revenue_band: row.owned("estimated_revenue_band"),
            maturity: row.owned("process_maturity_band"),
            created: row.moment("created_at")?,
        })
    })?;
    let account = places(&world.accounts, |row| &row.id);
    let columns = [
        "contact_id",
        "account_id",
        "job_title",
        "role_function",
        "seniority",
        "buyer_role",
        "email_domain_type",
        "created_at",
    ];
    world.contacts = rows(contacts, "contact_id", &columns, counts, |row, id| {
        Ok(ContactRow {
            id,
            account: row.refer("account_id", &account)?,
            title: row.owned("job_title"),
            function: row.owned("role_function"),
            seniority: row.owned("seniority"),
            role: row.owned("buyer_role"),
            domain_type: row.owned("email_domain_type"),
            created: row.moment("created_at")?,
        })
    })?;
    let contact = places(&world.contacts, |row| &row.id);
    let columns = [
        "lead_id",
        "contact_id",
        "lead_created_at",
        "lead_source",
        "first_touch_channel",
        "current_stage",
        "owner_rep_id",
        "converted_within_90_days",
        "conversion_timestamp",
    ];
    world.leads = rows(leads, "lead_id", &columns, counts, |row, id| {
        Ok(LeadRow {
            id,
            contact: row.refer("contact_id", &contact)?,
            created: row.moment("lead_created_at")?,
            source: row.owned("lead_source"),
            first_touch: row.owned("first_touch_channel"),
            last_stage: row.owned("current_stage"),
            owner: row.owned("owner_rep_id"),
            converted: row
                .text("converted_within_90_days")
                .is_some_and(|text| text.eq_ignore_ascii_case("true") || text == "1"),
            converted_at: row.maybe_moment("conversion_timestamp")?,
        })
    })?;
    Ok(())
}

fn activities(world: &mut World, touches: &Table, sessions: &Table, sales: &Table) -> Result<(), WorldError> {
    let lead = places(&world.leads, |row| &row.id);
    let counts = &mut world.counts;
    let columns = ["touch_id", "lead_id", "touch_timestamp", "touch_type", "touch_channel", "touch_direction"];
    world.touches = rows(touches, "touch_id", &columns, counts, |row, id| {
        let inbound = match row.need("touch_direction")? {
            "inbound" => true,
            "outbound" => false,
            _ => return Err("touch_direction is neither inbound nor outbound".into()),
        };
        let (kind, channel) = (row.owned("touch_type"), row.owned("touch_channel"));
        Ok(TouchRow {
            id,
            lead: row.refer("lead_id", &lead)?,
            at: row.moment("touch_timestamp")?,
            kind,
            channel,
            inbound,
        })
    })?;
    let columns = [
        "session_id",
        "lead_id",
        "session_timestamp",
        "session_type",
        "page_views",
        "pricing_page_views",
        "demo_page_views",
        "session_duration_seconds",
    ];
    world.sessions = rows(sessions, "session_id", &columns, counts, |row, id| {
        Ok(SessionRow {
            id,
            lead: row.refer("lead_id", &lead)?,
            at: row.moment("session_timestamp")?,
            kind: row.owned("session_type"),
            page_views: row.count("page_views")?,
            pricing_page_views: row.count("pricing_page_views")?,
            demo_page_views: row.count("demo_page_views")?,
            seconds: row.count("session_duration_seconds")?,
        })
    })?;
    let columns = ["activity_id", "lead_id", "rep_id", "activity_timestamp", "activity_type", "activity_outcome"];
    world.sales = rows(sales, "activity_id", &columns, counts, |row, id| {
        let kind = row.need("activity_type")?;
        if !["call", "email", "meeting", "demo"].contains(&kind) {
            return Err("activity_type is not call, email, meeting or demo".into());
        }
        Ok(SalesRow {
            id,
            lead: row.refer("lead_id", &lead)?,
            at: row.moment("activity_timestamp")?,
            kind: kind.to_string(),
            outcome: row.owned("activity_outcome"),
            rep: row.owned("rep_id"),
        })
    })?;
    Ok(())
}

fn deals(world: &mut World, opportunities: &Table, customers: &Table, subscriptions: &Table) -> Result<(), WorldError> {
    let lead = places(&world.leads, |row| &row.id);
    let account = places(&world.accounts, |row| &row.id);
    let counts = &mut world.counts;
    let columns = ["opportunity_id", "lead_id", "created_at", "stage", "estimated_acv", "close_outcome", "closed_at"];
    world.opportunities = rows(opportunities, "opportunity_id", &columns, counts, |row, id| {
        let closed = match row.text("close_outcome") {
            None => None,
            Some("closed_won") => Some((true, row.moment("closed_at")?)),
            Some("closed_lost") => Some((false, row.moment("closed_at")?)),
            Some(_) => return Err("close_outcome is neither closed_won nor closed_lost".into()),
        };
        let amount = row.text("estimated_acv").map(|_| row.count("estimated_acv")).transpose()?;
        let lead = row.refer("lead_id", &lead)?;
        Ok(OpportunityRow { id, lead, created: row.moment("created_at")?, stage: row.owned("stage"), amount, closed })
    })?;
    let columns = ["customer_id", "account_id", "customer_start_at"];
    world.customers = rows(customers, "customer_id", &columns, counts, |row, id| {
        Ok(CustomerRow { id, account: row.refer("account_id", &account)?, start: row.moment("customer_start_at")? })
    })?;
    let customer = places(&world.customers, |row| &row.id);
    let columns = ["subscription_id", "customer_id", "plan_name", "subscription_start_at"];
    let plans = rows(subscriptions, "subscription_id", &columns, counts, |row, _| {
        row.refer("customer_id", &customer)?;
        let plan = PlanRow { plan: row.owned("plan_name"), start: row.moment("subscription_start_at")? };
        Ok((row.need("customer_id")?.to_string(), plan))
    })?;
    world.plans = plans.into_iter().collect();
    Ok(())
}
