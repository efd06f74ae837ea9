-- Mail that came back, as it came, with what was read in it. Limited in number, size and age; `digest` is the SHA-256 of
-- the whole message, so that the same message handed in twice is kept once.
CREATE TABLE returned_mail (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    digest TEXT NOT NULL,
    kind TEXT NOT NULL,
    category TEXT NOT NULL,
    send_id BIGINT,
    recipient TEXT NOT NULL,
    status TEXT NOT NULL,
    diagnostic TEXT NOT NULL,
    raw BYTES NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE UNIQUE INDEX returned_mail_digest ON returned_mail (workspace, digest);
CREATE INDEX returned_mail_at ON returned_mail (workspace, at);
CREATE INDEX returned_mail_send ON returned_mail (workspace, send_id) WHERE send_id IS NOT NULL;
