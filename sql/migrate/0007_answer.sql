-- Suggestions of programs that a person named (plug-ins). Their answers are neither kept nor
-- derived. They are no part of the record: nobody said them, nothing is counted by them, and a
-- claim that a person accepts from one is kept with its own words. But they cannot be derived
-- again either: the program is the user's, may be gone or changed, and is run only when asked for.
-- So what was believed of an answer stays here, and the derived table `suggestion` is rebuilt from
-- the texts, our rules and this table, to the same bytes.
CREATE TABLE answer (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    suggester TEXT NOT NULL, -- the program's name
    claim TEXT NOT NULL      -- as checked against the text of that day; shape of vigil-json(5)
) STRICT;
CREATE INDEX answer_by_source ON answer (source, suggester, id);

-- Which program, in which version, has been through which source.
CREATE TABLE answered (
    source INTEGER NOT NULL,
    suggester TEXT NOT NULL,
    version TEXT NOT NULL, -- of the command and the files that it names
    PRIMARY KEY (source, suggester)
) STRICT, WITHOUT ROWID;
