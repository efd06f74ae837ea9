-- What has entered and in which order. `intake_head.next` is taken under its row lock inside the appending
-- transaction, so a later number is never visible before an earlier one.
CREATE TABLE intake_head (
    workspace BIGINT NOT NULL PRIMARY KEY,
    next BIGINT NOT NULL
);

CREATE TABLE intake (
    workspace BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    envelopes BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    payload BYTES NOT NULL,
    PRIMARY KEY (workspace, seq)
);

-- The one applier of a workspace: its lease, its fencing token and how far it has come.
CREATE TABLE applier (
    workspace BIGINT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    token BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    applied BIGINT NOT NULL,
    evaluated_to BIGINT NOT NULL,
    change_seq BIGINT NOT NULL,
    ledger BIGINT NOT NULL,
    next_contact BIGINT NOT NULL,
    next_account BIGINT NOT NULL,
    next_lead BIGINT NOT NULL,
    next_opportunity BIGINT NOT NULL,
    next_visitor BIGINT NOT NULL
);

-- Message ids that have had their effect, with the answer for whoever waits.
CREATE TABLE seen (
    workspace BIGINT NOT NULL,
    message_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, message_id)
);

CREATE INDEX seen_at ON seen (workspace, at);

-- Inputs that keep failing, with the reason.
CREATE TABLE parked (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    message_id TEXT NOT NULL,
    intake_seq BIGINT NOT NULL,
    reason TEXT NOT NULL,
    payload BYTES NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

-- One row an applier transaction; activities are named by their range of ledger numbers and not repeated.
CREATE TABLE change_log (
    workspace BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    evaluated_to BIGINT NOT NULL,
    ledger_first BIGINT,
    ledger_last BIGINT,
    payload BYTES NOT NULL,
    PRIMARY KEY (workspace, seq)
);

-- Numbers of rows that the applier does not number itself.
CREATE TABLE counter (
    workspace BIGINT NOT NULL,
    name TEXT NOT NULL,
    next BIGINT NOT NULL,
    PRIMARY KEY (workspace, name)
);
