//! Points on the way of a send at which the process can be told to end, as if it had been killed right there.

/// The points, in the order in which a send passes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Point {
    /// A run has been frozen, and a piece of its audience is being made into sends.
    WhileMaterialising,
    AfterClaim,
    AfterRender,
    AfterConnect,
    AfterMail,
    AfterRcpt,
    /// It is durable that the final dot may be written.
    AfterHanding,
    BeforeDot,
    /// The message has been written, and nothing of an answer has been read.
    AfterDot,
    AfterAccepted,
    BeforeResult,
    AfterResult,
}

impl Point {
    pub const ALL: [Point; 12] = [
        Point::WhileMaterialising,
        Point::AfterClaim,
        Point::AfterRender,
        Point::AfterConnect,
        Point::AfterMail,
        Point::AfterRcpt,
        Point::AfterHanding,
        Point::BeforeDot,
        Point::AfterDot,
        Point::AfterAccepted,
        Point::BeforeResult,
        Point::AfterResult,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Point::WhileMaterialising => "while_materialising",
            Point::AfterClaim => "after_claim",
            Point::AfterRender => "after_render",
            Point::AfterConnect => "after_connect",
            Point::AfterMail => "after_mail",
            Point::AfterRcpt => "after_rcpt",
            Point::AfterHanding => "after_handing",
            Point::BeforeDot => "before_dot",
            Point::AfterDot => "after_dot",
            Point::AfterAccepted => "after_accepted",
            Point::BeforeResult => "before_result",
            Point::AfterResult => "after_result",
        }
    }
}

#[cfg(not(debug_assertions))]
#[inline(always)]
pub fn point(_: Point) {}

/// Ends the process here, if this is the passage that it was told to end at.
#[cfg(debug_assertions)]
pub fn point(point: Point) {
    use told::*;
    let Some(told) = TOLD.get_or_init(read).as_ref().filter(|told| told.point == point) else { return };
    if told.passages.fetch_add(1, std::sync::atomic::Ordering::SeqCst) + 1 != told.at {
        return;
    }
    eprintln!("told to end {}", point.name());
    if told.stops {
        let process = std::process::id().to_string();
        // Goes on here once it is let.
        drop(std::process::Command::new("kill").args(["-STOP", &process]).status());
    } else {
        std::process::abort();
    }
}

#[cfg(debug_assertions)]
mod told {
    use super::Point;
    use std::sync::OnceLock;
    use std::sync::atomic::AtomicU32;

    pub static TOLD: OnceLock<Option<Told>> = OnceLock::new();

    pub struct Told {
        pub point: Point,
        /// The passage that counts, from 1.
        pub at: u32,
        pub stops: bool,
        pub passages: AtomicU32,
    }

    pub fn read() -> Option<Told> {
        let text = std::env::var(crate::FAIL).ok().filter(|text| !text.is_empty())?;
        let mut parts = text.split(':');
        let name = parts.next().unwrap_or_default();
        let point = Point::ALL.into_iter().find(|point| point.name() == name);
        let at = parts.next().map_or(Some(1), |at| at.parse().ok());
        match (point, at) {
            (Some(point), Some(at)) => {
                Some(Told { point, at, stops: parts.next() == Some("stop"), passages: AtomicU32::new(0) })
            }
            // Else a test with a mistyped point would prove nothing.
            _ => panic!("{}={text} names no point and passage", crate::FAIL),
        }
    }
}
