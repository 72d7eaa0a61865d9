-- The first schema. Tables are kept or derived.
--
-- A kept table has a column `entry`: the row is committed to by that entry of the
-- record, and verify recomputes it. Rows of kept tables are never changed or
-- removed; triggers say so to whoever opens the file with other tools. Four kept
-- tables prove themselves and need no commitment: entry (the tree), secret (the
-- commitments), checkpoint (its signature), chunk (the hash of its blob).
--
-- Derived tables can be emptied and are derived anew to the same bytes.
--
-- Never renamed, retyped or reordered later; only nullable columns and new tables
-- are added, so that old records keep their roots.

-- The record: one row per entry, `bytes` as the tree hashes them.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, -- index in the tree, from 0
    bytes BLOB NOT NULL
) STRICT;

-- 32 random bytes per entry that salt its field commitments.
CREATE TABLE secret (
    id INTEGER PRIMARY KEY, -- index of the entry
    secret BLOB NOT NULL CHECK (length(secret) = 32)
) STRICT;

-- Signed notes, one per size ever shown.
CREATE TABLE checkpoint (
    id INTEGER PRIMARY KEY, -- size of the tree
    note BLOB NOT NULL
) STRICT;

-- Pieces of blobs, 256 KiB each but the last.
CREATE TABLE chunk (
    blob INTEGER NOT NULL, -- blob.id; of a blob in the making: staged.id
    n INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (blob, n)
) STRICT;

-- The case itself; one row, made by entry 0.
CREATE TABLE case_info (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    origin TEXT NOT NULL, -- name of the log; random, means nothing
    vkey TEXT NOT NULL, -- verifier key of its checkpoints
    program TEXT NOT NULL, -- program and version that made the file
    weak_box INTEGER NOT NULL DEFAULT 0 -- 1: sources were read without the closed child at that time
) STRICT;
CREATE INDEX case_info_by_entry ON case_info (entry);

-- Preserved bytes, once however often they were seen.
CREATE TABLE blob (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32), -- for finding equal bytes and for sha256sum
    length INTEGER NOT NULL CHECK (length >= 0) -- bytes
) STRICT;
CREATE INDEX blob_by_entry ON blob (entry);

-- One sighting of preserved bytes: how, when, from where they came.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    blob INTEGER NOT NULL REFERENCES blob (id), -- the bytes
    way TEXT NOT NULL CHECK (way IN ('file', 'stdin', 'page', 'note')), -- note: words of our own that name an address
    requested TEXT NOT NULL, -- address as asked for; of a file only its name, so that no home folder is kept
    label TEXT NOT NULL, -- what people see: a name or an address, valid UTF-8
    url TEXT, -- final address
    status INTEGER, -- HTTP status
    media TEXT, -- media type as the server stated it
    modified TEXT, -- time of last change as the file system states it, UTC
    server_date TEXT, -- the server's Date header, as it stood
    captured TEXT NOT NULL, -- local clock, UTC
    zone INTEGER, -- offset of the local clock from UTC, minutes
    truncated INTEGER NOT NULL DEFAULT 0 CHECK (truncated IN (0, 1)), -- 1: not all of it came
    parent INTEGER REFERENCES source (id), -- the source this is a working copy of
    kind TEXT, -- vocabulary source-kind, by a person
    publisher TEXT, -- by a person
    dated TEXT, -- EDTF date of the document, by a person
    language TEXT, -- by a person
    title TEXT, -- by a person
    purpose TEXT, -- why it was captured
    vantage TEXT, -- from where in the network
    program TEXT NOT NULL, -- program and version
    config TEXT NOT NULL -- what the capture depended on: limits and switches
) STRICT;
CREATE INDEX source_by_entry ON source (entry);
CREATE INDEX source_by_blob ON source (blob);
CREATE INDEX source_by_label ON source (label);

