-- Pattern files of the case.

-- name: patterns_in_use_all
SELECT pattern.id, pattern.entry, pattern.language, pattern.name, pattern.text
FROM pattern
WHERE pattern.id = (SELECT max(other.id) FROM pattern AS other
        WHERE other.language = pattern.language AND other.name = pattern.name)
  AND length(pattern.text) > 0
ORDER BY pattern.language, pattern.name;

-- name: pattern_known
SELECT text FROM pattern WHERE language = :language AND name = :name ORDER BY id DESC LIMIT 1;
