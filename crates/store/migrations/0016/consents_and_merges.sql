-- What was said about a contact, in its order: without the number in the index SQLite went through all that was ever said.
DROP INDEX consent_contact;
CREATE INDEX consent_contact ON consent (workspace, contact_id, id);

-- Who was merged into a contact: asked for each chunk of a run, each merge and each erasure.
CREATE INDEX contact_merged ON contact (workspace, merged_into) WHERE merged_into IS NOT NULL;

-- Whose browsers these are: asked for each merge.
CREATE INDEX visitor_contact ON visitor (workspace, contact_id) WHERE contact_id IS NOT NULL;
