-- Questions that were saved with a case.

-- A question in words and as data. Of one name the latest row holds.
CREATE TABLE question (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL, -- lower-case letters, digits and hyphens
    topic TEXT, -- the group it is listed under
    en TEXT NOT NULL, -- the question in words
    zh TEXT, -- the question in words
    ask TEXT NOT NULL -- operations and filters: the list "ask" of vigil-json(5)
) STRICT;
CREATE INDEX question_by_entry ON question (entry);
CREATE INDEX question_by_name ON question (name, id);
CREATE TRIGGER question_stays BEFORE UPDATE ON question BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER question_remains BEFORE DELETE ON question BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
