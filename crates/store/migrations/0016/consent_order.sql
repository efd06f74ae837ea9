-- What was said about a contact, in its order: without the number in the index SQLite went through all that was ever said.
DROP INDEX consent_contact;
CREATE INDEX consent_contact ON consent (workspace, contact_id, id);
