-- Named lists and the search log: what one expects, and where one has looked.

-- A list that an instrument draws up: ten units of a first round. A later row of one name
-- replaces the earlier; both stay.
CREATE TABLE list (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    what TEXT, -- in words
    root INTEGER REFERENCES root (id), -- the instrument; absent: nobody has named it
    unit TEXT, -- what is looked for at each member; absent: what the claims of the list count
    whole INTEGER CHECK (whole > 0), -- how many units there are in all; absent: as the gazetteer says
    everyone INTEGER NOT NULL DEFAULT 0 CHECK (everyone IN (0, 1)) -- 1: a person says it leaves nobody out
) STRICT;
CREATE INDEX list_by_entry ON list (entry);
CREATE INDEX list_by_name ON list (name);

-- A claim that says the list.
CREATE TABLE list_claim (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    list INTEGER NOT NULL REFERENCES list (id),
    claim INTEGER NOT NULL REFERENCES claim (id)
) STRICT;
CREATE INDEX list_claim_by_entry ON list_claim (entry);
CREATE INDEX list_claim_by_list ON list_claim (list, claim);

CREATE TABLE list_member (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    list INTEGER NOT NULL REFERENCES list (id),
    n INTEGER NOT NULL, -- place in the list, from 0
    member TEXT NOT NULL, -- place id or entity id
    passage INTEGER REFERENCES passage (id) -- where it is named
) STRICT;
CREATE INDEX list_member_by_entry ON list_member (entry);
CREATE INDEX list_member_by_list ON list_member (list, n);

-- The search log: somebody looked there, that day, with these words.
CREATE TABLE looked (
    id INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
    place TEXT NOT NULL, -- place id or entity id that was looked for
    dated TEXT NOT NULL, -- EDTF
    words TEXT NOT NULL, -- the words that were searched with
    language TEXT, -- of the words
    searched TEXT, -- in what: a register, a site, an archive
    result TEXT NOT NULL CHECK (result IN ('nothing', 'found', 'unclear')),
    minutes INTEGER CHECK (minutes > 0), -- time spent
    who TEXT, -- who looked, as a role or initials; absent: whoever kept the entry
    claim INTEGER REFERENCES claim (id) -- the claim that came of it
) STRICT;
CREATE INDEX looked_by_entry ON looked (entry);
CREATE INDEX looked_by_place ON looked (place, id);

CREATE TRIGGER list_stays BEFORE UPDATE ON list BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER list_remains BEFORE DELETE ON list BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER list_claim_stays BEFORE UPDATE ON list_claim BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER list_claim_remains BEFORE DELETE ON list_claim BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER list_member_stays BEFORE UPDATE ON list_member BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER list_member_remains BEFORE DELETE ON list_member BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
CREATE TRIGGER looked_stays BEFORE UPDATE ON looked BEGIN SELECT RAISE(ABORT, 'kept rows never change'); END;
CREATE TRIGGER looked_remains BEFORE DELETE ON looked BEGIN SELECT RAISE(ABORT, 'kept rows are never removed'); END;
