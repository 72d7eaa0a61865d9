-- Briefs that were published: the page to the byte, and its figures as they stood, so that two
-- editions can be compared without making either anew.

CREATE TABLE edition (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    asked TEXT,
    unit TEXT,          -- headline figures in this unit only; NULL: each unit
    as_of TEXT,         -- EDTF; NULL: as known then
    max_claims INTEGER NOT NULL, -- with full evidence; 0: all
    made_at TEXT NOT NULL,
    audience TEXT CHECK (audience IN ('public', 'partner', 'internal')),
    without TEXT,       -- sections left out, with commas
    entries INTEGER NOT NULL, -- of the record, as the page states it
    n_claims INTEGER NOT NULL, -- kept in the case then
    blob INTEGER NOT NULL REFERENCES blob (id) DEFERRABLE INITIALLY DEFERRED -- the page
) STRICT;
CREATE INDEX edition_by_entry ON edition (entry);
CREATE INDEX edition_by_blob ON edition (blob);
CREATE TRIGGER edition_stays BEFORE UPDATE ON edition BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER edition_remains BEFORE DELETE ON edition BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;

-- Every row of its tables of figures, also those that a page of limited length did not print.
CREATE TABLE edition_figure (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    edition INTEGER NOT NULL REFERENCES edition (id) DEFERRABLE INITIALLY DEFERRED,
    n INTEGER NOT NULL, -- from 0, in the order of the page
    heading TEXT NOT NULL,
    unit TEXT NOT NULL,
    definition TEXT,
    place TEXT, -- NULL: what is known only more coarsely than the level
    level TEXT,
    by_whom TEXT,
    period_from TEXT,
    period_to TEXT,
    low INTEGER, -- NULL: absent; of high: open
    best INTEGER,
    high INTEGER,
    roots_named INTEGER NOT NULL,
    roots_read INTEGER NOT NULL,
    refusal TEXT, -- why there is no number
    claims TEXT NOT NULL -- their ids, ascending, a blank between two
) STRICT;
CREATE INDEX edition_figure_by_entry ON edition_figure (entry);
CREATE INDEX edition_figure_by_edition ON edition_figure (edition, n);
CREATE TRIGGER edition_figure_stays BEFORE UPDATE ON edition_figure BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER edition_figure_remains BEFORE DELETE ON edition_figure BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
