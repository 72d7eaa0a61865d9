-- Pattern files of the case: words and rules that its people have added to what ships.

-- A file. A later row of one language and name replaces the earlier; one without text
-- takes the file out of use. All stay.
CREATE TABLE pattern (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    language TEXT NOT NULL, -- of the texts it is for
    name TEXT NOT NULL, -- as "sr/number.pat"
    text TEXT NOT NULL -- the file
) STRICT;
CREATE INDEX pattern_by_entry ON pattern (entry);
CREATE INDEX pattern_by_name ON pattern (language, name, id);

CREATE TRIGGER pattern_stays BEFORE UPDATE ON pattern BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER pattern_remains BEFORE DELETE ON pattern BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
