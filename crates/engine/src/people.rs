//! The users that rules may name: by e-mail address in definitions, by id in records. Read before each batch.

use model::UserId;
use std::collections::HashMap;

#[derive(Debug, Clone, Default)]
pub struct People(HashMap<String, UserId>);

impl People {
    pub fn new(users: impl IntoIterator<Item = (String, UserId)>) -> People {
        People(users.into_iter().map(|(email, id)| (email.to_lowercase(), id)).collect())
    }

    pub fn by_email(&self, email: &str) -> Option<UserId> {
        self.0.get(&email.to_lowercase()).copied()
    }
}
