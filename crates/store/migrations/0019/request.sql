-- What the request said besides its name, as a digest: the same name with other words is another request.
ALTER TABLE run ADD COLUMN request_said TEXT;
