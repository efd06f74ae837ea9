-- Published versions, immutable but for `state`. A version with `withdraws` takes the definition out of force.
CREATE TABLE definition (
    workspace BIGINT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    withdraws BIGINT NOT NULL,
    body TEXT NOT NULL,
    author BIGINT,
    note TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, kind, key, version)
);

CREATE INDEX definition_published ON definition (workspace, kind, key) WHERE state = 'published';

CREATE TABLE definition_draft (
    workspace BIGINT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    author BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, kind, key)
);
