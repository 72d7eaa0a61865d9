-- Images that were read, and what waits to be. The index `found` keeps no text: what is taken out of
-- it has to be said again.

-- name: ocr_image_find
SELECT id FROM ocr_image WHERE sha256 = :sha256 AND reader = :reader;

-- name: ocr_image_put
INSERT INTO ocr_image (sha256, reader, message) VALUES (:sha256, :reader, :message) RETURNING id;

-- name: ocr_page_put
INSERT OR REPLACE INTO ocr_page (blob, page, image) VALUES (:blob, :page, :image);

-- name: ocr_page_has
SELECT 1 FROM ocr_page WHERE blob = :blob AND page = :page;

-- name: ocr_pages_of
SELECT ocr_page.page, ocr_image.reader, ocr_image.message
FROM ocr_page JOIN ocr_image ON ocr_image.id = ocr_page.image
WHERE ocr_page.blob = :blob ORDER BY ocr_page.page;

-- name: ocr_waiting_put
INSERT OR REPLACE INTO ocr_waiting (id, pages) VALUES (:id, :pages);

-- name: ocr_waiting_drop
DELETE FROM ocr_waiting WHERE id = :id;

-- name: ocr_waiting_clear
DELETE FROM ocr_waiting;

-- name: ocr_waiting_all
SELECT ocr_waiting.id, ocr_waiting.pages, min(source.id), source.label
FROM ocr_waiting JOIN source ON source.blob = ocr_waiting.id
GROUP BY ocr_waiting.id ORDER BY ocr_waiting.id;

-- name: ocr_waiting_count
SELECT count(*) FROM ocr_waiting;

-- name: found_drop
INSERT INTO found (found, rowid, title, body)
SELECT 'delete', text.id,
    coalesce((SELECT title FROM source WHERE blob = text.id ORDER BY id LIMIT 1), text.title, ''),
    text.body
FROM text WHERE text.id = :id AND text.unread IS NULL;

-- name: text_drop
DELETE FROM text WHERE id = :id;

-- name: trace_drop
DELETE FROM trace WHERE id = :id;

-- name: suggested_drop
DELETE FROM suggested WHERE id = :source;

-- name: was_suggested
SELECT 1 FROM suggested WHERE id = :source;

-- name: ocr_title_of
SELECT title FROM source WHERE blob = :blob ORDER BY id LIMIT 1;
