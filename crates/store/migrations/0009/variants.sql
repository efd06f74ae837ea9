-- The variants of a run as they were frozen, how far their test has come, and what won.
ALTER TABLE run ADD COLUMN test TEXT;
ALTER TABLE run ADD COLUMN test_state TEXT;
ALTER TABLE run ADD COLUMN decide_at BIGINT;
ALTER TABLE run ADD COLUMN winner TEXT;
