//! What a process has used, as the system tells it; nothing where it does not.

/// Of the clock in which processes are counted.
const TICKS: f64 = 100.0;

#[derive(Debug, Default)]
pub struct Usage {
    /// Seconds of processors.
    pub processor: f64,
}

impl Usage {
    pub fn of(process: u32) -> Usage {
        Usage::read(&format!("/proc/{process}/stat"), 11)
    }

    /// Of those that this process has begun and that have ended.
    pub fn of_children() -> Usage {
        Usage::read("/proc/self/stat", 13)
    }

    /// The two fields from a place on, counted after the name.
    fn read(path: &str, place: usize) -> Usage {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let fields = text.rsplit_once(") ").map_or("", |(_, fields)| fields);
        let ticks = fields.split(' ').skip(place).take(2).filter_map(|field| field.parse::<f64>().ok());
        Usage { processor: ticks.sum::<f64>() / TICKS }
    }

    pub fn since(&self, before: &Usage) -> Usage {
        Usage { processor: self.processor - before.processor }
    }
}

/// Memory that this process holds now, in bytes.
pub fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).unwrap_or_default() * 1024
}
