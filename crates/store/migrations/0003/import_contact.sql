-- Which contacts an import made, changed or found as they were.
CREATE TABLE import_contact (
    workspace BIGINT NOT NULL,
    import_id BIGINT NOT NULL,
    contact_id BIGINT NOT NULL,
    PRIMARY KEY (workspace, import_id, contact_id)
);
