-- Briefs that were published.

-- name: editions_all
SELECT id, entry, language, title, asked, unit, as_of, max_claims, made_at, audience, without, entries,
    n_claims, (SELECT count(*) FROM edition_figure WHERE edition_figure.edition = edition.id),
    (SELECT sha256 FROM blob WHERE blob.id = edition.blob),
    (SELECT length FROM blob WHERE blob.id = edition.blob)
FROM edition ORDER BY id;

-- name: edition_get
SELECT edition.blob, blob.sha256, blob.length FROM edition JOIN blob ON blob.id = edition.blob
WHERE edition.id = :id;

-- name: figures_of_edition
SELECT heading, unit, definition, place, level, by_whom, period_from, period_to, low, best, high,
    roots_named, roots_read, refusal, claims
FROM edition_figure WHERE edition = :edition ORDER BY n;
