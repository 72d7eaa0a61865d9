-- Checks: what a person answered to one, and which there were when somebody last asked.

-- A person's answer to a check: to the one of this kind, over these claims, with this
-- question. It stands until one of the claims changes. The latest holds.
CREATE TABLE check_answer (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL, -- sum, set, bound …
    claims TEXT NOT NULL, -- their ids, ascending, a blank between two
    test TEXT NOT NULL, -- what was asked
    answer TEXT NOT NULL CHECK (answer IN ('explained', 'accepted', 'wrong')),
    because TEXT NOT NULL
) STRICT;
CREATE INDEX check_answer_by_entry ON check_answer (entry);
CREATE TRIGGER check_answer_stays BEFORE UPDATE ON check_answer BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER check_answer_remains BEFORE DELETE ON check_answer BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;

-- -- derived ------------------------------------------------------------------

-- Errors and warnings of the case as it was at `checked_at`, by their ids: what came since
-- is new.
CREATE TABLE checked (
    code TEXT PRIMARY KEY -- vg_check_id()
) STRICT, WITHOUT ROWID;

CREATE TABLE checked_at (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    entries INTEGER NOT NULL -- of the record, then
) STRICT;
