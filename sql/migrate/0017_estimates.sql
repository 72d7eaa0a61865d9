-- Denominators for where to search next, how far lists reach, and estimates that were made.

-- A table of denominators: how many, at each place, of those among whom one looks. The latest row
-- holds; one without places takes the table back.
CREATE TABLE exposure (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    what TEXT, -- what is counted there, in words
    source INTEGER REFERENCES source (id), -- the preserved source that has the figures, if there is one
    because TEXT NOT NULL -- why these figures, of this group and this year
) STRICT;
CREATE INDEX exposure_by_entry ON exposure (entry);
CREATE INDEX exposure_by_source ON exposure (source);
CREATE TRIGGER exposure_stays BEFORE UPDATE ON exposure BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER exposure_remains BEFORE DELETE ON exposure BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;

CREATE TABLE exposure_place (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    exposure INTEGER NOT NULL REFERENCES exposure (id),
    n INTEGER NOT NULL, -- place in the table, from 0
    place TEXT NOT NULL, -- a country, a region, a metropolitan area or a large city; nothing smaller
    amount INTEGER NOT NULL CHECK (amount > 0),
    origin TEXT NOT NULL -- where the figure is from
) STRICT;
CREATE INDEX exposure_place_by_entry ON exposure_place (entry);
CREATE INDEX exposure_place_by_exposure ON exposure_place (exposure, n);
CREATE TRIGGER exposure_place_stays BEFORE UPDATE ON exposure_place BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER exposure_place_remains BEFORE DELETE ON exposure_place BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;

-- Could every unit have come to the notice of whoever speaks in a root? A person says so, with a
-- reason; the latest row of a root holds, and without one some could not.
CREATE TABLE reach (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    root INTEGER NOT NULL REFERENCES root (id),
    scope TEXT NOT NULL CHECK (scope IN ('all', 'partial')),
    because TEXT NOT NULL
) STRICT;
CREATE INDEX reach_by_entry ON reach (entry);
CREATE INDEX reach_by_root ON reach (root, id);
CREATE TRIGGER reach_stays BEFORE UPDATE ON reach BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER reach_remains BEFORE DELETE ON reach BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;

-- -- derived ------------------------------------------------------------------

-- Estimates of the case as they were made: methods that take seconds are run once.
CREATE TABLE estimate_made (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (length(key) = 64), -- hash of everything that went in
    asked TEXT NOT NULL, -- what was asked besides the case: seed, detection, denominators
    part TEXT NOT NULL, -- 'gap NAME', 'exposure', 'saturation', 'lists'
    entries INTEGER NOT NULL, -- of the record, then
    verdict TEXT NOT NULL CHECK (verdict IN ('refuse', 'bound', 'range', 'estimate')),
    en TEXT NOT NULL, -- the sentence
    zh TEXT NOT NULL,
    result TEXT NOT NULL, -- JSON, shape estimate-case/1, with the claims that it rests on
    methods BLOB NOT NULL -- what the methods said, to the bit; empty where none was needed
) STRICT;
CREATE INDEX estimate_made_by_part ON estimate_made (asked, part);
