-- Pictures for messages, by the hash of their content.
CREATE TABLE file (
    workspace BIGINT NOT NULL,
    hash TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    size BIGINT NOT NULL,
    content BYTES NOT NULL,
    user_id BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, hash)
);

CREATE INDEX file_latest ON file (workspace, created_at);
