-- What a step of a send changes stands in an index only where somebody looks for it: of claims, which are few, how long
-- they last is read from the rows; of a run, claims are counted apart from what waits and from what has ended.
DROP INDEX send_leased;
DROP INDEX send_run;
CREATE INDEX send_claimed ON send (workspace, run_id) WHERE state IN ('leased', 'handing');
CREATE INDEX send_run ON send (workspace, run_id, id) WHERE run_id IS NOT NULL;
CREATE INDEX send_state ON send (workspace, run_id, state) WHERE run_id IS NOT NULL AND state NOT IN ('leased', 'handing');
