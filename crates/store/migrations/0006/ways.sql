-- Ways out beside what the command line names: what each has been told, its secrets sealed as one.
CREATE TABLE way_out (
    workspace BIGINT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    settings TEXT NOT NULL,
    secret BYTES NOT NULL,
    per_second BIGINT,
    per_day BIGINT,
    enabled BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, key)
);

-- Which way a message takes: order and rules.
CREATE TABLE way_routing (
    workspace BIGINT NOT NULL,
    routing TEXT NOT NULL,
    PRIMARY KEY (workspace)
);

-- What providers have reported already. `event` is a SHA-256; `bytes` is that of what came with it, where only that may
-- come with it again.
CREATE TABLE hook_seen (
    workspace BIGINT NOT NULL,
    event TEXT NOT NULL,
    bytes TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, event)
);

CREATE INDEX hook_seen_at ON hook_seen (workspace, at);

-- The way that a message was handed to.
ALTER TABLE send ADD COLUMN way TEXT;
