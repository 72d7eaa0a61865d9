-- Texts, the search index, suggestions: all derived. Answers of programs that a person named:
-- what suggestions are derived from besides, see migrate/0007_answer.sql.

-- A source's bytes are to be read, unless they have been: those of a published page are kept too,
-- and wait only once somebody adds them as a source.
-- name: waiting_put
INSERT OR IGNORE INTO waiting (id) SELECT :id WHERE NOT EXISTS (SELECT 1 FROM text WHERE id = :id);

-- name: waiting_fill_all
INSERT OR IGNORE INTO waiting (id) SELECT blob FROM source ORDER BY blob;

-- name: waiting_next
SELECT waiting.id, blob.length, source.media, source.label, source.url, source.title, source.id
FROM waiting
JOIN blob ON blob.id = waiting.id
JOIN source ON source.id = (SELECT min(id) FROM source AS first WHERE first.blob = waiting.id)
WHERE waiting.id > :after
ORDER BY waiting.id
LIMIT 64;

-- name: waiting_heads
SELECT waiting.id, substr(chunk.bytes, 1, 4096), source.id, source.label, source.way = 'page'
FROM waiting
JOIN chunk ON chunk.blob = waiting.id AND chunk.n = 0
JOIN source ON source.id = (SELECT min(id) FROM source AS first WHERE first.blob = waiting.id)
WHERE waiting.id > :after
ORDER BY waiting.id
LIMIT 1;

-- name: archived_records
SELECT record, source FROM archived WHERE archive = :archive ORDER BY record;

-- name: archived_next
SELECT coalesce(min(archive), 0) FROM archived WHERE archive > :after;

-- name: archived_originals
SELECT archived.source, archived.digest, archived.record_id, archived.captured, source.url
FROM archived JOIN source ON source.id = archived.source
WHERE archived.archive = :archive AND archived.type <> 'revisit' ORDER BY archived.record;

-- name: waiting_drop
DELETE FROM waiting WHERE id = :id;

-- name: waiting_count
SELECT count(*) FROM waiting;

-- name: text_readers
SELECT reader, count(*) FROM text WHERE unread IS NULL GROUP BY reader ORDER BY reader;

-- name: text_put
INSERT INTO text (id, reader, unread, charset, language, title, published, publisher, body, rest)
VALUES (:id, :reader, :unread, :charset, :language, :title, :published, :publisher, :body, :rest);

-- name: text_get
SELECT reader, unread, charset, language, title, published, publisher, body, rest
FROM text WHERE id = :id;

-- name: text_clear
DELETE FROM text;

-- name: found_put
INSERT INTO found (rowid, title, body) VALUES (:id, :title, :body);

-- name: found_ask
SELECT rowid FROM found WHERE found MATCH :query ORDER BY rank LIMIT :limit OFFSET :from;

-- name: found_count
SELECT count(*) FROM found WHERE found MATCH :query;

-- name: found_some
SELECT found.rowid FROM found
WHERE found MATCH :query
    AND (:language IS NULL OR substr((SELECT coalesce(source.language, text.language)
        FROM source LEFT JOIN text ON text.id = source.blob
        WHERE source.blob = found.rowid ORDER BY source.id LIMIT 1), 1, length(:language)) = :language)
    AND (:cited = 0 OR (:cited = 1) = EXISTS (SELECT 1 FROM source
        JOIN passage ON passage.source = source.id
        JOIN claim ON claim.passage = passage.id
        WHERE source.blob = found.rowid))
ORDER BY rank LIMIT :limit OFFSET :from;

-- name: found_some_count
SELECT count(*) FROM found
WHERE found MATCH :query
    AND (:language IS NULL OR substr((SELECT coalesce(source.language, text.language)
        FROM source LEFT JOIN text ON text.id = source.blob
        WHERE source.blob = found.rowid ORDER BY source.id LIMIT 1), 1, length(:language)) = :language)
    AND (:cited = 0 OR (:cited = 1) = EXISTS (SELECT 1 FROM source
        JOIN passage ON passage.source = source.id
        JOIN claim ON claim.passage = passage.id
        WHERE source.blob = found.rowid));

-- name: suggestion_put
INSERT INTO suggestion (id, source, n, start_at, end_at, fingerprint, claim)
VALUES (:source * 4294967296 + :n, :source, :n, :start_at, :end_at, :fingerprint, :claim);

-- name: suggestion_drop_of
DELETE FROM suggestion WHERE source = :source;

-- name: suggestion_clear
DELETE FROM suggestion;

-- name: suggestion_get
SELECT start_at, end_at, fingerprint, claim FROM suggestion WHERE source = :source AND n = :n;

-- name: suggestion_of
SELECT source, n, start_at, end_at, fingerprint, claim FROM suggestion WHERE source = :source ORDER BY n;

-- name: suggestion_each
SELECT source, n, start_at, end_at, fingerprint, claim FROM suggestion ORDER BY source, n;

-- name: suggested_put
INSERT OR REPLACE INTO suggested (id, rules) VALUES (:id, :rules);

-- name: suggested_clear
DELETE FROM suggested;

-- name: suggested_last
SELECT max(id) FROM suggested;

-- name: answer_put
INSERT INTO answer (source, suggester, claim) VALUES (:source, :suggester, :claim);

-- name: answer_of
SELECT claim FROM answer WHERE source = :source ORDER BY suggester, id;

-- name: answer_drop
DELETE FROM answer WHERE source = :source AND suggester = :suggester;

-- name: answered_put
INSERT OR REPLACE INTO answered (source, suggester, version) VALUES (:source, :suggester, :version);

-- name: answered_get
SELECT version FROM answered WHERE source = :source AND suggester = :suggester;

-- name: archived_of
SELECT archive, record, captured, tool, member, ip, damage, at_offset, at_length FROM archived WHERE source = :source;

-- name: archived_row
SELECT * FROM archived WHERE source = :id;

-- name: archived_pages
SELECT count(*) FROM archived WHERE archive = :archive;

-- name: archived_list
SELECT archived.source, archived.record, archived.captured,
    coalesce(nullif(source.title, ''), nullif(text.title, ''), source.label), archived.damage
FROM archived
JOIN source ON source.id = archived.source
LEFT JOIN text ON text.id = source.blob
WHERE archived.archive = :archive
ORDER BY archived.record, archived.source
LIMIT :limit;

-- name: passages_of_blob
SELECT passage.id, passage.source, passage.start_at, passage.end_at, passage.quote, passage.before, passage.after
FROM source JOIN passage ON passage.source = source.id
WHERE source.blob = :blob ORDER BY passage.id;

-- name: placed_drop_of
DELETE FROM passage_placed WHERE id IN (
    SELECT passage.id FROM source JOIN passage ON passage.source = source.id WHERE source.blob = :blob);

-- name: placed_put
INSERT INTO passage_placed (id, source, how, start_at, end_at, reader)
VALUES (:id, :source, :how, :start_at, :end_at, :reader);

-- name: placed_clear
DELETE FROM passage_placed;

-- name: placed_count
SELECT count(*) FROM passage_placed WHERE how = :how;

-- name: placed_list
SELECT passage_placed.source, min(claim.id), passage_placed.id
FROM passage_placed LEFT JOIN claim ON claim.passage = passage_placed.id
WHERE passage_placed.how = :how GROUP BY passage_placed.id ORDER BY passage_placed.id LIMIT :limit;
