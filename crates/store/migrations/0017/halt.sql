-- A program that sends one by one and was stopped by what came back, or that a person let go on in spite of it.
CREATE TABLE halt (
    workspace BIGINT NOT NULL,
    program TEXT NOT NULL,
    brake TEXT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, program)
);

-- How the mail of such programs ended lately.
CREATE INDEX send_flow ON send (workspace, program, operational, updated_at, state, verdict)
    WHERE run_id IS NULL AND state IN ('sent', 'failed', 'unknown');
