//! What lies in the database once the server has ended.

use super::driver::Driver;
use store::Store;

impl Driver {
    /// Reads from the database.
    pub fn read<T>(&self, what: impl AsyncFnOnce(&Store) -> T) -> T {
        let url = match &self.database {
            Some(url) => url.clone(),
            None => format!("sqlite://{}", self.data.join("siembra.db").display()),
        };
        self.runtime.block_on(async {
            let store = Store::open(&url).await.unwrap();
            let found = what(&store).await;
            store.close().await;
            found
        })
    }

    /// The rows of sends.
    pub fn rows(&self) -> Vec<store::sends::Send> {
        self.read(async |store| {
            let (mut rows, mut before) = (Vec::new(), i64::MAX);
            loop {
                let all = store::sends::Narrow::default();
                let page = store::sends::page(store, model::DEFAULT_WORKSPACE, &all, before, 1_000).await.unwrap();
                let Some(last) = page.last() else { return rows };
                before = last.id.0;
                rows.extend(page);
            }
        })
    }
}
