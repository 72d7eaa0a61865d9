-- Claims and what belongs to them.

-- name: claim_exists
SELECT id FROM claim WHERE id = :id;

-- name: claim_by_ref
SELECT id FROM claim WHERE ref = :ref ORDER BY id DESC LIMIT 1;

-- name: claims_all
SELECT claim.id, claim.ref, claim.kind, claim.detail, claim.subject, claim.predicate, claim.object,
    claim.family, claim.op, claim.value, claim.lower, claim.upper, claim.scale, claim.unit,
    claim.definition, claim.base, claim.per, claim.period_from, claim.period_to,
    claim.period_inferred, claim.period_words, claim.place_precision, claim.stance, claim.passage,
    claim.editorial, claim.language, claim.translation, claim.translator, claim.note,
    claim.replaces, claim.rule, claim.entry, entry.bytes
FROM claim JOIN entry ON entry.id = claim.entry
WHERE claim.entry < :before
ORDER BY claim.id;

-- name: passages_all
SELECT passage.id, passage.source, coalesce(placed.start_at, passage.start_at),
    coalesce(placed.end_at, passage.end_at), quote, before, after, coalesce(placed.reader, passage.reader),
    ocr_mean, ocr_least, seen, placed.how
FROM passage LEFT JOIN passage_placed AS placed ON placed.id = passage.id ORDER BY passage.id;

-- name: claim_places_all
SELECT claim, place FROM claim_place ORDER BY claim, n;

-- name: claim_links_all
SELECT claim, speaker, said_as, dated, connection, passage FROM claim_link ORDER BY claim, n;

-- name: claim_words_all
SELECT claim, is_cue, word FROM claim_word ORDER BY claim, is_cue, n;

-- name: claim_also_all
SELECT claim, passage FROM claim_also ORDER BY claim, n;

-- name: standing_all
SELECT claim, value, speaker, dated, passage FROM standing WHERE entry < :before ORDER BY claim, id;

-- name: claim_roots_all
SELECT claim, root FROM claim_root ORDER BY claim, root;

-- name: reviews_of_claims_all
SELECT claim, status FROM review WHERE claim IS NOT NULL AND entry < :before ORDER BY claim, id;

-- name: roots_all
SELECT root.id, root.name, root.what, root.speaker, root.url,
    (SELECT source FROM root_state WHERE root_state.root = root.id AND source IS NOT NULL
        AND root_state.entry < :before ORDER BY root_state.id DESC LIMIT 1),
    (SELECT corrected FROM root_state WHERE root_state.root = root.id AND corrected IS NOT NULL
        AND root_state.entry < :before ORDER BY root_state.id DESC LIMIT 1)
FROM root WHERE root.entry < :before ORDER BY root.id;

-- name: root_by_name
SELECT id FROM root WHERE name = :name;

-- name: edges_all
SELECT id, kind, from_kind, from_id, to_kind, to_id, passage, because FROM edge
WHERE entry < :before AND NOT EXISTS (SELECT 1 FROM edge_review WHERE edge_review.edge = edge.id
    AND edge_review.status = 'withdrawn' AND edge_review.entry < :before)
ORDER BY id;

-- name: edges_of_source_all
SELECT id, kind, from_kind, from_id, to_kind, to_id, because FROM edge
WHERE ((from_kind = 'source' AND from_id = :source) OR (to_kind = 'source' AND to_id = :source))
  AND NOT EXISTS (SELECT 1 FROM edge_review WHERE edge_review.edge = edge.id
    AND edge_review.status = 'withdrawn')
ORDER BY id LIMIT :limit;

-- name: roots_held_all
SELECT root.id, root.name, root.what, root.speaker, root.url,
    (SELECT corrected FROM root_state AS later WHERE later.root = root.id AND corrected IS NOT NULL
        ORDER BY later.id DESC LIMIT 1)
FROM root_state JOIN root ON root.id = root_state.root
WHERE root_state.source = :source
  AND root_state.id = (SELECT max(id) FROM root_state AS later
    WHERE later.root = root.id AND later.source IS NOT NULL)
ORDER BY root.id LIMIT :limit;

