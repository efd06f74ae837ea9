-- What is due is asked for run by run: a run that is paused may hold a million that nobody goes through.
DROP INDEX send_due;
CREATE INDEX send_due ON send (workspace, operational, run_id, due_at, id) WHERE state IN ('queued', 'deferred');
