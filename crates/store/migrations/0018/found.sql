-- Sends as people look for them: those of a run in one state, newest first; those that were held back or failed for one
-- reason, whose words may be long, so that only their beginning stands in the index.
DROP INDEX send_state;
CREATE INDEX send_state ON send (workspace, run_id, state, id) WHERE run_id IS NOT NULL AND state NOT IN ('leased', 'handing');
CREATE INDEX send_reason ON send (workspace, program, substr(reason, 1, 100), id, run_id) WHERE state IN ('held', 'failed');

-- Mail that came back about a send of ours and all other has a limit each.
CREATE INDEX returned_mail_ours ON returned_mail (workspace, id) WHERE send_id IS NOT NULL;
CREATE INDEX returned_mail_other ON returned_mail (workspace, id) WHERE send_id IS NULL;
