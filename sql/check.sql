-- Answers to checks, and what is remembered of the checks of a case.

-- name: check_answers_all
SELECT check_answer.kind, check_answer.claims, check_answer.test, check_answer.answer,
    check_answer.because, check_answer.entry, entry.bytes
FROM check_answer JOIN entry ON entry.id = check_answer.entry
ORDER BY check_answer.id;

-- name: claim_changed_since
SELECT entry FROM review WHERE claim = :claim AND entry > :entry
UNION ALL SELECT entry FROM standing WHERE claim = :claim AND entry > :entry
UNION ALL SELECT entry FROM reply WHERE claim = :claim AND entry > :entry
LIMIT 1;

-- name: checked_each
SELECT code FROM checked ORDER BY code;

-- name: checked_put
INSERT INTO checked (code) VALUES (:code) ON CONFLICT DO NOTHING;

-- name: checked_drop
DELETE FROM checked WHERE code = :code;

-- name: checked_clear
DELETE FROM checked;

-- name: checked_entries
SELECT entries FROM checked_at WHERE id = 1;

-- name: checked_at_put
INSERT INTO checked_at (id, entries) VALUES (1, :entries)
ON CONFLICT (id) DO UPDATE SET entries = :entries;
