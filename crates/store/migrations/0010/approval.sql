-- What a second person is asked for: who wants what, as of which versions, and who decided.
CREATE TABLE approval (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    asker BIGINT NOT NULL,
    through TEXT,
    asked_at BIGINT NOT NULL,
    versions TEXT NOT NULL,
    details TEXT NOT NULL,
    decider BIGINT,
    decided_at BIGINT,
    note TEXT NOT NULL,
    run BIGINT,
    PRIMARY KEY (workspace, id)
);

CREATE UNIQUE INDEX approval_waiting ON approval (workspace, action, kind, key) WHERE state = 'waiting';

CREATE INDEX approval_run ON approval (workspace, run);
