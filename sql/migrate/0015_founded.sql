-- Ids that names were given, whether rules may make names one, and what came from other programs.

-- The id of an entity, given once to the name that it begins with, and kept: what people judge to
-- be one has the oldest id among its names, and the others lead there.
CREATE TABLE founding (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    entity TEXT NOT NULL CHECK (length(entity) = 32), -- 128 random bits, in hex
    name TEXT NOT NULL,                               -- as claims have it: entity id or words
    mention BLOB CHECK (length(mention) = 32)                -- keyed hash of where it stands, as of a judgement
) STRICT;
CREATE INDEX founding_by_entry ON founding (entry);
CREATE TRIGGER founding_stays BEFORE UPDATE ON founding BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER founding_remains BEFORE DELETE ON founding BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;

-- May exact rules make names one where nobody judged? The latest row holds; without one: no.
CREATE TABLE name_rule (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    exact INTEGER NOT NULL CHECK (exact IN (0, 1)),
    because TEXT NOT NULL
) STRICT;
CREATE INDEX name_rule_by_entry ON name_rule (entry);
CREATE TRIGGER name_rule_stays BEFORE UPDATE ON name_rule BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER name_rule_remains BEFORE DELETE ON name_rule BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;

-- Statements of FollowTheMoney that were imported: what others say of their entities, no claims.
CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL, -- its id there
    canonical_id TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    prop TEXT NOT NULL,
    schema TEXT NOT NULL,
    value TEXT NOT NULL,
    dataset TEXT NOT NULL,
    lang TEXT,
    original_value TEXT,
    first_seen TEXT,
    last_seen TEXT,
    origin TEXT,
    external INTEGER NOT NULL CHECK (external IN (0, 1))
) STRICT;
CREATE INDEX statement_by_entry ON statement (entry);
CREATE INDEX statement_by_key ON statement (key);
CREATE INDEX statement_by_entity ON statement (entity_id, canonical_id);
CREATE INDEX statement_by_prop ON statement (prop); -- what names an entity is a small part of what is said of it
CREATE TRIGGER statement_stays BEFORE UPDATE ON statement BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER statement_remains BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
