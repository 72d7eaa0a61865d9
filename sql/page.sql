-- Pages of lists: which rows, in which order. The rows themselves are read by their keys.

-- name: claim_listed_put
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
WHERE claim.id = :claim;

-- name: claim_listed_fill_all
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

-- name: claim_found_put
INSERT INTO claim_found (rowid, words, speakers)
SELECT claim.id, passage.quote || char(10) || coalesce(claim.subject, '') || char(10) || coalesce(claim.predicate, '')
    || char(10) || coalesce(claim.object, ''),
    coalesce((SELECT group_concat(speaker, char(10)) FROM (SELECT speaker FROM claim_link
        WHERE claim_link.claim = claim.id AND speaker IS NOT NULL ORDER BY n)), '')
FROM claim JOIN passage ON passage.id = claim.passage
WHERE claim.id = :claim;

-- name: claim_found_fill_all
INSERT INTO claim_found (rowid, words, speakers)
SELECT claim.id, passage.quote || char(10) || coalesce(claim.subject, '') || char(10) || coalesce(claim.predicate, '')
    || char(10) || coalesce(claim.object, ''),
    coalesce((SELECT group_concat(speaker, char(10)) FROM (SELECT speaker FROM claim_link
        WHERE claim_link.claim = claim.id AND speaker IS NOT NULL ORDER BY n)), '')
FROM claim JOIN passage ON passage.id = claim.passage
ORDER BY claim.id;

-- name: claim_listed_replaces
-- No trigger on `claim`: with one, each insert would look for rows that refer to the new one.
UPDATE claim_listed SET status = 'corrected'
WHERE id = (SELECT replaces FROM claim WHERE claim.id = :claim) AND status = 'accepted';

-- name: claim_listed_clear
DELETE FROM claim_listed;

-- name: claim_found_clear
INSERT INTO claim_found (claim_found) VALUES ('delete-all');

-- name: tally_clear
DELETE FROM tally;

-- name: tally_of
SELECT n FROM tally WHERE what = :what AND word = :word;

-- name: claims_number
SELECT max(id) FROM claim;

-- name: claims_from
-- Claims have numbers without gaps, so that a page of all of them begins at a number.
SELECT id FROM claim WHERE id > :offset ORDER BY id LIMIT :limit;

-- name: claims_down_from
SELECT id FROM claim WHERE id <= :from ORDER BY id DESC LIMIT :limit;

-- name: claims_by_id
-- Through an order, passing over what is not asked for: good where most is asked for.
SELECT id FROM claim_listed NOT INDEXED
WHERE (:kind IS NULL OR kind = :kind)
    AND (:stance IS NULL OR stance = :stance) AND (:status IS NULL OR status = :status)
    AND (:unit IS NULL OR unit = :unit)
ORDER BY id LIMIT :limit OFFSET :offset;

-- name: claims_by_id_down
SELECT id FROM claim_listed NOT INDEXED
WHERE (:kind IS NULL OR kind = :kind)
    AND (:stance IS NULL OR stance = :stance) AND (:status IS NULL OR status = :status)
    AND (:unit IS NULL OR unit = :unit)
ORDER BY id DESC LIMIT :limit OFFSET :offset;

-- name: claims_by_source
SELECT id FROM claim_listed INDEXED BY claim_listed_by_source
WHERE (:kind IS NULL OR kind = :kind)
    AND (:stance IS NULL OR stance = :stance) AND (:status IS NULL OR status = :status)
    AND (:unit IS NULL OR unit = :unit)
ORDER BY source, start_at, id LIMIT :limit OFFSET :offset;

-- name: claims_by_value
SELECT id FROM claim_listed INDEXED BY claim_listed_by_value
WHERE (:kind IS NULL OR kind = :kind)
    AND (:stance IS NULL OR stance = :stance) AND (:status IS NULL OR status = :status)
    AND (:unit IS NULL OR unit = :unit)
ORDER BY value, id LIMIT :limit OFFSET :offset;

