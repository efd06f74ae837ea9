-- Domains that mail is sent from. `findings` is what the last look at DNS has shown, as JSON; `allowed_at` is set where
-- mail may leave although the domain is not verified.
CREATE TABLE sender_domain (
    workspace BIGINT NOT NULL,
    domain TEXT NOT NULL,
    spf TEXT,
    state TEXT NOT NULL,
    state_at BIGINT NOT NULL,
    checked_at BIGINT,
    findings TEXT NOT NULL,
    allowed_at BIGINT,
    allowed_by BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, domain)
);

-- Keys that sign their mail. `private` is sealed with a key of the instance.
CREATE TABLE sender_key (
    workspace BIGINT NOT NULL,
    domain TEXT NOT NULL,
    selector TEXT NOT NULL,
    kind TEXT NOT NULL,
    public TEXT NOT NULL,
    private BYTES NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, domain, selector)
);
