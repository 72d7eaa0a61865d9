-- Where texts come from: what a program proposes, and what a person says to it.

-- 1: a person has read the bytes of the root, and they do not say so.
ALTER TABLE reading ADD COLUMN says_not INTEGER CHECK (says_not = 1);

-- A person's decision on a derivation: on one that a program suggests, or that an edge that
-- was kept does not hold. The latest on the same two ends holds.
CREATE TABLE edge_review (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL, -- vocabulary derivation, as suggested or as kept
    from_kind TEXT NOT NULL CHECK (from_kind IN ('source', 'root')),
    from_id INTEGER NOT NULL,
    to_kind TEXT NOT NULL CHECK (to_kind IN ('source', 'root')),
    to_id INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('accepted', 'rejected', 'withdrawn')),
    edge INTEGER REFERENCES edge (id), -- the edge that was kept, or is taken back
    because TEXT
) STRICT;
CREATE INDEX edge_review_by_entry ON edge_review (entry);
CREATE INDEX edge_review_by_edge ON edge_review (edge) WHERE edge IS NOT NULL;
CREATE TRIGGER edge_review_stays BEFORE UPDATE ON edge_review BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER edge_review_remains BEFORE DELETE ON edge_review BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;

-- -- derived ------------------------------------------------------------------

-- What of a text is compared with other texts.
CREATE TABLE trace (
    id INTEGER PRIMARY KEY, -- blob.id
    rules TEXT NOT NULL,    -- name and version of what made it
    whole INTEGER NOT NULL, -- hash of all its units, 0: too short
    hashes BLOB NOT NULL,   -- of its shingles, ascending, 8 bytes each, highest first
    spans BLOB NOT NULL,    -- of each: first and last byte in the text, 4 bytes each, highest first
    marks TEXT NOT NULL,    -- numbers with units, dates, places, a line each, ascending
    points TEXT NOT NULL    -- addresses, titles, quotations, speakers in it: "start end kind words", a line each
) STRICT;

-- Derivations that a program proposes. Never counted.
CREATE TABLE edge_suggestion (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, -- vocabulary derivation
    from_kind TEXT NOT NULL,
    from_id INTEGER NOT NULL,
    to_kind TEXT NOT NULL,
    to_id INTEGER NOT NULL,
    why TEXT NOT NULL,       -- text, marks, citing, address, title, quote, pointer
    direction TEXT NOT NULL, -- date, publisher, part, capture, unknown, pointer
    shared INTEGER NOT NULL, -- hashes or marks
    of_from INTEGER NOT NULL,
    of_to INTEGER NOT NULL,
    marks TEXT NOT NULL,     -- the shared ones, a line each
    start_at INTEGER,        -- where `from` shows it, bytes of its text
    end_at INTEGER
) STRICT;
CREATE UNIQUE INDEX edge_suggestion_by_ends ON edge_suggestion (from_kind, from_id, to_kind, to_id);

-- What the suggestions were derived from; one row.
CREATE TABLE edge_suggested (
    id INTEGER PRIMARY KEY,
    made_of TEXT NOT NULL
) STRICT;
