-- Lists of claims and sources a page at a time, with their totals.

CREATE INDEX claim_place_by_place ON claim_place (place, claim);
CREATE INDEX edge_review_by_ends ON edge_review (from_kind, from_id, to_kind, to_id);

-- -- derived ------------------------------------------------------------------

-- What lists of claims are chosen and ordered by, in one small row each.
CREATE TABLE claim_listed (
    id INTEGER PRIMARY KEY, -- claim.id
    source INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    stance TEXT NOT NULL,
    status TEXT NOT NULL, -- as of now: of the latest decision, or that another came in its place
    unit TEXT NOT NULL,   -- empty: none
    value REAL NOT NULL,  -- minus the number, so that the largest comes first; infinite: none
    said TEXT NOT NULL    -- the first date in the chain of speakers; '~', behind all dates: none
) STRICT;
-- The orders; with all that is asked of a row, so that it need not be fetched to be passed over.
CREATE INDEX claim_listed_by_source ON claim_listed (source, start_at, id, kind, stance, status, unit);
CREATE INDEX claim_listed_by_value ON claim_listed (value, id, kind, stance, status, unit);
CREATE INDEX claim_listed_by_said ON claim_listed (said, id, kind, stance, status, unit);
CREATE INDEX claim_listed_by_kind ON claim_listed (kind);
CREATE INDEX claim_listed_by_stance ON claim_listed (stance);
CREATE INDEX claim_listed_by_status ON claim_listed (status);
CREATE INDEX claim_listed_by_unit ON claim_listed (unit);

-- How many rows of a list have a word; none without a row. For totals that need no counting.
CREATE TABLE tally (
    what TEXT NOT NULL,
    word TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (what, word)
) STRICT, WITHOUT ROWID;

-- Words of claims (quote, subject, predicate, object) and of who says them; rowid is claim.id.
CREATE VIRTUAL TABLE claim_found USING fts5(words, speakers, content='', tokenize='vigil', detail='full');

CREATE TRIGGER claim_listed_comes AFTER INSERT ON claim_listed
BEGIN
    INSERT INTO tally (what, word, n) VALUES ('claim-kind', NEW.kind, 1)
        ON CONFLICT (what, word) DO UPDATE SET n = n + 1;
    INSERT INTO tally (what, word, n) VALUES ('claim-stance', NEW.stance, 1)
        ON CONFLICT (what, word) DO UPDATE SET n = n + 1;
    INSERT INTO tally (what, word, n) VALUES ('claim-status', NEW.status, 1)
        ON CONFLICT (what, word) DO UPDATE SET n = n + 1;
    INSERT INTO tally (what, word, n) VALUES ('claim-unit', NEW.unit, 1)
        ON CONFLICT (what, word) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER claim_listed_changes AFTER UPDATE OF status ON claim_listed WHEN NEW.status <> OLD.status
BEGIN
    INSERT INTO tally (what, word, n) VALUES ('claim-status', NEW.status, 1)
        ON CONFLICT (what, word) DO UPDATE SET n = n + 1;
    UPDATE tally SET n = n - 1 WHERE what = 'claim-status' AND word = OLD.status;
    DELETE FROM tally WHERE what = 'claim-status' AND word = OLD.status AND n = 0;
END;

-- The latest decision on a claim holds; one that was accepted and replaced is corrected.
CREATE TRIGGER review_of_claim AFTER INSERT ON review WHEN NEW.claim IS NOT NULL
BEGIN
    UPDATE claim_listed SET status = CASE WHEN NEW.status = 'accepted'
        AND EXISTS (SELECT 1 FROM claim WHERE claim.replaces = NEW.claim) THEN 'corrected' ELSE NEW.status END
    WHERE id = NEW.claim;
END;

