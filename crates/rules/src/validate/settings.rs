//! The instance's settings: dates, zones, hours and limits.

use super::Check;
use super::content::is_language;
use jiff::civil::Date;
use model::definition::{Brand, SendLimits, Settings, Tracking};
use model::{Decimal, FieldType, Object};

impl Check<'_> {
    pub(super) fn settings(&mut self, settings: &Settings) {
        self.text("company", &settings.company);
        self.text("sender_name", &settings.sender_name);
        self.address("sender_address", &settings.sender_address);
        self.url("public_url", &settings.public_url);
        let zone = jiff::tz::TimeZone::get(&settings.zone).is_ok();
        let message = format!("\"{}\" is not a time zone; write it like Europe/Madrid", settings.zone);
        self.ensure(zone, "zone", message);
        let month = (1..=12).contains(&settings.fiscal_year_start);
        self.ensure(month, "fiscal_year_start", "must be a month, 1 to 12");
        self.ensure(
            (1..=7).contains(&settings.week_start),
            "week_start",
            "must be a weekday, 1 (Monday) to 7 (Sunday)",
        );
        self.business_hours(settings);
        for (n, holiday) in settings.holidays.iter().enumerate() {
            self.date(format!("holidays[{n}]"), holiday);
        }
        self.date("go_live", &settings.go_live);
        self.limits(&settings.limits);
        let lists = [
            ("channels", &settings.channels),
            ("rejection_reasons", &settings.rejection_reasons),
            ("marketing_sources", &settings.marketing_sources),
        ];
        for (path, texts) in lists {
            self.ensure(!texts.is_empty(), path, "is empty; name at least one");
            texts.iter().enumerate().for_each(|(n, text)| self.text(format!("{path}[{n}]"), text));
        }
        self.keys("topics", settings.topics.iter().map(|topic| topic.key.as_str()));
        for (n, topic) in settings.topics.iter().enumerate() {
            self.text(format!("topics[{n}].label"), &topic.label);
            for (tag, words) in &topic.languages {
                let message = "is not a language; write its tag in lower case, like es or pt-br";
                self.ensure(is_language(tag), format!("topics[{n}].languages.{tag}"), message);
                self.text(format!("topics[{n}].languages.{tag}.label"), &words.label);
            }
        }
        self.rates(settings);
        self.brand(&settings.brand);
        if let Tracking::Agreed(key) = &settings.tracking {
            let yes_no =
                self.field_of(Object::Contact, key).is_some_and(|field| field.field_type == FieldType::Boolean);
            let message =
                format!("there is no yes/no field \"{key}\" of contacts; create it under Settings, or name another");
            self.ensure(yes_no, "tracking.agreed", message);
        }
    }

    fn business_hours(&mut self, settings: &Settings) {
        let hours = &settings.business_hours;
        let fine = hours.from < hours.to && hours.to <= 24;
        self.ensure(fine, "business_hours", "must begin before they end, between 0 and 24");
        let message = "must be weekdays, 1 (Monday) to 7 (Sunday), at least one";
        let days = !hours.days.is_empty() && hours.days.iter().all(|day| (1..=7).contains(day));
        self.ensure(days, "business_hours.days", message);
    }

    fn brand(&mut self, brand: &Brand) {
        let colours = [
            ("text", &brand.text),
            ("link", &brand.link),
            ("page", &brand.page),
            ("button", &brand.button),
            ("button_text", &brand.button_text),
        ];
        for (name, colour) in colours {
            let fine = colour.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && is_hex(hex));
            self.ensure(fine, format!("brand.{name}"), "must be a colour like #1f7a5c");
        }
        let plain = !brand.font.trim().is_empty() && !brand.font.contains(['"', '<', '>', '{', '}', ';', '&']);
        self.ensure(plain, "brand.font", "must be font families with commas between, like Georgia, serif");
        self.ensure((10..=40).contains(&brand.size), "brand.size", "must be 10 to 40 pixels");
        self.ensure(brand.radius <= 60, "brand.radius", "must be at most 60 pixels");
        self.ensure((16..=600).contains(&brand.logo_width), "brand.logo_width", "must be 16 to 600 pixels");
        for (path, url) in [("brand.logo", &brand.logo), ("brand.logo_link", &brand.logo_link)] {
            if !url.is_empty() {
                self.url(path, url);
                self.ensure(!url.contains(['{', '}']), path, "must be the same address for everybody");
            }
        }
    }

    fn limits(&mut self, limits: &SendLimits) {
        self.ensure(limits.per_day >= 1, "limits.per_day", "0 would hold all marketing mail; set 1 or more");
        let fine = limits.per_week >= 1;
        self.ensure(fine, "limits.per_week", "0 would hold all marketing mail; set 1 or more");
        for (path, hour) in [("limits.quiet_from", limits.quiet_from), ("limits.quiet_to", limits.quiet_to)] {
            self.ensure(hour <= 23, path, "must be an hour, 0 to 23");
        }
    }

    fn rates(&mut self, settings: &Settings) {
        for (n, rate) in settings.rates.iter().enumerate() {
            let path = format!("rates[{n}]");
            self.date(format!("{path}.date"), &rate.date);
            let fine = Decimal::parse(&rate.rate).is_some_and(|rate| rate.0 > 0);
            self.ensure(fine, format!("{path}.rate"), "must be a number above 0 with at most six decimals, like 0.92");
            let foreign = rate.currency != settings.currency;
            self.ensure(
                foreign,
                format!("{path}.currency"),
                "is the reporting currency itself, which needs no rate; remove it",
            );
            let same = |other: &model::definition::Rate| other.currency == rate.currency && other.date == rate.date;
            let again = settings.rates[..n].iter().any(same);
            self.ensure(!again, path, "a rate of this currency and date is there already; remove one");
        }
    }

    fn date(&mut self, path: impl Into<String>, text: &str) {
        let message = format!("\"{text}\" is not a date; write it like 2026-12-25");
        self.ensure(text.len() == 10 && text.parse::<Date>().is_ok(), path, message);
    }
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
