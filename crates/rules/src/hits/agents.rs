//! What clients say that they are.

use model::hit::Fetch;
use serde::Serialize;

/// A client that is no person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agent {
    Apple,
    Gmail,
    /// The picture cache of another mail service.
    OtherProxy,
    /// Checks mail, makes previews, crawls, or is a library of a programmer's.
    Robot,
}

/// Whole words are not asked for: robots put their names wherever they like.
const ROBOTS: &[&str] = &[
    "adsbot",
    "apache-httpclient",
    "axios/",
    "barracuda",
    "bingpreview",
    "bitdefender",
    "bot/",
    "bot;",
    "bot)",
    "bot ",
    "checkpoint",
    "cisco-",
    "cloudmark",
    "crawl",
    "curl/",
    "emailsecurity",
    "facebookexternalhit",
    "feedfetcher",
    "fireeye",
    "fortimail",
    "fortinet",
    "forcepoint",
    "go-http-client",
    "google-read-aloud",
    "google-safety",
    "headlesschrome",
    "ironport",
    "java/",
    "libwww",
    "linkcheck",
    "mailscanner",
    "messagelabs",
    "mimecast",
    "node-fetch",
    "linkpreview",
    "phantomjs",
    "playwright",
    "proofpoint",
    "puppeteer",
    "python-",
    "python/",
    "ruby",
    "safelinks",
    "scanner",
    "selenium",
    "skypeuri",
    "slackbot",
    "sophos",
    "spider",
    "symantec",
    "telegrambot",
    "trellix",
    "trend micro",
    "trendmicro",
    "twitterbot",
    "uptime",
    "uripreview",
    "urlpreview",
    "urlscan",
    "validator",
    "vade",
    "virustotal",
    "wget/",
    "whatsapp/",
    "zscaler",
];
/// Apps that show mail fetch pictures with these; nobody follows a link with them.
const LIBRARIES: &[&str] = &["okhttp", "cfnetwork", "dalvik", "winhttp"];
/// Phones whose name reads like a robot's.
const PHONES: &[&str] = &["cubot"];
const CACHES: &[&str] =
    &["yahoomailproxy", "yahoocachesystem", "mail.ru", "mailru", "yandex-images", "hey email proxy"];

pub(super) fn agent(text: &str, fetch: Fetch) -> Option<Agent> {
    let text = text.trim();
    // What Apple's relay says and no browser does.
    if text == "Mozilla/5.0" {
        return Some(Agent::Apple);
    }
    let lower = PHONES.iter().fold(text.to_ascii_lowercase(), |text, phone| text.replace(phone, ""));
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    match () {
        () if lower.contains("googleimageproxy") => Some(Agent::Gmail),
        () if has(CACHES) => Some(Agent::OtherProxy),
        () if has(ROBOTS) || lower.ends_with("bot") => Some(Agent::Robot),
        () if fetch != Fetch::Open && has(LIBRARIES) => Some(Agent::Robot),
        () => None,
    }
}

/// Browsers that have not been current for many years; scanners say that they are one.
pub(super) fn is_old(text: &str) -> bool {
    let major = |name: &str| {
        let rest = &text[text.find(name)? + name.len()..];
        rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok()
    };
    // Outlook calls itself an Internet Explorer.
    let outlook = text.contains("Outlook") || text.contains("ms-office") || text.contains("MSOffice");
    !outlook
        && (major("MSIE ").is_some_and(|version| version < 11)
            || major("Chrome/").is_some_and(|version| version < 60)
            || major("Firefox/").is_some_and(|version| version < 52))
}

/// On what a message was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Device {
    Phone,
    Tablet,
    Computer,
    Other,
}

impl Device {
    pub fn as_str(self) -> &'static str {
        match self {
            Device::Phone => "phone",
            Device::Tablet => "tablet",
            Device::Computer => "computer",
            Device::Other => "other",
        }
    }
}

/// The device that a client says it runs on.
pub fn device(agent: &str) -> Device {
    let has = |words: &[&str]| words.iter().any(|word| agent.contains(word));
    match () {
        () if has(&["iPad", "Tablet", "Kindle", "Silk/"]) => Device::Tablet,
        () if has(&["iPhone", "iPod", "Windows Phone"]) => Device::Phone,
        () if has(&["Android", "Dalvik"]) => match has(&["Mobile", "Dalvik"]) {
            true => Device::Phone,
            false => Device::Tablet,
        },
        () if has(&["Windows", "Macintosh", "X11", "CrOS", "Outlook", "Thunderbird"]) => Device::Computer,
        () => Device::Other,
    }
}
