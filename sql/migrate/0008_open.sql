-- Which suggestions are open, and what is looked up by a claim.

-- -- derived ------------------------------------------------------------------

-- Suggestions that nobody has decided: what a review goes through. The triggers below keep it
-- true whoever writes: the latest decision on a stretch with the same kind, number and unit
-- holds, and one that was withdrawn is none.
CREATE TABLE open_suggestion (
    id INTEGER PRIMARY KEY -- suggestion.id, so in reading order across sources
) STRICT;
CREATE INDEX suggestion_by_stretch ON suggestion (source, start_at, end_at);
-- Exact repeats have quotes of one length.
CREATE INDEX suggestion_by_said ON suggestion (fingerprint, end_at - start_at);

INSERT INTO open_suggestion (id)
SELECT id FROM suggestion
WHERE coalesce((SELECT status FROM review WHERE review.source = suggestion.source
    AND review.start_at = suggestion.start_at AND review.end_at = suggestion.end_at
    AND review.suggestion IS NOT NULL AND review.fingerprint = suggestion.fingerprint
    ORDER BY review.id DESC LIMIT 1), 'withdrawn') = 'withdrawn';

CREATE TRIGGER suggestion_opens AFTER INSERT ON suggestion
WHEN coalesce((SELECT status FROM review WHERE review.source = NEW.source
    AND review.start_at = NEW.start_at AND review.end_at = NEW.end_at
    AND review.suggestion IS NOT NULL AND review.fingerprint = NEW.fingerprint
    ORDER BY review.id DESC LIMIT 1), 'withdrawn') = 'withdrawn'
BEGIN INSERT OR IGNORE INTO open_suggestion (id) VALUES (NEW.id); END;

CREATE TRIGGER suggestion_goes AFTER DELETE ON suggestion
BEGIN DELETE FROM open_suggestion WHERE id = OLD.id; END;

CREATE TRIGGER review_decides AFTER INSERT ON review
WHEN NEW.suggestion IS NOT NULL AND NEW.status <> 'withdrawn'
BEGIN
    DELETE FROM open_suggestion WHERE id IN (SELECT suggestion.id FROM suggestion
        WHERE suggestion.source = NEW.source AND suggestion.start_at = NEW.start_at
        AND suggestion.end_at = NEW.end_at AND suggestion.fingerprint = NEW.fingerprint);
END;

CREATE TRIGGER review_undoes AFTER INSERT ON review
WHEN NEW.suggestion IS NOT NULL AND NEW.status = 'withdrawn'
BEGIN
    INSERT OR IGNORE INTO open_suggestion (id) SELECT suggestion.id FROM suggestion
        WHERE suggestion.source = NEW.source AND suggestion.start_at = NEW.start_at
        AND suggestion.end_at = NEW.end_at AND suggestion.fingerprint = NEW.fingerprint;
END;
