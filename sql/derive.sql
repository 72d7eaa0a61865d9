-- Where texts come from: traces and the derivations that are suggested out of them.

-- name: trace_wanted
SELECT text.id FROM text
WHERE text.id > :after AND text.body IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM trace WHERE trace.id = text.id AND trace.rules = :rules)
ORDER BY text.id
LIMIT 256;

-- name: trace_wanted_count
SELECT (SELECT count(*) FROM text WHERE body IS NOT NULL) - (SELECT count(*) FROM trace);

-- name: trace_put
INSERT OR REPLACE INTO trace (id, rules, whole, hashes, spans, marks, points)
VALUES (:id, :rules, :whole, :hashes, :spans, :marks, :points);

-- name: trace_get
SELECT whole, hashes, spans, marks, points FROM trace WHERE id = :id;

-- name: traces_all
SELECT (SELECT min(source.id) FROM source WHERE source.blob = trace.id), id, whole, hashes, marks, points
FROM trace ORDER BY 1;

-- name: trace_clear
DELETE FROM trace;

-- name: edge_suggestion_put
INSERT INTO edge_suggestion (id, kind, from_kind, from_id, to_kind, to_id, why, direction, shared, of_from,
    of_to, marks, start_at, end_at)
VALUES (:id, :kind, :from_kind, :from_id, :to_kind, :to_id, :why, :direction, :shared, :of_from, :of_to,
    :marks, :start_at, :end_at);

-- name: edge_suggestion_each
SELECT kind, from_kind, from_id, to_kind, to_id, why, direction, shared, of_from, of_to, marks, start_at,
    end_at
FROM edge_suggestion ORDER BY id;

-- name: edge_suggestions_of
SELECT kind, from_kind, from_id, to_kind, to_id, why, direction, shared, of_from, of_to
FROM edge_suggestion
WHERE ((from_kind = 'source' AND from_id = :source) OR (to_kind = 'source' AND to_id = :source))
  AND NOT EXISTS (SELECT 1 FROM edge WHERE edge.from_kind = edge_suggestion.from_kind
    AND edge.from_id = edge_suggestion.from_id AND edge.to_kind = edge_suggestion.to_kind
    AND edge.to_id = edge_suggestion.to_id)
  AND NOT EXISTS (SELECT 1 FROM edge_review WHERE edge_review.status = 'rejected'
    AND edge_review.from_kind = edge_suggestion.from_kind
    AND edge_review.from_id = edge_suggestion.from_id
    AND edge_review.to_kind = edge_suggestion.to_kind AND edge_review.to_id = edge_suggestion.to_id)
ORDER BY id LIMIT :limit;

-- name: edge_suggestion_clear
DELETE FROM edge_suggestion;

-- name: edge_suggested_put
INSERT OR REPLACE INTO edge_suggested (id, made_of) VALUES (1, :made_of);

-- name: edge_suggested_get
SELECT made_of FROM edge_suggested WHERE id = 1;

-- name: edge_suggested_clear
DELETE FROM edge_suggested;

-- name: edge_reviews_all
SELECT kind, from_kind, from_id, to_kind, to_id, status, edge FROM edge_review ORDER BY id;

-- name: edge_get
SELECT kind, from_kind, from_id, to_kind, to_id FROM edge
WHERE id = :id AND NOT EXISTS (SELECT 1 FROM edge_review WHERE edge_review.edge = edge.id
    AND edge_review.status = 'withdrawn');

-- name: derive_made_of
SELECT (SELECT coalesce(max(id), 0) FROM source) || ' ' || (SELECT coalesce(max(id), 0) FROM claim) || ' '
    || (SELECT coalesce(max(id), 0) FROM root) || ' ' || (SELECT coalesce(max(id), 0) FROM root_state) || ' '
    || (SELECT coalesce(max(id), 0) FROM review) || ' ' || (SELECT count(*) FROM trace);

-- name: edge_suggestion_count
SELECT count(*) FROM edge_suggestion;
