//! How the lives of a server end, one after another.

use fault::Point;

/// How a life of the server ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// SIGKILL when so many more dots have arrived.
    Kill(usize),
    /// Stopped for a while after so many dots, then killed.
    Stop(usize),
    /// Asked to stop after so many dots: no kill.
    Ask(usize),
    /// It ends by itself at a point, at the n-th passage.
    At(&'static str, usize),
}

/// Every point once and again, between kills by progress: so many ends, in an order that is always the same.
pub fn plan(kills: usize, share: usize) -> Vec<End> {
    let mut ends = vec![End::Kill(1)];
    // While the run is made into sends it has ended already, with its order.
    let mut points = Point::ALL.into_iter().filter(|point| *point != Point::WhileMaterialising).cycle();
    for kill in 0..kills {
        let some = 1 + kill * 7 % share.max(2);
        ends.push(match kill % 11 {
            4 => End::Stop(some),
            9 => End::Ask(some),
            n if n % 2 == 1 => match points.next() {
                // There are few claims in a life, each of many sends.
                Some(Point::AfterClaim) => End::At(Point::AfterClaim.name(), 1),
                point => End::At(point.map_or("", Point::name), 1 + kill * 5 % 7),
            },
            _ => End::Kill(some),
        });
    }
    ends
}