-- A capture that failed.
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    requested TEXT NOT NULL, -- as source.requested
    reason TEXT NOT NULL, -- one word: unreadable, empty, too-large, dns, refused-address …
    says TEXT NOT NULL, -- the sentence the user saw
    tried TEXT NOT NULL, -- local clock, UTC
    zone INTEGER, -- as source.zone
    purpose TEXT, -- as source.purpose
    vantage TEXT, -- as source.vantage
    program TEXT NOT NULL, -- program and version
    config TEXT NOT NULL -- as source.config
) STRICT;
CREATE INDEX attempt_by_entry ON attempt (entry);

-- One request of a fetch, in order; a redirect makes another.
CREATE TABLE hop (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    source INTEGER REFERENCES source (id), -- what the fetch ended in, or
    attempt INTEGER REFERENCES attempt (id), -- how it failed
    n INTEGER NOT NULL, -- 0, 1, 2 …
    url TEXT NOT NULL, -- asked for
    method TEXT NOT NULL, -- GET
    status INTEGER, -- absent when no answer came
    request BLOB, -- headers as sent
    response BLOB, -- status line and headers as received
    addresses TEXT, -- every DNS answer, in order
    resolver TEXT, -- who resolved
    peer TEXT, -- address and port connected to
    http TEXT, -- version spoken
    tls TEXT, -- version
    cipher TEXT, -- suite
    chain BLOB, -- certificates as presented, PEM
    server_date TEXT, -- Date header
    tried TEXT NOT NULL -- local clock, UTC
) STRICT;
CREATE INDEX hop_by_entry ON hop (entry);
CREATE INDEX hop_by_source ON hop (source);
CREATE INDEX hop_by_attempt ON hop (attempt);

-- An exact stretch of the text of a source: position and quote.
CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    source INTEGER NOT NULL REFERENCES source (id), -- whose text
    start_at INTEGER NOT NULL CHECK (start_at >= 0), -- bytes, inclusive
    end_at INTEGER NOT NULL CHECK (end_at > start_at), -- bytes, exclusive
    quote TEXT NOT NULL, -- the bytes at the offsets
    before TEXT NOT NULL, -- what stands before, at most 32 bytes
    after TEXT NOT NULL, -- what stands behind
    reader TEXT NOT NULL -- name and version of the reader whose text the offsets count
) STRICT;
CREATE INDEX passage_by_entry ON passage (entry);
CREATE INDEX passage_by_source ON passage (source, start_at, end_at);

-- A station, agency, programme, organisation or document that claims name.
CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL, -- id: org:…, prog:…, presence:…, doc:…
    en TEXT, -- neutral name
    zh TEXT, -- neutral name
    level TEXT, -- vocabulary agency-level, or programme, presence, document
    parent TEXT -- id of the wider entity
) STRICT;
CREATE INDEX entity_by_entry ON entity (entry);
CREATE INDEX entity_by_name ON entity (name);

-- A place that the gazetteer does not have.
CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL, -- id
    level TEXT NOT NULL, -- country, region, metro, city, district
    parent TEXT NOT NULL, -- id of the next wider place
    en TEXT NOT NULL, -- name
    zh TEXT -- name
) STRICT;
CREATE INDEX place_by_entry ON place (entry);

-- One statement by somebody, bound to its passage. A correction is a new row with `replaces`.
CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    ref TEXT, -- the id it had where it was imported from
    kind TEXT NOT NULL, -- vocabulary claim-kind
    detail TEXT, -- a finer kind, free
    subject TEXT, -- entity id or words
    predicate TEXT, -- word
    object TEXT, -- entity id or words
    family TEXT, -- vocabulary predicate-family, where it is not the predicate's own
    op TEXT, -- vocabulary op; absent: no quantity
    value INTEGER, -- printed number, for exact and about only; in units of 10^-scale
    lower INTEGER, -- lower end
    upper INTEGER, -- upper end
    scale INTEGER CHECK (scale BETWEEN 0 AND 6), -- decimal places of the three
    unit TEXT, -- vocabulary unit, or an ISO 4217 code
    definition TEXT, -- what counts as one
    base TEXT, -- of what a share is a share
    per TEXT, -- for rates
    period_from TEXT, -- EDTF
    period_to TEXT, -- EDTF
    period_inferred TEXT, -- what was not printed, by spaces
    period_words TEXT, -- printed words of a period that could not be dated
    place_precision TEXT, -- vocabulary place-precision
    stance TEXT NOT NULL, -- vocabulary stance
    passage INTEGER NOT NULL REFERENCES passage (id), -- no passage, no claim
    editorial INTEGER NOT NULL DEFAULT 0 CHECK (editorial IN (0, 1)), -- 1: words in the editor's brackets
    language TEXT, -- of the quote
    translation TEXT, -- beside the quote, never alone
    translator TEXT, -- who translated
    note TEXT, -- by a person
    replaces INTEGER REFERENCES claim (id), -- the claim this one corrects
    suggestion TEXT, -- the suggestion it was accepted from
    rule TEXT -- the rule and program that suggested it
) STRICT;
CREATE INDEX claim_by_entry ON claim (entry);
CREATE INDEX claim_by_passage ON claim (passage);
CREATE INDEX claim_by_ref ON claim (ref) WHERE ref IS NOT NULL;
CREATE INDEX claim_by_replaces ON claim (replaces) WHERE replaces IS NOT NULL;

