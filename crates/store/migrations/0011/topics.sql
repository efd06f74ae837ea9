-- Topics that an address has opted out of, by key, each with when and why.
ALTER TABLE address_state ADD COLUMN topics TEXT NOT NULL DEFAULT '{}';
