-- One thing, or a page of things, without reading the case whole.

-- name: case_version
PRAGMA data_version;

-- name: claim_of
SELECT claim.id, claim.ref, claim.kind, claim.detail, claim.subject, claim.predicate, claim.object,
    claim.family, claim.op, claim.value, claim.lower, claim.upper, claim.scale, claim.unit,
    claim.definition, claim.base, claim.per, claim.period_from, claim.period_to,
    claim.period_inferred, claim.period_words, claim.place_precision, claim.stance, claim.passage,
    claim.editorial, claim.language, claim.translation, claim.translator, claim.note,
    claim.replaces, claim.rule, claim.entry, entry.bytes
FROM claim JOIN entry ON entry.id = claim.entry
WHERE claim.id = :claim;

-- name: claim_passages_of
SELECT passage.id, passage.source, coalesce(placed.start_at, passage.start_at),
    coalesce(placed.end_at, passage.end_at), quote, before, after, coalesce(placed.reader, passage.reader),
    ocr_mean, ocr_least, seen, placed.how
FROM passage LEFT JOIN passage_placed AS placed ON placed.id = passage.id
WHERE passage.id IN (SELECT passage FROM claim WHERE id = :claim
    UNION ALL SELECT passage FROM claim_also WHERE claim = :claim
    UNION ALL SELECT passage FROM claim_link WHERE claim = :claim
    UNION ALL SELECT passage FROM standing WHERE claim = :claim)
ORDER BY passage.id;

-- name: claim_places_of
SELECT claim, place FROM claim_place WHERE claim = :claim ORDER BY n;

-- name: claim_links_of
SELECT claim, speaker, said_as, dated, connection, passage FROM claim_link WHERE claim = :claim ORDER BY n;

-- name: claim_words_of
SELECT claim, is_cue, word FROM claim_word WHERE claim = :claim ORDER BY is_cue, n;

-- name: claim_also_of
SELECT claim, passage FROM claim_also WHERE claim = :claim ORDER BY n;

-- name: claim_standing_of
SELECT claim, value, speaker, dated, passage FROM standing WHERE claim = :claim ORDER BY id;

-- name: claim_roots_of
SELECT claim, root FROM claim_root WHERE claim = :claim ORDER BY root;

-- name: claim_reviews_of
SELECT claim, status FROM review WHERE claim = :claim ORDER BY id;

-- name: claim_replaced_by
SELECT id FROM claim WHERE replaces = :claim ORDER BY id LIMIT 1;

-- name: suggestion_one
SELECT source, n, start_at, end_at, fingerprint, claim FROM suggestion WHERE source = :source AND n = :n;

-- name: suggestion_open_after
SELECT suggestion.source, suggestion.n, suggestion.start_at, suggestion.end_at, suggestion.fingerprint,
    suggestion.claim
FROM open_suggestion CROSS JOIN suggestion ON suggestion.id = open_suggestion.id
WHERE open_suggestion.id > :after AND open_suggestion.id < :before
ORDER BY open_suggestion.id LIMIT :limit;

-- name: suggestion_open_alike
SELECT suggestion.source, suggestion.n, suggestion.start_at, suggestion.end_at, suggestion.fingerprint,
    suggestion.claim
FROM suggestion JOIN open_suggestion ON open_suggestion.id = suggestion.id
WHERE suggestion.fingerprint = :fingerprint AND suggestion.end_at - suggestion.start_at = :length
    AND instr(suggestion.claim, :quote) > 0
ORDER BY suggestion.id;

-- name: review_latest
SELECT review.status, review.claim, entry.bytes FROM review JOIN entry ON entry.id = review.entry
WHERE review.id = coalesce(
    (SELECT max(id) FROM review WHERE source = :source AND start_at = :start_at AND end_at = :end_at
        AND suggestion IS NOT NULL AND fingerprint = :fingerprint),
    (SELECT max(decided.id) FROM passage_placed JOIN claim ON claim.passage = passage_placed.id
        JOIN review AS decided ON decided.claim = claim.id
        WHERE passage_placed.source = :source AND passage_placed.start_at = :start_at
            AND passage_placed.end_at = :end_at
            AND decided.suggestion IS NOT NULL AND decided.fingerprint = :fingerprint));

-- name: entries_before
SELECT id, bytes FROM entry WHERE id < :before ORDER BY id DESC LIMIT :limit;

-- name: claim_happened
SELECT happened.what, happened.entry, happened.word, happened.question, happened.speaker, happened.dated,
    happened.why, happened.other, happened.root, entry.bytes
