//! The rows of sends, read from the database once the server has ended.

use super::driver::Driver;

impl Driver {
    /// The rows of sends, as they lie in the database.
    pub fn rows(&self) -> Vec<store::sends::Send> {
        let url = match &self.database {
            Some(url) => url.clone(),
            None => format!("sqlite://{}", self.data.join("siembra.db").display()),
        };
        self.runtime.block_on(async {
            let store = store::Store::open(&url).await.unwrap();
            let (mut rows, mut before) = (Vec::new(), i64::MAX);
            loop {
                let all = store::sends::Narrow::default();
                let page = store::sends::page(&store, model::DEFAULT_WORKSPACE, &all, before, 1_000).await.unwrap();
                let Some(last) = page.last() else { break };
                before = last.id.0;
                rows.extend(page);
            }
            store.close().await;
            rows
        })
    }
}
