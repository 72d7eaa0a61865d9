-- Where kept passages stand in the texts that there are now.

-- -- derived ------------------------------------------------------------------

-- Passages whose words do not stand where they stood in the text they were taken from, because
-- another reader, or another version, has read the source since. Kept rows never change: what
-- asks for a place takes it from here where there is a row, and else from the passage.
CREATE TABLE passage_placed (
    id INTEGER PRIMARY KEY, -- passage.id
    source INTEGER NOT NULL, -- passage.source
    how TEXT NOT NULL CHECK (how IN ('moved', 'refitted', 'ambiguous', 'lost')),
    start_at INTEGER, -- bytes in the text that there is now; NULL: lost
    end_at INTEGER,
    reader TEXT, -- whose text that is; NULL: lost
    CHECK ((how = 'lost') = (start_at IS NULL AND end_at IS NULL AND reader IS NULL))
) STRICT;
CREATE INDEX passage_placed_by_stretch ON passage_placed (source, start_at, end_at);
CREATE INDEX passage_placed_by_how ON passage_placed (how);

-- A suggestion is decided where its stretch was, and where the claim that was made of it is now.
DROP TRIGGER suggestion_opens;
CREATE TRIGGER suggestion_opens AFTER INSERT ON suggestion
WHEN coalesce((SELECT status FROM review WHERE review.source = NEW.source
    AND review.start_at = NEW.start_at AND review.end_at = NEW.end_at
    AND review.suggestion IS NOT NULL AND review.fingerprint = NEW.fingerprint
    ORDER BY review.id DESC LIMIT 1),
    (SELECT review.status FROM passage_placed JOIN claim ON claim.passage = passage_placed.id
    JOIN review ON review.claim = claim.id
    WHERE passage_placed.source = NEW.source AND passage_placed.start_at = NEW.start_at
    AND passage_placed.end_at = NEW.end_at
    AND review.suggestion IS NOT NULL AND review.fingerprint = NEW.fingerprint
    ORDER BY review.id DESC LIMIT 1), 'withdrawn') = 'withdrawn'
BEGIN INSERT OR IGNORE INTO open_suggestion (id) VALUES (NEW.id); END;