-- name: readings_all
SELECT root, family, claim, passage, entry, says_not FROM reading WHERE entry < :before ORDER BY id;

-- name: replies_all
SELECT claim, question, response, speaker, dated, words, answer FROM reply
WHERE entry < :before ORDER BY claim, id;

-- name: entities_all
SELECT name, en, zh, level, parent FROM entity WHERE entry < :before ORDER BY name, id;

-- name: entity_by_name
SELECT id FROM entity WHERE name = :name ORDER BY id DESC LIMIT 1;

-- name: places_all
SELECT name, level, parent, en, zh FROM place ORDER BY id;

-- name: review_of_stretch
SELECT review.suggestion, coalesce(placed.start_at, review.start_at), coalesce(placed.end_at, review.end_at),
    review.fingerprint, review.status
FROM review LEFT JOIN claim ON claim.id = review.claim
LEFT JOIN passage_placed AS placed ON placed.id = claim.passage
WHERE review.source = :source AND review.suggestion IS NOT NULL
ORDER BY review.start_at, review.end_at, review.id;

-- name: claims_of_source
SELECT coalesce(placed.start_at, passage.start_at) AS here, coalesce(placed.end_at, passage.end_at), claim.id,
    placed.how
FROM passage JOIN claim ON claim.passage = passage.id
LEFT JOIN passage_placed AS placed ON placed.id = passage.id
WHERE passage.source = :source ORDER BY here, claim.id;

-- name: entry_of_source
SELECT entry FROM source WHERE id = :id;

-- name: entry_of_claim
SELECT entry FROM claim WHERE id = :id;

-- name: labels_of_entry
SELECT 'stored s' || id || ' ' || label FROM source WHERE entry = :entry
UNION ALL SELECT 'failed ' || requested || ': ' || reason FROM attempt WHERE entry = :entry
UNION ALL SELECT 'claim c' || id || ' ' || kind FROM claim WHERE entry = :entry
UNION ALL SELECT 'decision ' || status || ' ' || coalesce(suggestion, 'c' || claim) FROM review WHERE entry = :entry
UNION ALL SELECT 'reply to c' || claim || ' ' || question || ': ' || response FROM reply WHERE entry = :entry
UNION ALL SELECT 'check of ' || kind || ' ' || answer FROM check_answer WHERE entry = :entry
UNION ALL SELECT 'standing of c' || claim || ' ' || value FROM standing WHERE entry = :entry
UNION ALL SELECT 'root r' || id || ' ' || name FROM root WHERE entry = :entry
UNION ALL SELECT 'r' || root || coalesce(' held as s' || source, '') || coalesce(' ' || corrected, '')
    FROM root_state WHERE entry = :entry
UNION ALL SELECT 'reading of r' || root || ' ' || family FROM reading WHERE entry = :entry
UNION ALL SELECT 'edge ' || kind FROM edge WHERE entry = :entry
UNION ALL SELECT 'derivation ' || status || ' ' || substr(from_kind, 1, 1) || from_id || '-'
    || substr(to_kind, 1, 1) || to_id FROM edge_review WHERE entry = :entry AND status <> 'accepted'
UNION ALL SELECT 'edition b' || id || ' ' || title FROM edition WHERE entry = :entry
UNION ALL SELECT 'entity ' || name FROM entity WHERE entry = :entry
UNION ALL SELECT 'judgement j' || id || ' ' || verdict || ': ' || left_name || ' and ' || right_name
    FROM judgement WHERE entry = :entry
UNION ALL SELECT 'exact rules ' || CASE exact WHEN 1 THEN 'on: ' ELSE 'off: ' END || because
    FROM name_rule WHERE entry = :entry
UNION ALL SELECT 'founded ' || name FROM founding
    WHERE entry = :entry AND NOT EXISTS (SELECT 1 FROM judgement WHERE judgement.entry = founding.entry)
UNION ALL SELECT n || ' statements of FollowTheMoney'
    FROM (SELECT count(*) AS n FROM statement WHERE entry = :entry) WHERE n > 0
UNION ALL SELECT 'list ' || name FROM list WHERE entry = :entry
UNION ALL SELECT 'exposure x' || x.id || ' ' || (SELECT count(*) FROM exposure_place AS p WHERE p.exposure = x.id)
    || ' places: ' || x.because FROM exposure AS x WHERE x.entry = :entry