-- Narrowest places of a claim.
CREATE TABLE claim_place (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    claim INTEGER NOT NULL REFERENCES claim (id),
    n INTEGER NOT NULL, -- order
    place TEXT NOT NULL -- id
) STRICT;
CREATE INDEX claim_place_by_entry ON claim_place (entry);
CREATE INDEX claim_place_by_claim ON claim_place (claim, n);

-- Attribution chain of a claim, from the origin to the page in hand.
CREATE TABLE claim_link (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    claim INTEGER NOT NULL REFERENCES claim (id),
    n INTEGER NOT NULL, -- order; the last is the text
    speaker TEXT, -- absent: unnamed
    said_as TEXT NOT NULL, -- report, interview, text …
    dated TEXT, -- EDTF, when it was said
    connection TEXT, -- vocabulary source-connection
    passage INTEGER REFERENCES passage (id)
) STRICT;
CREATE INDEX claim_link_by_entry ON claim_link (entry);
CREATE INDEX claim_link_by_claim ON claim_link (claim, n);

-- Hedges of a claim, and the words behind hedges and op.
CREATE TABLE claim_word (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    claim INTEGER NOT NULL REFERENCES claim (id),
    n INTEGER NOT NULL, -- order
    is_cue INTEGER NOT NULL CHECK (is_cue IN (0, 1)), -- 0: vocabulary hedge; 1: words of the source
    word TEXT NOT NULL
) STRICT;
CREATE INDEX claim_word_by_entry ON claim_word (entry);
CREATE INDEX claim_word_by_claim ON claim_word (claim, is_cue, n);

-- Further passages of a claim.
CREATE TABLE claim_also (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    claim INTEGER NOT NULL REFERENCES claim (id),
    n INTEGER NOT NULL, -- order
    passage INTEGER NOT NULL REFERENCES passage (id)
) STRICT;
CREATE INDEX claim_also_by_entry ON claim_also (entry);
CREATE INDEX claim_also_by_claim ON claim_also (claim, n);

-- What the world of sources leaves of a claim, per speaker and date; all are kept.
CREATE TABLE standing (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    claim INTEGER NOT NULL REFERENCES claim (id),
    value TEXT NOT NULL, -- vocabulary standing
    speaker TEXT,
    dated TEXT, -- EDTF
    passage INTEGER REFERENCES passage (id)
) STRICT;
CREATE INDEX standing_by_entry ON standing (entry);
CREATE INDEX standing_by_claim ON standing (claim, id);

-- The place a statement really comes from.
CREATE TABLE root (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL UNIQUE, -- root:…
    what TEXT NOT NULL, -- in words
    speaker TEXT, -- entity id or name
    url TEXT -- address
) STRICT;
CREATE INDEX root_by_entry ON root (entry);

-- What became known of a root later; the latest row holds.
CREATE TABLE root_state (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    root INTEGER NOT NULL REFERENCES root (id),
    source INTEGER REFERENCES source (id), -- the source that holds it
    corrected TEXT -- corrected at its source: when and what
) STRICT;
CREATE INDEX root_state_by_entry ON root_state (entry);
CREATE INDEX root_state_by_root ON root_state (root, id);

