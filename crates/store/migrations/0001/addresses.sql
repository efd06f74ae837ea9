-- Whose addresses, by normal form.
CREATE TABLE address (
    workspace BIGINT NOT NULL,
    address TEXT NOT NULL,
    contact_id BIGINT NOT NULL,
    usage TEXT NOT NULL,
    PRIMARY KEY (workspace, address, contact_id)
);

CREATE INDEX address_contact ON address (workspace, contact_id);

-- Deliverability and opt-out sit on the address and outlive every contact that used it.
CREATE TABLE address_state (
    workspace BIGINT NOT NULL,
    address TEXT NOT NULL,
    role BIGINT NOT NULL,
    invalid_at BIGINT,
    invalid_reason TEXT,
    opt_out_at BIGINT,
    opt_out_reason TEXT,
    blocked_at BIGINT,
    blocked_reason TEXT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, address)
);

CREATE INDEX address_state_updated ON address_state (workspace, updated_at);

-- Consent given and withdrawn, append-only: the proof.
CREATE TABLE consent (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    contact_id BIGINT NOT NULL,
    given BIGINT NOT NULL,
    basis TEXT NOT NULL,
    source TEXT NOT NULL,
    user_id BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX consent_contact ON consent (workspace, contact_id);
