-- Fetches of pixels and of links of mail, as they came, by their place in the spool. `label` is null until all has been
-- seen that may say who it was. Of the address that fetched, the network alone is kept.
CREATE TABLE hit (
    workspace BIGINT NOT NULL,
    spool BIGINT NOT NULL,
    line BIGINT NOT NULL,
    send_id BIGINT NOT NULL,
    fetched TEXT NOT NULL,
    link BIGINT NOT NULL,
    target TEXT NOT NULL,
    at BIGINT NOT NULL,
    method TEXT NOT NULL,
    agent TEXT NOT NULL,
    network TEXT,
    label TEXT,
    signals TEXT,
    PRIMARY KEY (workspace, spool, line)
);

CREATE INDEX hit_send ON hit (workspace, send_id, at);
CREATE INDEX hit_network ON hit (workspace, network, at) WHERE network IS NOT NULL;
CREATE INDEX hit_waiting ON hit (workspace, at) WHERE label IS NULL;
