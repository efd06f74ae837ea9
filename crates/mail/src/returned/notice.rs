//! Notices in words: which recipients they name, and with which words. Servers write them in a hundred forms; what
//! they have in common is a sentence that opens a list, a word right before or behind an address, or a line that begins
//! with one.

use super::address::{self, Found};
use super::opened::Opened;
use super::{Action, MOST_RECIPIENTS, Recipient, answer, tables};
use crate::verdict::{Category, classify};

const MOST_LINES: usize = 2_000;
const MOST_LINE: usize = 2_000;
const MOST_WORDS: usize = 1_000;

/// A notice of a mail server.
pub(super) struct Noticed {
    pub recipients: Vec<Recipient>,
    pub delayed: bool,
}

/// An address with what is said right behind it.
#[derive(Debug)]
struct Named {
    address: String,
    words: String,
}

/// Reads a message as a notice; `None` when it is none.
pub(super) fn read(opened: &Opened) -> Option<Noticed> {
    let listed = opened.headers.get("x-failed-recipients").map(address::all).unwrap_or_default();
    if listed.is_empty() && !is_notice(opened) {
        return None;
    }
    let said = tables::small(&format!("{} {}", opened.subject, opened.notice));
    let delayed = tables::is_delay(&said);
    let mut named = Scan::of(opened).found;
    if !listed.is_empty() {
        let words = |address: &str| words_about(&opened.notice, address).unwrap_or_default();
        named = listed.into_iter().map(|one| Named { words: words(&one.address), address: one.address }).collect();
    }
    let recipient = |named: Named| {
        let first = classify(&named.words, None);
        let category = if first == Category::Unknown { classify(&opened.notice, None) } else { first };
        let action = if delayed { Action::Delayed } else { Action::Failed };
        let category = unless_delayed(action, category);
        Recipient { address: named.address, action, status: None, diagnostic: named.words, category }
    };
    Some(Noticed { recipients: named.into_iter().map(recipient).collect(), delayed })
}

/// While a server goes on trying, nothing is final.
pub(super) fn unless_delayed(action: Action, category: Category) -> Category {
    let weak = matches!(category, Category::SoftMailbox | Category::Block | Category::Content);
    if action == Action::Delayed && !weak { Category::SoftTransient } else { category }
}

fn is_notice(opened: &Opened) -> bool {
    let automatic = answer::is_automatic(opened);
    let nobody = opened.headers.small("return-path").contains("<>") && !automatic;
    let by_server = tables::is_sender(&opened.headers.small("from")) || opened.is_report || nobody;
    if !by_server && (automatic || opened.headers.get("in-reply-to").is_some()) {
        return false;
    }
    let said = tables::small(&format!("{} {}", opened.subject, opened.notice));
    let told = tables::is_failure(&said) || by_server && tables::is_delay(&said);
    let named = || !Scan::of(opened).found.is_empty();
    if by_server { told || opened.is_report || named() } else { told && (named() || !opened.copy.is_empty()) }
}

/// What a notice says right behind an address.
pub(super) fn words_about(notice: &str, address: &str) -> Option<String> {
    let small = address.to_ascii_lowercase();
    let place = notice.to_ascii_lowercase().find(&small)?;
    let rest = notice.get(place + small.len()..)?;
    let end = rest.find("\n\n").unwrap_or(rest.len());
    Some(rest[..end].chars().take(MOST_WORDS).collect())
}

/// How far we are behind a sentence that opens a list.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Near {
    #[default]
    Off,
    /// The paragraph behind it has not begun.
    Waiting,
    Inside,
}

#[derive(Default)]
struct Scan {
    found: Vec<Named>,
    /// A list has been opened and goes on: lines that begin with an address are entries.
    listing: bool,
    near: Near,
    /// Words of this paragraph belong to the last address.
    speaking: bool,
    /// Inside a paragraph of prose, where a line begins with an address by chance.
    prose: bool,
    before: String,
}

impl Scan {
    fn of(opened: &Opened) -> Scan {
        let own = opened.own();
        let foreign = |found: &Found| {
            let address = found.address.to_ascii_lowercase();
            let server = address.starts_with("postmaster@") || address.starts_with("mailer-daemon@");
            !server && !own.contains(&address)
        };
        let lines = || opened.notice.lines().take(MOST_LINES).filter(|line| line.len() < MOST_LINE);
        let mut scan = Scan::default();
        // Quotations speak of other messages; some servers list addresses behind the same sign.
        let quoted = |line: &&str| line.starts_with('>') && line.trim_matches(['>', ' ']).contains(' ');
        for line in lines().filter(|line| !quoted(line)) {
            scan.line(line, &foreign);
        }
        if scan.found.is_empty() {
            scan.found = refused(lines(), &foreign);
        }
        if scan.found.is_empty() {
            scan.found = alone(lines(), &foreign);
        }
        if scan.found.is_empty() {
            scan.found = bare(lines(), &opened.headers.small("from")).into_iter().collect();
        }
        scan
    }

