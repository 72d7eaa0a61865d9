-- What people decided about names: are these two one thing?

CREATE TABLE judgement (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure', 'withdrawn')),
    because TEXT NOT NULL,
    supersedes INTEGER REFERENCES judgement (id), -- the one that this ends; each has one end at most
    left_name TEXT NOT NULL,  -- as claims have it: entity id or words
    left_mention BLOB CHECK (length(left_mention) = 32), -- keyed hash of where it stands; NULL: no passage has it
    left_surface TEXT,        -- the words there
    left_source INTEGER REFERENCES source (id),
    left_start INTEGER,       -- bytes, inclusive
    left_end INTEGER,         -- bytes, exclusive
    right_name TEXT NOT NULL, -- the other, likewise
    right_mention BLOB CHECK (length(right_mention) = 32),
    right_surface TEXT,
    right_source INTEGER REFERENCES source (id),
    right_start INTEGER,
    right_end INTEGER,
    CHECK (verdict <> 'withdrawn' OR supersedes IS NOT NULL),
    CHECK (left_name <> right_name)
) STRICT;
CREATE INDEX judgement_by_entry ON judgement (entry);
CREATE TRIGGER judgement_stays BEFORE UPDATE ON judgement BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER judgement_remains BEFORE DELETE ON judgement BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
