-- What others report of mail that carries a domain's name. The same report handed in twice is kept once.
CREATE TABLE dmarc_report (
    workspace BIGINT NOT NULL,
    id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    domain TEXT NOT NULL,
    organisation TEXT NOT NULL,
    report TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);

CREATE UNIQUE INDEX dmarc_report_name ON dmarc_report (workspace, organisation, report, domain);
CREATE INDEX dmarc_report_domain ON dmarc_report (workspace, domain, to_at);

-- `dkim` and `spf`: whether it passed and belonged to the domain.
CREATE TABLE dmarc_row (
    workspace BIGINT NOT NULL,
    report BIGINT NOT NULL,
    place BIGINT NOT NULL,
    source TEXT NOT NULL,
    mails BIGINT NOT NULL,
    dkim BIGINT NOT NULL,
    spf BIGINT NOT NULL,
    disposition TEXT NOT NULL,
    PRIMARY KEY (workspace, report, place)
);