UNION ALL SELECT 'reach of r' || root || ' ' || scope || ': ' || because FROM reach WHERE entry = :entry
UNION ALL SELECT 'looked l' || id || ' ' || place || ': ' || result FROM looked WHERE entry = :entry
UNION ALL SELECT 'patterns ' || name FROM pattern WHERE entry = :entry
UNION ALL SELECT 'place ' || name FROM place WHERE entry = :entry
UNION ALL SELECT 'question ' || name FROM question WHERE entry = :entry
UNION ALL SELECT 's' || source || ' ' || says FROM source_state WHERE entry = :entry
UNION ALL SELECT 'case ' || origin FROM case_info WHERE entry = :entry AND because IS NULL
UNION ALL SELECT 'the log goes on as ' || origin || ': ' || because FROM case_info
    WHERE entry = :entry AND because IS NOT NULL;

-- name: reply_known
SELECT id FROM reply
WHERE claim = :claim AND question = :question AND response = :response
  AND speaker IS :speaker AND dated IS :dated AND words IS :words
LIMIT 1;

-- name: standing_known
SELECT id FROM standing
WHERE claim = :claim AND value = :value AND speaker IS :speaker AND dated IS :dated
LIMIT 1;

-- name: edge_known
SELECT id FROM edge
WHERE from_kind = :from_kind AND from_id = :from_id AND kind = :kind
  AND to_kind = :to_kind AND to_id = :to_id
  AND NOT EXISTS (SELECT 1 FROM edge_review WHERE edge_review.edge = edge.id
      AND edge_review.status = 'withdrawn')
LIMIT 1;

-- name: reading_known
SELECT id FROM reading
WHERE root = :root AND family = :family AND claim IS :claim AND says_not IS :says_not
  AND id = (SELECT max(id) FROM reading AS latest
      WHERE latest.root = :root AND latest.family = :family AND latest.claim IS :claim);

-- name: root_holder
SELECT root_state.source, source.blob FROM root_state JOIN source ON source.id = root_state.source
WHERE root_state.root = :root ORDER BY root_state.id DESC LIMIT 1;

-- name: root_state_known
SELECT id FROM root_state WHERE root = :root AND source IS :source AND corrected IS :corrected LIMIT 1;

-- name: claim_known
SELECT claim.id FROM passage JOIN claim ON claim.passage = passage.id
WHERE passage.id IN (
    SELECT id FROM passage WHERE source = :source AND start_at = :start_at AND end_at = :end_at
        AND NOT EXISTS (SELECT 1 FROM passage_placed WHERE passage_placed.id = passage.id AND how <> 'lost')
    UNION ALL
    SELECT id FROM passage_placed WHERE source = :source AND start_at = :start_at AND end_at = :end_at)
  AND claim.kind = :kind AND claim.stance = :stance AND claim.subject IS :subject
  AND claim.predicate IS :predicate AND claim.object IS :object AND claim.op IS :op
  AND claim.value IS :value AND claim.lower IS :lower AND claim.upper IS :upper
  AND claim.scale IS :scale AND claim.unit IS :unit AND claim.definition IS :definition
  AND claim.base IS :base AND claim.per IS :per AND claim.period_from IS :period_from
  AND claim.period_to IS :period_to
ORDER BY claim.id;

-- name: places_of_claim
SELECT place FROM claim_place WHERE claim = :claim ORDER BY n;

-- name: links_of_claim
SELECT speaker, said_as, dated FROM claim_link WHERE claim = :claim ORDER BY n;

-- name: source_state_known
SELECT id FROM source_state WHERE source = :source AND says = :says LIMIT 1;

-- name: questions_all
SELECT name, topic, en, zh, ask FROM question AS q
WHERE id = (SELECT max(id) FROM question WHERE question.name = q.name) ORDER BY name;

-- name: question_known
SELECT id FROM question AS q
WHERE name = :name AND topic IS :topic AND en = :en AND zh IS :zh AND ask = :ask
    AND id = (SELECT max(id) FROM question WHERE question.name = q.name);
