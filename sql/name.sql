-- Names that claims use, and what people decided about them.

-- Claims with what they name, and whether they stand: withdrawn, rejected and replaced ones name
-- nothing, but say who is a person all the same.
-- name: named_claims_all
SELECT claim.id, claim.subject, claim.object, claim.detail, claim.ref, passage.source,
    coalesce((SELECT status FROM review WHERE review.claim = claim.id ORDER BY review.id DESC LIMIT 1),
        'accepted') = 'accepted'
    AND NOT EXISTS (SELECT 1 FROM claim AS later WHERE later.replaces = claim.id)
FROM claim JOIN passage ON passage.id = claim.passage
ORDER BY claim.id;

-- name: named_speakers_all
SELECT claim, speaker FROM claim_link WHERE speaker IS NOT NULL
UNION ALL SELECT claim, speaker FROM standing WHERE speaker IS NOT NULL;

-- name: named_passage
-- Where it stood when it was kept: the id of a mention is made of that, and stays.
SELECT passage.source, passage.start_at, passage.quote, claim.language
FROM claim JOIN passage ON passage.id = claim.passage WHERE claim.id = :claim;

-- name: judgements_all
SELECT judgement.id, judgement.entry, judgement.verdict, judgement.because, judgement.supersedes,
    judgement.left_name, judgement.right_name, entry.bytes
FROM judgement JOIN entry ON entry.id = judgement.entry ORDER BY judgement.id;

-- name: mention_key
SELECT secret.secret, blob.sha256
FROM source JOIN secret ON secret.id = source.entry JOIN blob ON blob.id = source.blob
WHERE source.id = :source;

-- name: foundings_all
SELECT id, name, entity FROM founding ORDER BY id;

-- name: name_rule_now
SELECT exact, because, entry FROM name_rule WHERE id = (SELECT max(id) FROM name_rule);

-- name: name_rule_before
SELECT exact FROM name_rule WHERE id = (SELECT max(id) FROM name_rule WHERE entry < :before);

-- name: statements_all
SELECT key, canonical_id, entity_id, prop, schema, value, dataset, lang, original_value, first_seen, last_seen,
    origin, external
FROM statement ORDER BY id;

-- name: statements_naming
SELECT entity_id, prop, schema, value, lang FROM statement
WHERE prop IN ('name', 'alias', 'title', 'parent') ORDER BY prop = 'alias', id;

-- name: statement_canonical
SELECT canonical_id FROM statement WHERE entity_id = :id LIMIT 1;

-- name: statement_known
SELECT id FROM statement WHERE key = :key;

-- name: known_claims_all
-- Claims that stand, for what they tell of the names in them, as the record was before an entry;
-- others say at least who is a person.
SELECT claim.id, claim.subject, claim.object, claim.detail, claim.predicate, claim.kind, claim.stance,
    claim.period_from, claim.period_to, passage.source, passage.start_at, passage.end_at, passage.quote,
    coalesce((SELECT status FROM review WHERE review.claim = claim.id AND review.entry < :before
        ORDER BY review.id DESC LIMIT 1), 'accepted') = 'accepted'
    AND NOT EXISTS (SELECT 1 FROM claim AS later WHERE later.replaces = claim.id AND later.entry < :before),
    (SELECT group_concat(place, ' ') FROM (SELECT place FROM claim_place
        WHERE claim_place.claim = claim.id ORDER BY n))
FROM claim JOIN passage ON passage.id = claim.passage
WHERE claim.entry < :before
ORDER BY claim.id;

-- name: known_texts_all
SELECT min(source.id), text.body FROM text JOIN source ON source.blob = text.id
WHERE text.unread IS NULL AND source.entry < :before
GROUP BY text.id ORDER BY 1;

-- name: known_statements_all
SELECT entity_id, prop, schema, value FROM statement
WHERE prop IN ('phone', 'email', 'website', 'address', 'country', 'jurisdiction', 'mainCountry',
    'registrationNumber', 'idNumber', 'taxNumber', 'vatCode', 'leiCode', 'incorporationDate',
    'dissolutionDate') AND entry < :before
ORDER BY id;