-- Roots a claim is said to come from.
CREATE TABLE claim_root (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    claim INTEGER NOT NULL REFERENCES claim (id),
    root INTEGER NOT NULL REFERENCES root (id)
) STRICT;
CREATE INDEX claim_root_by_entry ON claim_root (entry);
CREATE INDEX claim_root_by_claim ON claim_root (claim, root);

-- One thing derives from another, by a person's decision.
CREATE TABLE edge (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL, -- vocabulary derivation
    from_kind TEXT NOT NULL CHECK (from_kind IN ('source', 'root')),
    from_id INTEGER NOT NULL,
    to_kind TEXT NOT NULL CHECK (to_kind IN ('source', 'root')),
    to_id INTEGER NOT NULL,
    passage INTEGER REFERENCES passage (id),
    because TEXT
) STRICT;
CREATE INDEX edge_by_entry ON edge (entry);
CREATE INDEX edge_by_ends ON edge (from_kind, from_id, to_kind, to_id);

-- A person has read the bytes of a root, and it says so.
CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    root INTEGER NOT NULL REFERENCES root (id),
    family TEXT NOT NULL, -- vocabulary predicate-family
    claim INTEGER REFERENCES claim (id), -- absent: for every claim of the family
    passage INTEGER NOT NULL REFERENCES passage (id) -- where it says so
) STRICT;
CREATE INDEX reading_by_entry ON reading (entry);
CREATE INDEX reading_by_root ON reading (root, family);

-- What the accused side says to an allegation; not-asked is a reply.
CREATE TABLE reply (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    claim INTEGER NOT NULL REFERENCES claim (id), -- the allegation
    question TEXT NOT NULL CHECK (question IN ('existence', 'function', 'purpose', 'lawfulness', 'closure')),
    response TEXT NOT NULL, -- vocabulary response-origin
    speaker TEXT,
    dated TEXT, -- EDTF
    words TEXT,
    answer INTEGER REFERENCES claim (id) -- the claim that holds the reply
) STRICT;
CREATE INDEX reply_by_entry ON reply (entry);
CREATE INDEX reply_by_claim ON reply (claim, id);

-- A person's decision on a suggestion or a claim. Who decided is the actor of the entry.
CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    suggestion TEXT, -- id of the suggestion, or
    claim INTEGER REFERENCES claim (id), -- the claim decided on
    source INTEGER REFERENCES source (id), -- of a suggestion: where it stood, so that the same
    start_at INTEGER, -- stretch is not suggested again after a better
    end_at INTEGER, -- reader or rule comes
    fingerprint TEXT, -- of a suggestion: kind, number and unit
    status TEXT NOT NULL, -- vocabulary claim-status
    because TEXT
) STRICT;
CREATE INDEX review_by_entry ON review (entry);
CREATE INDEX review_by_claim ON review (claim, id) WHERE claim IS NOT NULL;
CREATE INDEX review_by_suggestion ON review (source, start_at, end_at) WHERE suggestion IS NOT NULL;

-- What happened to a source at its origin: corrected, changed, gone.
CREATE TABLE source_state (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    source INTEGER NOT NULL REFERENCES source (id),
    says TEXT NOT NULL
) STRICT;
CREATE INDEX source_state_by_entry ON source_state (entry);
CREATE INDEX source_state_by_source ON source_state (source, id);

-- -- derived ------------------------------------------------------------------

-- Hashes of full subtrees: `n` counts subtrees of 2^level leaves.
CREATE TABLE tree (
    level INTEGER NOT NULL,
    n INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (level, n)
) STRICT, WITHOUT ROWID;

-- Blobs in the making; their pieces are swept at the next start when nobody is at it.
CREATE TABLE staged (
    id INTEGER PRIMARY KEY
) STRICT;

-- Blobs that no reader has been through yet.
CREATE TABLE waiting (
    id INTEGER PRIMARY KEY -- blob.id
) STRICT;

