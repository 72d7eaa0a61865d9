-- The record: entries, secrets, tree hashes, checkpoints.

-- name: entry_put
INSERT INTO entry (id, bytes) VALUES (:id, :bytes);

-- name: secret_put
INSERT INTO secret (id, secret) VALUES (:id, :secret);

-- name: entry_last
SELECT max(id) FROM entry;

-- name: entry_get
SELECT bytes FROM entry WHERE id = :id;

-- name: entries_all
SELECT id, bytes FROM entry ORDER BY id;

-- name: secrets_all
SELECT id, secret FROM secret ORDER BY id;

-- name: tree_put
INSERT INTO tree (level, n, hash) VALUES (:level, :n, :hash);

-- name: tree_get
SELECT hash FROM tree WHERE level = :level AND n = :n;

-- name: tree_clear
DELETE FROM tree;

-- name: checkpoint_put
INSERT INTO checkpoint (id, note) VALUES (:id, :note);

-- name: checkpoint_get
SELECT note FROM checkpoint WHERE id = :id;

-- name: checkpoint_last
SELECT note FROM checkpoint ORDER BY id DESC LIMIT 1;

-- name: checkpoints_all
SELECT id, note FROM checkpoint ORDER BY id;

-- name: case_info_get
SELECT origin, vkey, program, weak_box FROM case_info WHERE id = (SELECT max(id) FROM case_info);

-- name: case_infos_all
SELECT entry, origin, vkey, came_size, came_root FROM case_info ORDER BY entry, id;

-- name: tables_all
SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name;

-- name: tree_count
SELECT count(*) FROM tree;

-- name: chunks_without_blob
SELECT DISTINCT blob FROM chunk
WHERE NOT EXISTS (SELECT 1 FROM blob WHERE blob.id = chunk.blob)
  AND NOT EXISTS (SELECT 1 FROM staged WHERE staged.id = chunk.blob);

-- name: passages_off_text_all
SELECT passage.id, passage.source
FROM passage
JOIN source ON source.id = passage.source
JOIN text ON text.id = source.blob
WHERE text.reader = passage.reader AND text.body IS NOT NULL
  AND CAST(substr(text.body, passage.start_at + 1, passage.end_at - passage.start_at) AS TEXT) <> passage.quote
ORDER BY passage.id;