FROM (SELECT 1 AS what, 0 AS n, claim.entry AS entry, claim.suggestion AS word, NULL AS question,
        NULL AS speaker, NULL AS dated, (SELECT because FROM review WHERE review.claim = claim.id
            AND review.entry = claim.entry ORDER BY review.id LIMIT 1) AS why,
        claim.replaces AS other, NULL AS root
    FROM claim WHERE id = :claim
    UNION ALL SELECT 2, review.id, review.entry, status, NULL, NULL, NULL, because, NULL, NULL
    FROM review JOIN claim ON claim.id = review.claim
    WHERE review.claim = :claim AND NOT (review.entry = claim.entry AND status = 'accepted')
    UNION ALL SELECT 3, id, entry, NULL, NULL, NULL, NULL, NULL, id, NULL FROM claim WHERE replaces = :claim
    UNION ALL SELECT 4, id, entry, value, NULL, speaker, dated, NULL, NULL, NULL FROM standing WHERE claim = :claim
    UNION ALL SELECT 5, id, entry, response, question, speaker, dated, words, answer, NULL FROM reply WHERE claim = :claim
    UNION ALL SELECT CASE WHEN reading.says_not = 1 THEN 7 ELSE 6 END, reading.id, reading.entry, reading.family,
        NULL, NULL, NULL, NULL, NULL, reading.root
    FROM claim_root JOIN reading ON reading.root = claim_root.root
    WHERE claim_root.claim = :claim AND (reading.claim IS NULL OR reading.claim = :claim)) AS happened
JOIN entry ON entry.id = happened.entry
ORDER BY happened.entry, happened.what, happened.n;

-- name: bytes_after
SELECT coalesce(max(id), 0), coalesce(sum(length), 0) FROM blob WHERE id > :after;

-- name: edges_made_of
SELECT coalesce((SELECT max(id) FROM edge), 0) || ' ' || coalesce((SELECT max(id) FROM edge_review), 0) || ' '
    || coalesce((SELECT max(id) FROM edge_suggestion), 0) || ' '
    || coalesce((SELECT made_of FROM edge_suggested WHERE id = 1), '');

-- name: edges_undecided
-- Of the decisions on two ends, whichever way round, the latest holds; so does an edge between them.
SELECT count(*) FROM edge_suggestion AS s
WHERE coalesce((SELECT status FROM edge_review WHERE id = max(
        coalesce((SELECT max(id) FROM edge_review AS r WHERE r.from_kind = s.from_kind AND r.from_id = s.from_id
        AND r.to_kind = s.to_kind AND r.to_id = s.to_id), 0),
        coalesce((SELECT max(id) FROM edge_review AS r WHERE r.from_kind = s.to_kind AND r.from_id = s.to_id
        AND r.to_kind = s.from_kind AND r.to_id = s.from_id), 0))), 'withdrawn') = 'withdrawn'
    AND NOT EXISTS (SELECT 1 FROM edge WHERE edge.from_kind = s.from_kind AND edge.from_id = s.from_id
        AND edge.to_kind = s.to_kind AND edge.to_id = s.to_id
        AND NOT EXISTS (SELECT 1 FROM edge_review WHERE edge_review.edge = edge.id AND edge_review.status = 'withdrawn'))
    AND NOT EXISTS (SELECT 1 FROM edge WHERE edge.from_kind = s.to_kind AND edge.from_id = s.to_id
        AND edge.to_kind = s.from_kind AND edge.to_id = s.from_id
        AND NOT EXISTS (SELECT 1 FROM edge_review WHERE edge_review.edge = edge.id AND edge_review.status = 'withdrawn'));

-- name: claim_root_rows
SELECT root.id, root.name, root.what, root.speaker,
    (SELECT source FROM root_state WHERE root_state.root = root.id AND source IS NOT NULL
        ORDER BY root_state.id DESC LIMIT 1),
    (SELECT corrected FROM root_state WHERE root_state.root = root.id AND corrected IS NOT NULL
        ORDER BY root_state.id DESC LIMIT 1),
    (SELECT CASE WHEN says_not IS NULL THEN 1 ELSE -1 END FROM reading WHERE reading.root = root.id
        AND reading.family = :family AND (reading.claim IS NULL OR reading.claim = :claim)
        ORDER BY reading.id DESC LIMIT 1)
FROM claim_root JOIN root ON root.id = claim_root.root
WHERE claim_root.claim = :claim ORDER BY root.id;