-- What a reader made of a blob.
CREATE TABLE text (
    id INTEGER PRIMARY KEY, -- blob.id
    reader TEXT NOT NULL,   -- name and version
    unread TEXT,            -- why there is no text
    charset TEXT,
    language TEXT,
    title TEXT,
    published TEXT,         -- EDTF
    publisher TEXT,
    body BLOB,              -- UTF-8
    rest BLOB               -- what else the reader gave: blocks, source map, fields
) STRICT;

-- Full-text index over titles and texts; rowid is blob.id.
CREATE VIRTUAL TABLE found USING fts5(title, body, content='', tokenize='vigil', detail='full');

-- Claims that a program proposes. Never counted.
CREATE TABLE suggestion (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    n INTEGER NOT NULL,       -- from 1 within the source: "s<source>.<n>"
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    claim TEXT NOT NULL       -- the suggestion as JSON, shape of vigil-json(5)
) STRICT;
CREATE UNIQUE INDEX suggestion_by_source ON suggestion (source, n);

-- Which sources the suggester has been through, and with which rules.
CREATE TABLE suggested (
    id INTEGER PRIMARY KEY, -- source.id
    rules TEXT NOT NULL
) STRICT;

-- -- kept rows stay as they are ---------------------------------------------------

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER entry_remains BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER secret_stays BEFORE UPDATE ON secret BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER secret_remains BEFORE DELETE ON secret BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER checkpoint_stays BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER checkpoint_remains BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER case_info_stays BEFORE UPDATE ON case_info BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER case_info_remains BEFORE DELETE ON case_info BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER blob_stays BEFORE UPDATE ON blob BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER blob_remains BEFORE DELETE ON blob BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER source_stays BEFORE UPDATE ON source BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER source_remains BEFORE DELETE ON source BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER attempt_stays BEFORE UPDATE ON attempt BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER attempt_remains BEFORE DELETE ON attempt BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER hop_stays BEFORE UPDATE ON hop BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER hop_remains BEFORE DELETE ON hop BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER passage_stays BEFORE UPDATE ON passage BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER passage_remains BEFORE DELETE ON passage BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER entity_stays BEFORE UPDATE ON entity BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER entity_remains BEFORE DELETE ON entity BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER place_stays BEFORE UPDATE ON place BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER place_remains BEFORE DELETE ON place BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER claim_stays BEFORE UPDATE ON claim BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER claim_remains BEFORE DELETE ON claim BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER claim_place_stays BEFORE UPDATE ON claim_place BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER claim_place_remains BEFORE DELETE ON claim_place BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER claim_link_stays BEFORE UPDATE ON claim_link BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER claim_link_remains BEFORE DELETE ON claim_link BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER claim_word_stays BEFORE UPDATE ON claim_word BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER claim_word_remains BEFORE DELETE ON claim_word BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER claim_also_stays BEFORE UPDATE ON claim_also BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER claim_also_remains BEFORE DELETE ON claim_also BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER standing_stays BEFORE UPDATE ON standing BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER standing_remains BEFORE DELETE ON standing BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER root_stays BEFORE UPDATE ON root BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER root_remains BEFORE DELETE ON root BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER root_state_stays BEFORE UPDATE ON root_state BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER root_state_remains BEFORE DELETE ON root_state BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER claim_root_stays BEFORE UPDATE ON claim_root BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER claim_root_remains BEFORE DELETE ON claim_root BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER edge_stays BEFORE UPDATE ON edge BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER edge_remains BEFORE DELETE ON edge BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER reading_stays BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER reading_remains BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER reply_stays BEFORE UPDATE ON reply BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER reply_remains BEFORE DELETE ON reply BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER review_stays BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER review_remains BEFORE DELETE ON review BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER source_state_stays BEFORE UPDATE ON source_state BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER source_state_remains BEFORE DELETE ON source_state BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER chunk_stays BEFORE UPDATE ON chunk BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER chunk_remains BEFORE DELETE ON chunk WHEN NOT EXISTS (SELECT 1 FROM staged WHERE staged.id = OLD.blob)
BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
