-- What is still to be done. `token` is the fencing token of the last claim.
CREATE TABLE work (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    dedupe TEXT,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    run_at BIGINT NOT NULL,
    attempt BIGINT NOT NULL DEFAULT 0,
    token BIGINT NOT NULL DEFAULT 0,
    lease_until BIGINT NOT NULL DEFAULT 0,
    reason TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE UNIQUE INDEX work_dedupe ON work (workspace, kind, dedupe) WHERE dedupe IS NOT NULL;
CREATE INDEX work_due ON work (workspace, kind, run_at, id) WHERE state = 'ready';
CREATE INDEX work_leased ON work (workspace, kind, lease_until) WHERE state = 'leased';

-- Jobs that read an uploaded file into intake.
CREATE TABLE import (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    state TEXT NOT NULL,
    object TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_path TEXT NOT NULL,
    mapping TEXT NOT NULL,
    options TEXT NOT NULL,
    counts TEXT NOT NULL,
    position BIGINT NOT NULL DEFAULT 0,
    error TEXT,
    user_id BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
