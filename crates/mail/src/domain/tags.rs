//! Records that are lists of tags: `v=DMARC1; p=none`.

/// The tags of a text, names in lower case.
pub struct Tags(Vec<(String, String)>);

impl Tags {
    pub fn read(text: &str) -> Tags {
        let pairs = text.split(';').filter_map(|part| part.split_once('='));
        Tags(pairs.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_string())).collect())
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether the first tag is the version that a record begins with.
    pub fn is(&self, version: &str) -> bool {
        self.0.first().is_some_and(|(name, value)| name == "v" && value.eq_ignore_ascii_case(version))
    }
}
