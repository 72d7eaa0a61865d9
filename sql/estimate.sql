-- Denominators, and estimates that were made.

-- name: exposure_last
SELECT id, what, source, because FROM exposure WHERE entry < :before ORDER BY id DESC LIMIT 1;

-- name: exposure_places_of
SELECT place, amount, origin FROM exposure_place WHERE exposure = :exposure ORDER BY n;

-- name: reach_all
SELECT root, scope, because FROM reach
WHERE entry < :before AND id = (SELECT max(id) FROM reach AS later WHERE later.root = reach.root AND later.entry < :before)
ORDER BY root;

-- name: reach_of_root
SELECT scope, because FROM reach WHERE root = :root ORDER BY id DESC LIMIT 1;

-- name: estimate_by_key
SELECT methods FROM estimate_made WHERE key = :key;

-- name: estimate_before
SELECT key, entries, en, zh FROM estimate_made
WHERE asked = :asked AND part = :part AND key <> :key ORDER BY id DESC LIMIT 1;

-- name: estimates_all
SELECT key, asked, part, entries, verdict, en, zh, result FROM estimate_made ORDER BY id;

-- name: estimate_put
INSERT OR REPLACE INTO estimate_made (key, asked, part, entries, verdict, en, zh, result, methods)
VALUES (:key, :asked, :part, :entries, :verdict, :en, :zh, :result, :methods);

-- name: estimate_drop_others
DELETE FROM estimate_made WHERE asked = :asked AND part = :part AND key <> :key;

-- name: estimate_drop_asked
DELETE FROM estimate_made WHERE asked NOT IN (
    SELECT asked FROM estimate_made GROUP BY asked ORDER BY max(id) DESC LIMIT :most);

-- name: estimate_keys_of
SELECT key, part FROM estimate_made WHERE asked = :asked ORDER BY id;

-- name: estimate_drop
DELETE FROM estimate_made WHERE key = :key;

-- name: estimate_count
SELECT count(*) FROM estimate_made;

-- name: estimate_clear
DELETE FROM estimate_made;
