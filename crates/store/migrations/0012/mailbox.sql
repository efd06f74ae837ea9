-- How far a mailbox that is read over IMAP has been read.
CREATE TABLE mailbox (
    workspace BIGINT NOT NULL,
    name TEXT NOT NULL,
    validity BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    PRIMARY KEY (workspace, name)
);
