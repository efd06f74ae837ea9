-- One freeze of a batch program: whom, as of which change, with which version of the email, and how far send rows
-- have been made from it.
CREATE TABLE run (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    program TEXT NOT NULL,
    state TEXT NOT NULL,
    scheduled_at BIGINT NOT NULL,
    operational BIGINT NOT NULL,
    email TEXT NOT NULL,
    email_version BIGINT NOT NULL DEFAULT 0,
    audience BYTES,
    audience_count BIGINT NOT NULL DEFAULT 0,
    change_seq BIGINT NOT NULL DEFAULT 0,
    position BIGINT NOT NULL DEFAULT 0,
    materialised BIGINT NOT NULL DEFAULT 0,
    reason TEXT,
    user_id BIGINT,
    created_at BIGINT NOT NULL,
    frozen_at BIGINT,
    finished_at BIGINT,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX run_program ON run (workspace, program, id);
CREATE INDEX run_open ON run (workspace, state, scheduled_at);

-- One message to one recipient. The contact and address are those it was made with. `address_key` is the address of
-- marketing mail and null otherwise, so that one occurrence never reaches an address twice.
CREATE TABLE send (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    run_id BIGINT,
    program TEXT,
    occurrence TEXT NOT NULL,
    contact_id BIGINT NOT NULL,
    address TEXT NOT NULL,
    address_key TEXT,
    email TEXT NOT NULL,
    email_version BIGINT NOT NULL,
    operational BIGINT NOT NULL,
    details TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempt BIGINT NOT NULL DEFAULT 0,
    token BIGINT NOT NULL DEFAULT 0,
    lease_until BIGINT NOT NULL DEFAULT 0,
    message_id TEXT,
    reason TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    handed_at BIGINT,
    PRIMARY KEY (workspace, id)
);

CREATE UNIQUE INDEX send_once ON send (workspace, occurrence, contact_id);
CREATE UNIQUE INDEX send_once_address ON send (workspace, occurrence, address_key) WHERE address_key IS NOT NULL;
CREATE INDEX send_due ON send (workspace, due_at, id) WHERE state IN ('queued', 'deferred');
CREATE INDEX send_leased ON send (workspace, lease_until) WHERE state IN ('leased', 'handing');
CREATE INDEX send_run ON send (workspace, run_id, state) WHERE run_id IS NOT NULL;
CREATE INDEX send_program ON send (workspace, program, id) WHERE program IS NOT NULL;
CREATE INDEX send_contact ON send (workspace, contact_id, id);

-- What the built-in capture outbox received.
CREATE TABLE outbox (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    send_id BIGINT,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    mime BYTES NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX outbox_send ON outbox (workspace, send_id) WHERE send_id IS NOT NULL;
