-- Version 3: roles as articles tell them, and names of several articles that are one person, place or body.

-- The roles that an article's entities are told to have; with the article's day they are roles in time.
CREATE TABLE role_of (
  version INTEGER NOT NULL REFERENCES version (n) ON DELETE CASCADE,
  key     TEXT NOT NULL,              -- of the entity in the reading
  role    TEXT NOT NULL,              -- folded, its head as it stands without the article
  words   TEXT NOT NULL,              -- as the article spells it
  PRIMARY KEY (version, key, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX role_of_role ON role_of (role);

-- A name that is another, fuller or more frequent, one's, wherever it stands. Made again as a whole when articles change;
-- every name leads to one other at the most, so that the links are trees.
CREATE TABLE name_link (
  entity INTEGER NOT NULL PRIMARY KEY REFERENCES entity (n) ON DELETE CASCADE,
  fuller INTEGER NOT NULL REFERENCES entity (n) ON DELETE CASCADE,
  why    TEXT NOT NULL,               -- spelling, part, alone
  score  REAL NOT NULL
) STRICT;
CREATE INDEX name_link_fuller ON name_link (fuller);

-- A name, or a role alone, that is somebody's in some articles only, as what stands around it tells.
CREATE TABLE name_here (
  version INTEGER NOT NULL REFERENCES version (n) ON DELETE CASCADE,
  entity  INTEGER NOT NULL REFERENCES entity (n) ON DELETE CASCADE,
  fuller  INTEGER NOT NULL REFERENCES entity (n) ON DELETE CASCADE,
  why     TEXT NOT NULL,              -- part, alone, role
  score   REAL NOT NULL,
  PRIMARY KEY (version, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_here_fuller ON name_here (fuller);
CREATE INDEX name_here_entity ON name_here (entity);

-- Pairs of names that may be one or two: a person is to say.
CREATE TABLE name_doubt (
  entity INTEGER NOT NULL REFERENCES entity (n) ON DELETE CASCADE,
  other  INTEGER NOT NULL REFERENCES entity (n) ON DELETE CASCADE,
  why    TEXT NOT NULL,
  score  REAL NOT NULL,
  PRIMARY KEY (entity, other)
) STRICT, WITHOUT ROWID;
