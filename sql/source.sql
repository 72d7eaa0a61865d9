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


-- name: source_get
SELECT source.id, source.label, source.url, source.requested, source.media, source.kind,
    source.publisher, source.dated, source.language, source.title, source.captured, source.way,
    source.purpose, source.vantage, source.entry, source.blob, blob.sha256, blob.length,
    text.reader, text.unread, text.charset, text.language, text.title, text.published,
    text.publisher, length(text.body),
    (SELECT count(*) FROM source AS twin WHERE twin.blob = source.blob),
    (SELECT count(*) FROM passage JOIN claim ON claim.passage = passage.id WHERE passage.source = source.id),
    (SELECT says FROM source_state WHERE source_state.source = source.id ORDER BY id DESC LIMIT 1),
    source.modified, source.server_date,
    (SELECT response FROM hop WHERE hop.source = source.id ORDER BY hop.n DESC LIMIT 1),
    (SELECT damage FROM archived WHERE archived.source = source.id),
    (SELECT captured FROM archived WHERE archived.source = source.id),
    (SELECT tool FROM archived WHERE archived.source = source.id)
FROM source
JOIN blob ON blob.id = source.blob
LEFT JOIN text ON text.id = source.blob
WHERE source.id = :id;

-- name: sources_all
SELECT source.id, source.label, source.url, source.requested, source.media, source.kind,
    source.publisher, source.dated, source.language, source.title, source.captured, source.way,
    source.purpose, source.vantage, source.entry, source.blob, blob.sha256, blob.length,
    text.reader, text.unread, text.charset, text.language, text.title, text.published,
    text.publisher, length(text.body),
    (SELECT count(*) FROM source AS twin WHERE twin.blob = source.blob),
    (SELECT count(*) FROM passage JOIN claim ON claim.passage = passage.id WHERE passage.source = source.id),
    (SELECT says FROM source_state WHERE source_state.source = source.id ORDER BY id DESC LIMIT 1),
    source.modified, source.server_date,
    (SELECT response FROM hop WHERE hop.source = source.id ORDER BY hop.n DESC LIMIT 1),
    (SELECT damage FROM archived WHERE archived.source = source.id),
    (SELECT captured FROM archived WHERE archived.source = source.id),
    (SELECT tool FROM archived WHERE archived.source = source.id)
FROM source
JOIN blob ON blob.id = source.blob
LEFT JOIN text ON text.id = source.blob
ORDER BY source.id;

-- name: source_blob
SELECT blob FROM source WHERE id = :id;

-- name: sources_of_blob
SELECT id FROM source WHERE blob = :blob ORDER BY id;

-- name: sightings_of_source
SELECT twin.id FROM source JOIN source AS twin ON twin.blob = source.blob
WHERE source.id = :source AND twin.id <> source.id ORDER BY twin.id LIMIT :limit;

-- name: source_by_label
SELECT id FROM source WHERE label = :label ORDER BY id LIMIT 1;

-- name: sources_after
SELECT id, blob FROM source WHERE id > :after ORDER BY id LIMIT 256;

-- name: source_row
SELECT * FROM source WHERE id = :id;

-- name: hops_of_source
SELECT n, url, method, status, request, response, addresses, resolver, peer, http, tls, cipher,
    chain, server_date, tried
FROM hop WHERE source = :source ORDER BY n;

-- name: hops_of_attempt
SELECT n, url, method, status, request, response, addresses, resolver, peer, http, tls, cipher,
    chain, server_date, tried
FROM hop WHERE attempt = :attempt ORDER BY n;

-- name: attempt_row
SELECT * FROM attempt WHERE id = :id;

-- name: attempt_after
SELECT id, entry, requested, tried FROM attempt WHERE id > :after ORDER BY id LIMIT 1;

-- name: source_after
-- What was captured here: pages out of archives are archived_after's.
SELECT source.id, source.entry, source.way, source.media, source.captured, source.truncated,
    source.url, source.blob, blob.sha256, blob.length
FROM source JOIN blob ON blob.id = source.blob
WHERE source.id > :after AND NOT EXISTS (SELECT 1 FROM archived WHERE archived.source = source.id)
ORDER BY source.id LIMIT 1;

-- name: archived_after
SELECT source.id, source.entry, source.way, source.media, source.captured, source.truncated,
    source.url, source.blob, blob.sha256, blob.length,
    archived.archive, archived.captured, archived.tool, archived.record_id, archived.ip,
    (SELECT archive.captured FROM source AS archive WHERE archive.id = archived.archive),
    (SELECT archive.label FROM source AS archive WHERE archive.id = archived.archive)
FROM archived
JOIN source ON source.id = archived.source
JOIN blob ON blob.id = source.blob
WHERE archived.source > :after ORDER BY archived.source LIMIT 1;

-- name: archived_before
-- The first page out of any archive with these bytes, if it came before `source`.
SELECT source.id, source.entry, source.captured, source.url, archived.captured
FROM source JOIN archived ON archived.source = source.id
WHERE source.blob = :blob AND source.id < :source ORDER BY source.id LIMIT 1;

-- name: source_shown
-- What a list of pages says of one.
SELECT coalesce(source.title, text.title), text.body
FROM source LEFT JOIN text ON text.id = source.blob WHERE source.id = :id;

-- name: sources_bytes_all
SELECT coalesce(sum(blob.length), 0) FROM source JOIN blob ON blob.id = source.blob;

-- name: attempts_all
SELECT id, entry, requested, reason, says, tried FROM attempt ORDER BY id;

-- name: facts_all
SELECT (SELECT max(id) + 1 FROM entry), (SELECT max(id) FROM source), 0, (SELECT max(id) FROM attempt),
    (SELECT max(id) FROM claim), (SELECT n FROM tally WHERE what = 'suggestion' AND word = 'all'),
    (SELECT n FROM tally WHERE what = 'suggestion' AND word = 'open'), (SELECT max(id) FROM checkpoint);

-- name: suggestions_open_of
SELECT count(*) FROM suggestion JOIN open_suggestion ON open_suggestion.id = suggestion.id
WHERE suggestion.source = :source;
