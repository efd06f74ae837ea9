-- What marketing costs. Days are counted from 1970-01-01, both included.
CREATE TABLE cost (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    category TEXT NOT NULL,
    label TEXT NOT NULL,
    minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    from_day BIGINT NOT NULL,
    to_day BIGINT NOT NULL,
    program TEXT,
    PRIMARY KEY (workspace, id)
);