-- The same for lists of sources.
CREATE TABLE source_listed (
    id INTEGER PRIMARY KEY,     -- source.id
    language TEXT NOT NULL,     -- empty: none; as are kind and dated
    kind TEXT NOT NULL,
    has_text INTEGER NOT NULL,
    has_open INTEGER NOT NULL,  -- 1: n_open is not 0
    n_open INTEGER NOT NULL,    -- suggestions that nobody has decided
    n_suggestions INTEGER NOT NULL,
    claims INTEGER NOT NULL,    -- kept claims with their passage in it
    captured TEXT NOT NULL,
    dated TEXT NOT NULL,
    names TEXT NOT NULL         -- label, title, publisher, a line each
) STRICT;
CREATE INDEX source_listed_by_captured ON source_listed (captured, id, language, kind, has_text, has_open);
CREATE INDEX source_listed_by_dated ON source_listed (dated, id, language, kind, has_text, has_open);
CREATE INDEX source_listed_by_claims ON source_listed (claims, id, language, kind, has_text, has_open);
CREATE INDEX source_listed_by_language ON source_listed (language);
CREATE INDEX source_listed_by_kind ON source_listed (kind);
CREATE INDEX source_listed_by_text ON source_listed (has_text);
CREATE INDEX source_listed_by_open ON source_listed (has_open);

CREATE TRIGGER source_listed_comes AFTER INSERT ON source_listed
BEGIN
    INSERT INTO tally (what, word, n) VALUES ('source-language', NEW.language, 1)
        ON CONFLICT (what, word) DO UPDATE SET n = n + 1;
    INSERT INTO tally (what, word, n) VALUES ('source-kind', NEW.kind, 1)
        ON CONFLICT (what, word) DO UPDATE SET n = n + 1;
    INSERT INTO tally (what, word, n) VALUES ('source-text', CAST(NEW.has_text AS TEXT), 1)
        ON CONFLICT (what, word) DO UPDATE SET n = n + 1;
    INSERT INTO tally (what, word, n) VALUES ('source-open', CAST(NEW.has_open AS TEXT), 1)
        ON CONFLICT (what, word) DO UPDATE SET n = n + 1;
    INSERT INTO tally (what, word, n) SELECT 'suggestion', 'all', NEW.n_suggestions WHERE NEW.n_suggestions <> 0
        ON CONFLICT (what, word) DO UPDATE SET n = n + excluded.n;
    INSERT INTO tally (what, word, n) SELECT 'suggestion', 'open', NEW.n_open WHERE NEW.n_open <> 0
        ON CONFLICT (what, word) DO UPDATE SET n = n + excluded.n;
END;

CREATE TRIGGER source_listed_goes AFTER DELETE ON source_listed
BEGIN
    UPDATE tally SET n = n - 1 WHERE what = 'source-language' AND word = OLD.language;
    DELETE FROM tally WHERE what = 'source-language' AND word = OLD.language AND n = 0;
    UPDATE tally SET n = n - 1 WHERE what = 'source-kind' AND word = OLD.kind;
    DELETE FROM tally WHERE what = 'source-kind' AND word = OLD.kind AND n = 0;
    UPDATE tally SET n = n - 1 WHERE what = 'source-text' AND word = CAST(OLD.has_text AS TEXT);
    DELETE FROM tally WHERE what = 'source-text' AND word = CAST(OLD.has_text AS TEXT) AND n = 0;
    UPDATE tally SET n = n - 1 WHERE what = 'source-open' AND word = CAST(OLD.has_open AS TEXT);
    DELETE FROM tally WHERE what = 'source-open' AND word = CAST(OLD.has_open AS TEXT) AND n = 0;
    INSERT INTO tally (what, word, n) SELECT 'suggestion', 'all', 0 - OLD.n_suggestions WHERE 0 - OLD.n_suggestions <> 0
        ON CONFLICT (what, word) DO UPDATE SET n = n + excluded.n;
    INSERT INTO tally (what, word, n) SELECT 'suggestion', 'open', 0 - OLD.n_open WHERE 0 - OLD.n_open <> 0
        ON CONFLICT (what, word) DO UPDATE SET n = n + excluded.n;
    DELETE FROM tally WHERE what = 'suggestion' AND n = 0;
END;

CREATE TRIGGER source_listed_changes AFTER UPDATE OF has_open ON source_listed WHEN NEW.has_open <> OLD.has_open
BEGIN
    INSERT INTO tally (what, word, n) VALUES ('source-open', CAST(NEW.has_open AS TEXT), 1)
        ON CONFLICT (what, word) DO UPDATE SET n = n + 1;
    UPDATE tally SET n = n - 1 WHERE what = 'source-open' AND word = CAST(OLD.has_open AS TEXT);
    DELETE FROM tally WHERE what = 'source-open' AND word = CAST(OLD.has_open AS TEXT) AND n = 0;
