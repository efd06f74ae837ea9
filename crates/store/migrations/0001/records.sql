-- Records as the applier last wrote them. `fields` is the JSON of the typed values.
CREATE TABLE contact (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    external_id TEXT,
    account_id BIGINT,
    relationship TEXT NOT NULL,
    owner_id BIGINT,
    email TEXT,
    name_key TEXT NOT NULL,
    last_key TEXT NOT NULL,
    fields TEXT NOT NULL,
    acquisition_program TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    merged_into BIGINT,
    erased BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX contact_name ON contact (workspace, name_key, id);
CREATE INDEX contact_last ON contact (workspace, last_key, id);
CREATE INDEX contact_email ON contact (workspace, email) WHERE email IS NOT NULL;
CREATE INDEX contact_account ON contact (workspace, account_id) WHERE account_id IS NOT NULL;

CREATE TABLE account (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    external_id TEXT,
    relationship TEXT NOT NULL,
    owner_id BIGINT,
    named_tier TEXT,
    name_key TEXT NOT NULL,
    domain TEXT,
    fields TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX account_name ON account (workspace, name_key, id);
CREATE INDEX account_domain ON account (workspace, domain) WHERE domain IS NOT NULL;

CREATE TABLE lead (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    external_id TEXT,
    contact_id BIGINT NOT NULL,
    account_id BIGINT,
    source TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    outcome TEXT,
    stage TEXT NOT NULL,
    stage_since BIGINT NOT NULL,
    stage_times TEXT NOT NULL,
    aql TEXT,
    handover TEXT,
    fields TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (workspace, id)
);

CREATE INDEX lead_contact ON lead (workspace, contact_id);

CREATE TABLE opportunity (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    external_id TEXT,
    account_id BIGINT,
    lead_id BIGINT,
    amount_minor BIGINT,
    currency TEXT,
    outcome TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    fields TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (workspace, id)
);

CREATE TABLE opportunity_role (
    workspace BIGINT NOT NULL,
    opportunity_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    contact_id BIGINT NOT NULL,
    role TEXT NOT NULL,
    is_primary BIGINT NOT NULL,
    PRIMARY KEY (workspace, opportunity_id, position)
);

CREATE INDEX opportunity_role_contact ON opportunity_role (workspace, contact_id);

CREATE TABLE visitor (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    anonymous_id TEXT NOT NULL,
    contact_id BIGINT,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    PRIMARY KEY (workspace, id)
);

-- Keys by which records are found: each value of a kind names one record.
CREATE TABLE identity (
    workspace BIGINT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    PRIMARY KEY (workspace, kind, value)
);

CREATE INDEX identity_record ON identity (workspace, record_id);

-- The ledger. `contact_id` is as recorded; `joined_contact_id` is whose it became when the visitor identified itself.
CREATE TABLE activity (
    workspace BIGINT NOT NULL,
    number BIGINT NOT NULL,
    contact_id BIGINT,
    joined_contact_id BIGINT,
    visitor_id BIGINT,
    lead_id BIGINT,
    kind TEXT NOT NULL,
    asset TEXT,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    value_minor BIGINT,
    currency TEXT,
    properties TEXT NOT NULL,
    live BIGINT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (workspace, number)
);

CREATE INDEX activity_contact ON activity (workspace, contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX activity_joined ON activity (workspace, joined_contact_id) WHERE joined_contact_id IS NOT NULL;
