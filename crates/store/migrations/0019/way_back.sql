-- Ways by which mail and reports come back, and how each does.
CREATE TABLE way_back (
    workspace BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    -- When it was last known to work, when something last came by it, and since when it does not work.
    worked_at BIGINT,
    heard_at BIGINT,
    fails_since BIGINT,
    reason TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, kind, name)
);
