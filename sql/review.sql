-- A review under way: where one stands in it, and what was decided lately.

-- name: review_place
SELECT
    (SELECT count(*) FROM open_suggestion WHERE id > :after AND id < :before),
    (SELECT count(*) FROM open_suggestion WHERE id > :after AND id < :at),
    (SELECT id FROM open_suggestion WHERE id > :after AND id < :at ORDER BY id DESC LIMIT 1),
    (SELECT id FROM open_suggestion WHERE id > :at AND id < :before ORDER BY id LIMIT 1);

-- name: review_count
SELECT (SELECT count(*) FROM suggestion WHERE source >= :first AND source <= :last),
    (SELECT count(*) FROM suggestion WHERE source >= :first AND source < :source)
    + (SELECT count(*) FROM suggestion WHERE source = :source AND n <= :n);

-- name: review_late
SELECT review.suggestion, review.claim, review.status, review.because, entry.id, entry.bytes
FROM review JOIN entry ON entry.id = review.entry
WHERE review.id < :before AND review.suggestion IS NOT NULL ORDER BY review.id DESC LIMIT :limit;