    fn line(&mut self, line: &str, foreign: &dyn Fn(&Found) -> bool) {
        let small = tables::small(line);
        if small.is_empty() {
            self.listing &= self.found.is_empty() || self.speaking || self.near == Near::Waiting;
            if self.near == Near::Inside {
                self.near = Near::Off;
            }
            (self.speaking, self.prose) = (false, false);
            return;
        }
        let aside = tables::is_aside(&small);
        let mut fresh = false;
        for one in address::all(line).into_iter().filter(|one| foreign(one)) {
            if self.is_failed(line, &one, aside) {
                let lead = if tables::is_label(&tables::small(&line[..one.start])) { "" } else { &line[..one.start] };
                self.push(one.address, &format!("{lead} {}", &line[one.end..]));
                fresh = true;
            }
        }
        let joined = format!("{} {small}", self.before);
        match (fresh, self.near) {
            (false, _) if tables::opens_list(&joined) => (self.listing, self.near) = (true, Near::Waiting),
            (_, Near::Waiting) => self.near = Near::Inside,
            _ => {}
        }
        if !fresh
            && self.speaking
            && let Some(last) = self.found.last_mut().filter(|last| last.words.len() < MOST_WORDS)
        {
            last.words.push(' ');
            last.words.push_str(line);
        }
        self.speaking |= fresh;
        self.prose = !self.speaking && self.near == Near::Off;
        self.before = if fresh { String::new() } else { small };
    }

    fn is_failed(&self, line: &str, one: &Found, aside: bool) -> bool {
        let lead = tables::small(&line[..one.start]);
        let tail = tables::small(&line[one.end..]);
        // `<ana@example.com>:`, the form of qmail, Postfix and many others.
        let headed =
            lead.trim_start_matches('<').is_empty() && [">:", ":", ">,", "> ("].iter().any(|end| tail.starts_with(end));
        let joined = format!("{} {lead}", self.before);
        let named =
            tables::names_recipient(if lead.trim_matches(['<', '"', '\'', '(']).is_empty() { &joined } else { &lead });
        let told = named || tables::refuses(&tail);
        headed || (!aside && (told || self.listing && !self.prose && tables::is_label(&lead) || self.near != Near::Off))
    }

    fn push(&mut self, address: String, tail: &str) {
        let known = self.found.iter().position(|named| named.address.eq_ignore_ascii_case(&address));
        match known {
            Some(place) if self.found[place].words.len() < MOST_WORDS => {
                self.found[place].words.push(' ');
                self.found[place].words.push_str(tail);
            }
            Some(_) => {}
            None if self.found.len() < MOST_RECIPIENTS => self.found.push(Named { address, words: tail.into() }),
            None => {}
        }
    }
}

/// Addresses on lines that hold a refusal: transcripts of a conversation, and lists of "To" without more.
fn refused<'l>(lines: impl Iterator<Item = &'l str>, foreign: &dyn Fn(&Found) -> bool) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for line in lines {
        let small = tables::small(line);
        let bare = small.trim_start_matches(['<', '>', ' ']);
        let refusal =
            bare.starts_with('5') && bare.as_bytes().get(1..3).is_some_and(|code| code.iter().all(u8::is_ascii_digit));
        if refusal || bare.starts_with("rcpt to") || bare.starts_with("to:") {
            for one in address::all(line).into_iter().filter(|one| foreign(one)).take(MOST_RECIPIENTS - found.len()) {
                if !found.iter().any(|named| named.address.eq_ignore_ascii_case(&one.address)) {
                    found.push(Named { words: line[one.end..].into(), address: one.address });
                }
            }
        }
    }
    found
}

/// Addresses that begin a paragraph, where nothing has opened a list.
fn alone<'l>(lines: impl Iterator<Item = &'l str>, foreign: &dyn Fn(&Found) -> bool) -> Vec<Named> {
    let (mut found, mut begins): (Vec<Named>, bool) = (Vec::new(), true);
    for line in lines {
        let first = address::all(line).into_iter().next().filter(|one| foreign(one));
        let first = first.filter(|one| begins && tables::is_label(&tables::small(&line[..one.start])));
        begins = line.trim().is_empty();
        if let Some(one) = first.filter(|_| found.len() < MOST_RECIPIENTS && !tables::is_aside(&tables::small(line))) {
            found.push(Named { words: line[one.end..].into(), address: one.address });
        }
    }
    found
}

/// A list of one name without a domain: it is the reporting server's.
fn bare<'l>(lines: impl Iterator<Item = &'l str>, from: &str) -> Option<Named> {
    let domain = address::all(from).pop()?.address.split_once('@')?.1.to_string();
    let mut lines = lines.filter(|line| !line.trim().is_empty());
    let mut before = String::new();
    let name = loop {
        let line = lines.next()?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let name = line.trim();
        if before.ends_with(':') && tables::is_failure(&before) && name.len() > 1 && name.chars().all(is_name) {
            break name;
        }
        before = tables::small(&format!("{before} {line}"))
            .chars()
            .rev()
            .take(300)
            .collect::<String>()
            .chars()
            .rev()
            .collect();
    };
    Some(Named { address: address::all(&format!("{name}@{domain}")).pop()?.address, words: String::new() })
}
