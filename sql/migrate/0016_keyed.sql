-- Names with the keys under which names of one thing meet, so that one name is looked for among
-- many without reading them.

-- Judgements and ids of one name.
CREATE INDEX judgement_by_left ON judgement (left_name, right_name);
CREATE INDEX judgement_by_right ON judgement (right_name, left_name);
CREATE INDEX judgement_by_supersedes ON judgement (supersedes) WHERE supersedes IS NOT NULL;
CREATE INDEX founding_by_entity ON founding (entity);

-- -- derived ------------------------------------------------------------------

-- What can be one with something else by its name: entities, those of other programs, and words
-- that claims have as subject or speaker. What is a person's is not here.
CREATE TABLE name_listed (
    id INTEGER PRIMARY KEY, -- the first 8 bytes of the SHA-256 of `name`: the digits of its key in addresses
    name TEXT NOT NULL, -- as claims have it: entity id, "ftm:" and the id there, or words
    kind TEXT, -- of an id: what stands before its colon; NULL: words
    en TEXT, -- of an entity: what it is called; of words none
    zh TEXT,
    parent TEXT -- id of the wider entity
) STRICT;

-- Which claims use words, whether these claims stand or not; each as subject or as speaker.
CREATE TABLE name_use (
    name INTEGER NOT NULL, -- name_listed.id
    claim INTEGER NOT NULL,
    speaks INTEGER NOT NULL CHECK (speaks IN (0, 1)),
    PRIMARY KEY (name, claim, speaks)
) STRICT, WITHOUT ROWID;

-- The keys of each name (resolve/keys.h).
CREATE TABLE name_key (
    key INTEGER NOT NULL, -- 64 bits, signed
    name INTEGER NOT NULL, -- name_listed.id
    PRIMARY KEY (key, name)
) STRICT, WITHOUT ROWID;

-- Claims that say who is a person, so that these few are read and not all.
CREATE TABLE name_guarding (
    claim INTEGER PRIMARY KEY
) STRICT;

-- By what the keys were made, and up to which kept rows; one row.
CREATE TABLE name_keyed (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    maker TEXT NOT NULL, -- keys and tables of the program, hashed when it was built
    claim INTEGER NOT NULL, -- the last row that was looked at, of each kept table
    link INTEGER NOT NULL,
    standing INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    statement INTEGER NOT NULL
) STRICT;
