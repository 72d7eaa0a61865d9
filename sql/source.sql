-- Sources and their bytes.

-- name: blob_by_hash
SELECT id, length FROM blob WHERE sha256 = :sha256;

-- name: blob_next
SELECT max(coalesce((SELECT max(id) FROM blob), 0), coalesce((SELECT max(id) FROM staged), 0)) + 1;

-- name: chunk_put
INSERT INTO chunk (blob, n, bytes) VALUES (:blob, :n, :bytes);

-- name: chunk_get
SELECT bytes FROM chunk WHERE blob = :blob AND n = :n;

-- name: chunks_of
SELECT n, bytes FROM chunk WHERE blob = :blob ORDER BY n;

-- name: chunk_owners
SELECT DISTINCT blob FROM chunk ORDER BY blob;

-- name: blobs_all
SELECT id, sha256, length, entry FROM blob ORDER BY id;

-- name: staged_put
INSERT INTO staged (id) VALUES (:id);

-- name: staged_all
SELECT id FROM staged ORDER BY id;

-- name: staged_drop_chunks
DELETE FROM chunk WHERE blob = :id;

-- name: staged_drop
DELETE FROM staged WHERE id = :id;

