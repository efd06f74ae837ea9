-- Runs that are still watched for what comes back: which are over since an instant.
CREATE INDEX run_over ON run (workspace, finished_at) WHERE finished_at IS NOT NULL;
