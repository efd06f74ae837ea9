-- What a send waits for and what was found out about it, beside its state; operational mail is claimed before all other
-- without sorting what is due.
ALTER TABLE send ADD COLUMN waits TEXT;
ALTER TABLE send ADD COLUMN verdict TEXT;
DROP INDEX send_due;
CREATE INDEX send_due ON send (workspace, operational, due_at, id) WHERE state IN ('queued', 'deferred');
CREATE INDEX send_verdict ON send (workspace, run_id, verdict) WHERE verdict IS NOT NULL;
CREATE INDEX send_handed ON send (workspace, handed_at) WHERE handed_at IS NOT NULL;

-- Why a run was stopped by what came back, or that a person let it go on in spite of it.
ALTER TABLE run ADD COLUMN brake TEXT;

-- What followed for the address of a message that came back.
ALTER TABLE returned_mail ADD COLUMN followed TEXT;