-- name: claims_by_said
SELECT id FROM claim_listed INDEXED BY claim_listed_by_said
WHERE (:kind IS NULL OR kind = :kind)
    AND (:stance IS NULL OR stance = :stance) AND (:status IS NULL OR status = :status)
    AND (:unit IS NULL OR unit = :unit)
ORDER BY said, id LIMIT :limit OFFSET :offset;

-- name: claims_of_kind
-- What is asked for, with what it is to be ordered by: good where that is little.
SELECT id, source, start_at, value, said FROM claim_listed INDEXED BY claim_listed_by_kind
WHERE kind = :kind
    AND (:stance IS NULL OR stance = :stance) AND (:status IS NULL OR status = :status)
    AND (:unit IS NULL OR unit = :unit);

-- name: claims_of_stance
SELECT id, source, start_at, value, said FROM claim_listed INDEXED BY claim_listed_by_stance
WHERE (:kind IS NULL OR kind = :kind)
    AND stance = :stance AND (:status IS NULL OR status = :status)
    AND (:unit IS NULL OR unit = :unit);

-- name: claims_of_status
SELECT id, source, start_at, value, said FROM claim_listed INDEXED BY claim_listed_by_status
WHERE (:kind IS NULL OR kind = :kind)
    AND (:stance IS NULL OR stance = :stance) AND status = :status
    AND (:unit IS NULL OR unit = :unit);

-- name: claims_of_unit
SELECT id, source, start_at, value, said FROM claim_listed INDEXED BY claim_listed_by_unit
WHERE (:kind IS NULL OR kind = :kind)
    AND (:stance IS NULL OR stance = :stance) AND (:status IS NULL OR status = :status)
    AND unit = :unit;

-- name: claims_in_source
SELECT id, source, start_at, value, said FROM claim_listed INDEXED BY claim_listed_by_source
WHERE source = :source AND (:kind IS NULL OR kind = :kind)
    AND (:stance IS NULL OR stance = :stance) AND (:status IS NULL OR status = :status)
    AND (:unit IS NULL OR unit = :unit);

-- name: claims_in_place
SELECT claim_listed.id, source, start_at, value, said FROM claim_place CROSS JOIN claim_listed ON claim_listed.id = claim_place.claim
WHERE claim_place.place = :place AND (:kind IS NULL OR kind = :kind)
    AND (:stance IS NULL OR stance = :stance) AND (:status IS NULL OR status = :status)
    AND (:unit IS NULL OR unit = :unit);

-- name: claims_with_words
SELECT id, source, start_at, value, said FROM claim_found CROSS JOIN claim_listed ON claim_listed.id = claim_found.rowid
WHERE claim_found MATCH :words AND (:kind IS NULL OR kind = :kind)
    AND (:stance IS NULL OR stance = :stance) AND (:status IS NULL OR status = :status)
    AND (:unit IS NULL OR unit = :unit);

-- name: claim_place_next
-- The next place, by name, that a claim has: one step of a walk over those there are.
SELECT place FROM claim_place WHERE place > :after ORDER BY place LIMIT 1;

-- name: source_listed_put
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
WHERE source.id = :source;

-- name: source_listed_drop
-- Only where something else was found in it than before: mostly not, when all is read anew.
DELETE FROM source_listed WHERE id IN (SELECT id FROM source WHERE blob = :blob)
    AND (language, has_text, dated, names) IS NOT (SELECT coalesce(source.language, text.language, ''),
        text.unread IS NULL, coalesce(source.dated, text.published, ''),
        source.label || char(10) || coalesce(source.title, text.title, '') || char(10)
            || coalesce(source.publisher, text.publisher, '')
        FROM source JOIN text ON text.id = source.blob WHERE source.id = source_listed.id);

-- name: source_listed_again
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
WHERE source.blob = :blob AND NOT EXISTS (SELECT 1 FROM source_listed WHERE id = source.id);

