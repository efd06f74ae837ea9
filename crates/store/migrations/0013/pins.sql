-- By kind and key, the versions of what the emails of a run share with others (snippets, the brand), as when it began.
ALTER TABLE run ADD COLUMN pins TEXT;
