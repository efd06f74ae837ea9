-- What the caller who started a run called its request: asked for again, it starts no other.
ALTER TABLE run ADD COLUMN request TEXT;
CREATE UNIQUE INDEX run_request ON run (workspace, request) WHERE request IS NOT NULL;
