//! Mailgun's webhooks: one event each. The signature covers a time and a token, not the event, so a token is good for these
//! bytes alone.

use super::{Refused, Report, Told, WINDOW, event, json, message_ids, number, reference, text};
use crate::returned::Kind;
use crate::verdict::Category;
use aws_lc_rs::hmac;
use data_encoding::HEXLOWER_PERMISSIVE;
use serde_json::Value;

pub fn report(key: &str, body: &[u8], now: i64) -> Result<Report, Refused> {
    let value = json(body)?;
    let signature = &value["signature"];
    let (time, token) = (text(signature, "timestamp"), text(signature, "token"));
    if time.is_empty() || token.is_empty() || token.len() > 200 {
        return Err(Refused::forged("the signature is missing"));
    }
    let wrong = || Refused::forged("the signature is not Mailgun's");
    let given = HEXLOWER_PERMISSIVE.decode(text(signature, "signature").as_bytes()).map_err(|_| wrong())?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
    hmac::verify(&key, format!("{time}{token}").as_bytes(), &given).map_err(|_| wrong())?;
    let at: i64 = time.parse().map_err(|_| Refused::forged("the time of the signature is no number"))?;
    if now.abs_diff(at) > WINDOW as u64 {
        return Err(Refused::forged("the signature is too old; is the clock right?"));
    }
    let events = read(&value["event-data"]).into_iter().collect();
    Ok(Report { once: Some(format!("token:{token}")), events, confirm: None })
}

fn read(value: &Value) -> Option<super::Event> {
    let status = &value["delivery-status"];
    let (message, description) = (text(status, "message"), text(status, "description"));
    let code = number(&status["code"]).filter(|code| (400..600).contains(code));
    let said = if message.is_empty() { description } else { message };
    // Codes from 600 on are Mailgun's own.
    let words = code.map_or(said.to_string(), |code| format!("{code} {said}"));
    let mut told = Told { words: words.trim(), ..Told::of(Kind::Bounce, text(value, "recipient")) };
    told.status = status["enhanced-code"].as_str().filter(|code| !code.is_empty());
    match (text(value, "event"), text(value, "severity")) {
        ("failed", "temporary") => told.kind = Kind::Delayed,
        ("failed", _) => match text(value, "reason") {
            "suppress-bounce" => (told.category, told.words, told.status) = (Category::HardUser, "", None),
            "suppress-unsubscribe" | "suppress-complaint" => told.kind = Kind::Unsubscribe,
            "espblock" => told.category = Category::Block,
            "old" => told.category = Category::SoftTransient,
            "bounce" | "hardfail" | "generic" => {}
            _ => {}
        },
        ("rejected", _) => told.category = Category::Content,
        ("delivered", _) => told.kind = Kind::Delivered,
        ("complained", _) => told.kind = Kind::Complaint,
        ("unsubscribed", _) => told.kind = Kind::Unsubscribe,
        _ => return None,
    }
    let ids =
        message_ids(&[reference(&value["user-variables"]), value.pointer("/message/headers/message-id")?.as_str()]);
    let id = text(value, "id");
    let at = number(&value["timestamp"]);
    let id = match id {
        "" => format!("{}:{}:{}", text(value, "event"), ids.first()?, at.unwrap_or_default()),
        id => id.to_string(),
    };
    Some(event(id, at, &[told], ids, value))
}
