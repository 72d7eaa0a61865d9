-- Pages that came inside an archive: which record they are, and what the archive says of them.

CREATE TABLE archived (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    source INTEGER NOT NULL REFERENCES source (id), -- the page
    archive INTEGER NOT NULL REFERENCES source (id), -- the archive
    record INTEGER NOT NULL, -- number of the record, from 0
    at_offset INTEGER NOT NULL, -- where its gzip member, zstd frame or record lies in the archive, bytes
    at_length INTEGER NOT NULL, -- 0: in the member of an earlier record
    inner_offset INTEGER, -- in the decompressed member, where it is not alone there
    member TEXT, -- name in the ZIP
    type TEXT NOT NULL, -- response, resource, revisit …
    record_id TEXT, -- as the archive names it
    captured TEXT, -- when it was captured, as the archive states it
    tool TEXT, -- what captured it, as the archive states it
    ip TEXT, -- address that answered, as the archive states it
    digest TEXT, -- payload digest, as the archive states it
    damage TEXT -- kinds of damage to the record, by spaces; NULL: none
) STRICT;
CREATE INDEX archived_by_entry ON archived (entry);
CREATE INDEX archived_by_source ON archived (source);
CREATE INDEX archived_by_archive ON archived (archive, record);
CREATE TRIGGER archived_stays BEFORE UPDATE ON archived BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER archived_remains BEFORE DELETE ON archived BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
