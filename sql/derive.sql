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

-- name: edge_suggestions_of_source_all
WITH decided AS MATERIALIZED (
    SELECT from_kind, from_id, to_kind, to_id FROM edge_review
    WHERE status = 'rejected' AND ((from_kind = 'source' AND from_id = :source)
        OR (to_kind = 'source' AND to_id = :source))
    UNION ALL SELECT from_kind, from_id, to_kind, to_id FROM edge
    WHERE (from_kind = 'source' AND from_id = :source) OR (to_kind = 'source' AND to_id = :source))
SELECT s.kind, s.from_kind, s.from_id, s.to_kind, s.to_id, s.why, s.direction, s.shared, s.of_from, s.of_to
FROM edge_suggestion AS s
WHERE ((s.from_kind = 'source' AND s.from_id = :source) OR (s.to_kind = 'source' AND s.to_id = :source))
  AND NOT EXISTS (SELECT 1 FROM decided
    WHERE (decided.from_kind = s.from_kind AND decided.from_id = s.from_id
        AND decided.to_kind = s.to_kind AND decided.to_id = s.to_id)
      OR (decided.from_kind = s.to_kind AND decided.from_id = s.to_id
        AND decided.to_kind = s.from_kind AND decided.to_id = s.from_id))
ORDER BY s.id LIMIT :limit;

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