-- name: source_listed_fill_all
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

-- name: source_listed_clear
DELETE FROM source_listed;

-- name: sources_number
SELECT max(id) FROM source;

-- name: sources_by_id
SELECT id FROM source_listed NOT INDEXED
WHERE (:language IS NULL OR language = :language)
    AND (:kind IS NULL OR kind = :kind) AND (:text IS NULL OR has_text = :text)
    AND (:open IS NULL OR has_open = :open)
ORDER BY id LIMIT :limit OFFSET :offset;

-- name: sources_by_captured
SELECT id FROM source_listed INDEXED BY source_listed_by_captured
WHERE (:language IS NULL OR language = :language)
    AND (:kind IS NULL OR kind = :kind) AND (:text IS NULL OR has_text = :text)
    AND (:open IS NULL OR has_open = :open)
ORDER BY captured DESC, id DESC LIMIT :limit OFFSET :offset;

-- name: sources_by_dated
SELECT id FROM source_listed INDEXED BY source_listed_by_dated
WHERE (:language IS NULL OR language = :language)
    AND (:kind IS NULL OR kind = :kind) AND (:text IS NULL OR has_text = :text)
    AND (:open IS NULL OR has_open = :open)
ORDER BY dated DESC, id DESC LIMIT :limit OFFSET :offset;

-- name: sources_by_claims
SELECT id FROM source_listed INDEXED BY source_listed_by_claims
WHERE (:language IS NULL OR language = :language)
    AND (:kind IS NULL OR kind = :kind) AND (:text IS NULL OR has_text = :text)
    AND (:open IS NULL OR has_open = :open)
ORDER BY claims DESC, id DESC LIMIT :limit OFFSET :offset;

-- name: sources_of_language
SELECT id, claims, captured, dated, names FROM source_listed INDEXED BY source_listed_by_language
WHERE language = :language
    AND (:kind IS NULL OR kind = :kind) AND (:text IS NULL OR has_text = :text)
    AND (:open IS NULL OR has_open = :open);

-- name: sources_of_kind
SELECT id, claims, captured, dated, names FROM source_listed INDEXED BY source_listed_by_kind
WHERE (:language IS NULL OR language = :language)
    AND kind = :kind AND (:text IS NULL OR has_text = :text)
    AND (:open IS NULL OR has_open = :open);

-- name: sources_of_text
SELECT id, claims, captured, dated, names FROM source_listed INDEXED BY source_listed_by_text
WHERE (:language IS NULL OR language = :language)
    AND (:kind IS NULL OR kind = :kind) AND has_text = :text
    AND (:open IS NULL OR has_open = :open);

-- name: sources_of_open
SELECT id, claims, captured, dated, names FROM source_listed INDEXED BY source_listed_by_open
WHERE (:language IS NULL OR language = :language)
    AND (:kind IS NULL OR kind = :kind) AND (:text IS NULL OR has_text = :text)
    AND has_open = :open;

-- name: sources_named
SELECT id, claims, captured, dated, names FROM source_listed NOT INDEXED
WHERE (:language IS NULL OR language = :language)
    AND (:kind IS NULL OR kind = :kind) AND (:text IS NULL OR has_text = :text)
    AND (:open IS NULL OR has_open = :open);

-- name: source_listed_suggestions
UPDATE source_listed SET
    has_open = EXISTS (SELECT 1 FROM open_suggestion WHERE open_suggestion.id > :source * 4294967296
        AND open_suggestion.id < (:source + 1) * 4294967296),
    n_open = (SELECT count(*) FROM open_suggestion WHERE open_suggestion.id > :source * 4294967296
        AND open_suggestion.id < (:source + 1) * 4294967296),
    n_suggestions = (SELECT count(*) FROM suggestion WHERE suggestion.source = :source)
WHERE id = :source;

-- name: source_listed_forget
UPDATE source_listed SET has_open = 0, n_open = 0, n_suggestions = 0 WHERE n_suggestions > 0;