END;

CREATE TRIGGER suggestions_of_source AFTER UPDATE OF n_open, n_suggestions ON source_listed
BEGIN
    INSERT INTO tally (what, word, n) SELECT 'suggestion', 'all', NEW.n_suggestions - OLD.n_suggestions WHERE NEW.n_suggestions - OLD.n_suggestions <> 0
        ON CONFLICT (what, word) DO UPDATE SET n = n + excluded.n;
    INSERT INTO tally (what, word, n) SELECT 'suggestion', 'open', NEW.n_open - OLD.n_open WHERE NEW.n_open - OLD.n_open <> 0
        ON CONFLICT (what, word) DO UPDATE SET n = n + excluded.n;
    DELETE FROM tally WHERE what = 'suggestion' AND n = 0;
END;

CREATE TRIGGER claim_of_source AFTER INSERT ON claim_listed
BEGIN UPDATE source_listed SET claims = claims + 1 WHERE id = NEW.source; END;

INSERT INTO claim_listed (id, source, start_at, kind, stance, status, unit, value, said)
SELECT claim.id, passage.source, passage.start_at, claim.kind, claim.stance,
    CASE coalesce((SELECT status FROM review WHERE review.claim = claim.id ORDER BY review.id DESC LIMIT 1), 'accepted')
    WHEN 'accepted' THEN CASE WHEN EXISTS (SELECT 1 FROM claim AS later WHERE later.replaces = claim.id)
        THEN 'corrected' ELSE 'accepted' END
    ELSE (SELECT status FROM review WHERE review.claim = claim.id ORDER BY review.id DESC LIMIT 1) END,
    coalesce(claim.unit, ''),
    coalesce(coalesce(claim.value, claim.lower, claim.upper) / -1.0 / CASE coalesce(claim.scale, 0)
        WHEN 0 THEN 1 WHEN 1 THEN 10 WHEN 2 THEN 100 WHEN 3 THEN 1000 WHEN 4 THEN 10000 WHEN 5 THEN 100000
        ELSE 1000000 END, 9e999),
    coalesce((SELECT dated FROM claim_link WHERE claim_link.claim = claim.id AND dated IS NOT NULL ORDER BY n LIMIT 1), '~')
FROM claim JOIN passage ON passage.id = claim.passage
ORDER BY claim.id;

INSERT INTO claim_found (rowid, words, speakers)
SELECT claim.id, passage.quote || char(10) || coalesce(claim.subject, '') || char(10) || coalesce(claim.predicate, '')
    || char(10) || coalesce(claim.object, ''),
    coalesce((SELECT group_concat(speaker, char(10)) FROM (SELECT speaker FROM claim_link
        WHERE claim_link.claim = claim.id AND speaker IS NOT NULL ORDER BY n)), '')
FROM claim JOIN passage ON passage.id = claim.passage
ORDER BY claim.id;

INSERT INTO source_listed (id, language, kind, has_text, has_open, n_open, n_suggestions, claims, captured, dated, names)
SELECT source.id, coalesce(source.language, text.language, ''), coalesce(source.kind, ''),
    coalesce(text.id IS NOT NULL AND text.unread IS NULL, 0),
    EXISTS (SELECT 1 FROM open_suggestion WHERE open_suggestion.id > source.id * 4294967296
        AND open_suggestion.id < (source.id + 1) * 4294967296),
    (SELECT count(*) FROM open_suggestion WHERE open_suggestion.id > source.id * 4294967296
        AND open_suggestion.id < (source.id + 1) * 4294967296),
    (SELECT count(*) FROM suggestion WHERE suggestion.source = source.id),
    (SELECT count(*) FROM claim_listed WHERE claim_listed.source = source.id),
    source.captured, coalesce(source.dated, text.published, ''),
    source.label || char(10) || coalesce(source.title, text.title, '') || char(10)
        || coalesce(source.publisher, text.publisher, '')
FROM source LEFT JOIN text ON text.id = source.blob
ORDER BY source.id;
