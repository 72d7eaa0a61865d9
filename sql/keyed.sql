-- Names and their keys: derived, kept up with what is kept (app/keyed.c).

-- name: keyed_state
SELECT maker, claim, link, standing, entity, statement FROM name_keyed WHERE id = 1;

-- name: keyed_state_put
INSERT OR REPLACE INTO name_keyed (id, maker, claim, link, standing, entity, statement)
VALUES (1, :maker, :claim, :link, :standing, :entity, :statement);

-- name: keyed_last
SELECT (SELECT coalesce(max(id), 0) FROM claim), (SELECT coalesce(max(id), 0) FROM claim_link),
    (SELECT coalesce(max(id), 0) FROM standing), (SELECT coalesce(max(id), 0) FROM entity),
    (SELECT coalesce(max(id), 0) FROM statement);

-- name: keyed_clear_listed
DELETE FROM name_listed;

-- name: keyed_clear_uses
DELETE FROM name_use;

-- name: keyed_clear_keys
DELETE FROM name_key;

-- name: keyed_clear_guarding
DELETE FROM name_guarding;

-- name: keyed_clear_state
DELETE FROM name_keyed;

-- name: keyed_claims_after
SELECT id, subject, object, detail FROM claim WHERE id > :after ORDER BY id;

-- name: keyed_links_after
SELECT claim, speaker FROM claim_link WHERE id > :after ORDER BY id;

-- name: keyed_standings_after
SELECT claim, speaker FROM standing WHERE id > :after ORDER BY id;

-- name: keyed_entities_after
SELECT name, en, zh, parent FROM entity WHERE id > :after ORDER BY id;

-- name: keyed_brought_after
-- Entities of other programs of which something came that names them.
SELECT DISTINCT entity_id FROM statement
WHERE id > :after AND prop IN ('name', 'alias', 'title', 'parent') ORDER BY entity_id;

-- name: keyed_brought_one
SELECT entity_id, prop, schema, value, lang FROM statement
WHERE entity_id = :id AND prop IN ('name', 'alias', 'title', 'parent') ORDER BY prop = 'alias', id;

-- name: keyed_guarding_put
INSERT OR IGNORE INTO name_guarding (claim) VALUES (:claim);

-- name: keyed_guarding_all
SELECT claim.subject, claim.object, claim.detail FROM name_guarding JOIN claim ON claim.id = name_guarding.claim
ORDER BY claim.id;

-- name: keyed_persons
-- The latest row of one id holds.
SELECT name, en, zh FROM entity WHERE name >= 'person:' AND name < 'person;' ORDER BY name, id;

-- name: keyed_get
SELECT name, kind, en, zh, parent FROM name_listed WHERE id = :id;

-- name: keyed_count
SELECT count(*) FROM (SELECT 1 FROM name_listed LIMIT :limit);

-- name: keyed_each_all
SELECT name, kind, en, zh, parent FROM name_listed ORDER BY id;

-- name: keyed_put
INSERT OR REPLACE INTO name_listed (id, name, kind, en, zh, parent) VALUES (:id, :name, :kind, :en, :zh, :parent);

-- name: keyed_drop
DELETE FROM name_listed WHERE id = :id;

-- name: keyed_words_all
SELECT id, name FROM name_listed WHERE kind IS NULL ORDER BY id;

-- name: keyed_use_put
INSERT OR IGNORE INTO name_use (name, claim, speaks) VALUES (:name, :claim, :speaks);

-- name: keyed_use_drop
DELETE FROM name_use WHERE name = :name;

-- name: keyed_key_put
INSERT OR IGNORE INTO name_key (key, name) VALUES (:key, :name);

-- name: keyed_key_drop
DELETE FROM name_key WHERE key = :key AND name = :name;

-- name: keyed_probe
SELECT name FROM name_key WHERE key = :key ORDER BY name LIMIT :limit;

-- name: keyed_stands
-- Is there a claim that stands and uses these words, as speaker at least?
SELECT 1 FROM name_use CROSS JOIN claim_listed ON claim_listed.id = name_use.claim
WHERE name_use.name = :name AND name_use.speaks >= :speaks AND claim_listed.status = 'accepted' LIMIT 1;

-- name: keyed_is_claim
SELECT 1 FROM claim WHERE ref = :ref LIMIT 1;

-- name: keyed_judged
SELECT id, verdict, right_name FROM judgement AS j
WHERE left_name = :name AND verdict <> 'withdrawn'
  AND NOT EXISTS (SELECT 1 FROM judgement AS later WHERE later.supersedes = j.id)
UNION ALL
SELECT id, verdict, left_name FROM judgement AS j
WHERE right_name = :name AND verdict <> 'withdrawn'
  AND NOT EXISTS (SELECT 1 FROM judgement AS later WHERE later.supersedes = j.id)
ORDER BY 1;

-- name: keyed_founding
SELECT name FROM founding WHERE entity = :entity ORDER BY id LIMIT 1;
