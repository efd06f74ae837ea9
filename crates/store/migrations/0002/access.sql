-- Who signs in. `password` is the PHC text of argon2id; without one nobody can sign in as this user.
CREATE TABLE app_user (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    team TEXT NOT NULL,
    role TEXT NOT NULL,
    password TEXT,
    active BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    last_sign_in BIGINT,
    PRIMARY KEY (workspace, id)
);

CREATE UNIQUE INDEX app_user_email ON app_user (workspace, email);

-- `hash` is the SHA-256 of the token in hexadecimal digits: the token itself is only in the browser.
CREATE TABLE app_session (
    hash TEXT NOT NULL PRIMARY KEY,
    workspace BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL
);

CREATE INDEX app_session_user ON app_session (workspace, user_id);

-- Keys of the API and of the intake, by the SHA-256 of the secret. `scopes` is a JSON array of rights.
CREATE TABLE access_key (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    prefix TEXT NOT NULL,
    hash TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by BIGINT,
    last_used BIGINT,
    revoked_at BIGINT,
    PRIMARY KEY (workspace, id)
);

CREATE UNIQUE INDEX access_key_hash ON access_key (hash);

-- Who did what. Append-only.
CREATE TABLE audit (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    user_id BIGINT,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (workspace, id)
);
