-- Named lists and the search log.

-- name: lists_all
SELECT id, name, what, root, unit, whole, everyone FROM list WHERE entry < :before ORDER BY name, id;

-- name: list_by_name
SELECT id, what, root, unit, whole, everyone FROM list WHERE name = :name ORDER BY id DESC LIMIT 1;

-- name: list_members_of
SELECT list_member.member, passage.id, passage.source, coalesce(placed.start_at, passage.start_at),
    coalesce(placed.end_at, passage.end_at), passage.quote, passage.before, passage.after,
    coalesce(placed.reader, passage.reader), passage.ocr_mean, passage.ocr_least, passage.seen, placed.how
FROM list_member LEFT JOIN passage ON passage.id = list_member.passage
LEFT JOIN passage_placed AS placed ON placed.id = passage.id
WHERE list_member.list = :list ORDER BY list_member.n;

-- name: list_claims_of
SELECT claim FROM list_claim WHERE list = :list ORDER BY claim;

-- name: looked_all
SELECT looked.id, looked.place, looked.dated, looked.words, looked.language, looked.searched,
    looked.result, looked.minutes, looked.who, looked.claim, entry.bytes
FROM looked JOIN entry ON entry.id = looked.entry
WHERE looked.entry < :before
ORDER BY looked.id;

-- name: looked_known
SELECT id FROM looked
WHERE place = :place AND dated = :dated AND words = :words AND result = :result
  AND language IS :language AND searched IS :searched AND minutes IS :minutes AND who IS :who
  AND claim IS :claim
LIMIT 1;

-- name: root_exists
SELECT id FROM root WHERE id = :id;
