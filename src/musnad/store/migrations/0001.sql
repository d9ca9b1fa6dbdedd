-- The library's tables, version 1.
--
-- Portable on purpose: only INTEGER, TEXT, REAL and BLOB, no trigger, no default that calls a function. For PostgreSQL read
-- INTEGER as bigint, REAL as double precision, BLOB as bytea, and leave STRICT and WITHOUT ROWID out.
-- Times are ISO 8601 in UTC, days are ISO 8601. "json" columns hold msgspec's JSON of the records of `musnad.records`.
-- The search index lies in search.sql: it holds nothing that cannot be made again from these tables.

-- Facts about the library itself: when it was made, how far derived data has been brought.
CREATE TABLE library (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Who made derived rows: version, language data, models, settings and outlet profile, as `Reading.made_by` names them.
CREATE TABLE maker (
  n    INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- One row an article; its words are in its versions.
CREATE TABLE article (
  n        INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,      -- hash of outlet and address, else of the text
  ord      INTEGER NOT NULL UNIQUE,   -- grows with the time of publication: minute * 2^18 + a running number; row in the index
  given_id TEXT,                      -- the id that the user's file gave
  outlet   TEXT,
  outlet_key TEXT,                    -- the outlet folded, for queries
  url      TEXT,
  published TEXT,                     -- ISO 8601, a day or a minute
  day      TEXT,                      -- day of publication, where it is known
  current  INTEGER REFERENCES version (n) DEFERRABLE INITIALLY DEFERRED,
  added    TEXT NOT NULL,
  changed  INTEGER NOT NULL           -- the library's count of changes when this article last changed
) STRICT;
CREATE INDEX article_given_id ON article (given_id) WHERE given_id IS NOT NULL;
CREATE INDEX article_outlet ON article (outlet_key, ord);
CREATE INDEX article_day ON article (day);
CREATE UNIQUE INDEX article_current ON article (current);
CREATE INDEX article_changed ON article (changed);

-- What a page said at one time. A page that changed has several; the old ones stay.
CREATE TABLE version (
  n       INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES article (n) ON DELETE CASCADE,
  version TEXT NOT NULL,              -- hash of title and text
  title   TEXT,
  text    TEXT NOT NULL,              -- never changed: all offsets go into it
  record  BLOB NOT NULL,              -- the Article without title, text and raw page: JSON, zlib
  raw     BLOB,                       -- the page as it was fetched, zlib
  added   TEXT NOT NULL,
  UNIQUE (article, version)
) STRICT;

-- What one version tells by itself (a Reading: JSON, zlib). Made again when Musnad, its data or its settings change.
CREATE TABLE reading (
  version INTEGER PRIMARY KEY REFERENCES version (n) ON DELETE CASCADE,
  maker   INTEGER NOT NULL REFERENCES maker (n),
  record  BLOB NOT NULL
) STRICT;
CREATE INDEX reading_maker ON reading (maker);

-- The library's own entities. Articles' entities are joined by exact folded name and kind so far.
CREATE TABLE entity (
  n    INTEGER PRIMARY KEY,
  key  TEXT NOT NULL,                 -- the name, folded
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (key, kind)
) STRICT;

-- (article's version, key in its reading) -> the library's entity: apart from all else, so that it can be made again.
CREATE TABLE entity_of (
  version INTEGER NOT NULL REFERENCES version (n) ON DELETE CASCADE,
  key     TEXT NOT NULL,
  entity  INTEGER NOT NULL REFERENCES entity (n),
  maker   INTEGER NOT NULL REFERENCES maker (n),
  PRIMARY KEY (version, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_of_entity ON entity_of (entity, version);

-- Every word of every name and alias that an entity goes by, folded and without its article: finds entities by any part.
CREATE TABLE entity_word (
  word   TEXT NOT NULL,
  name   TEXT NOT NULL,               -- the whole name or alias, folded
  entity INTEGER NOT NULL REFERENCES entity (n) ON DELETE CASCADE,
  PRIMARY KEY (word, name, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_word_entity ON entity_word (entity);

-- The words of all names with their consonants: finds a foreign name's other spellings.
CREATE TABLE name_word (
  word     TEXT NOT NULL PRIMARY KEY,
  skeleton TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX name_word_skeleton ON name_word (skeleton);

-- Statements of the articles' current versions, as rows for queries; the whole records are in the readings.
CREATE TABLE statement (
  n          INTEGER PRIMARY KEY,     -- article.ord * 2^14 + place in its reading: grows with the time; row in the index
  id         TEXT NOT NULL UNIQUE,
  article    INTEGER NOT NULL REFERENCES article (n) ON DELETE CASCADE,
  version    INTEGER NOT NULL REFERENCES version (n) ON DELETE CASCADE,
  place      INTEGER NOT NULL,        -- which statement of the reading
  of         TEXT NOT NULL,           -- text or title
  own        INTEGER NOT NULL,        -- 0 where its block is not the article's own, or where it shortens another
  content    TEXT NOT NULL,           -- its words, as they stand in the article
  form       TEXT NOT NULL,
  complement TEXT NOT NULL,
  stance     TEXT NOT NULL,
  lemma      TEXT NOT NULL,
  negated    INTEGER NOT NULL,
  said       TEXT,                    -- when it was said, as far as the article tells
  day        TEXT,                    -- that day, else the day of publication
  confidence REAL NOT NULL,
  rule       TEXT NOT NULL,
  maker      INTEGER NOT NULL REFERENCES maker (n)
) STRICT;
CREATE INDEX statement_article ON statement (article);
CREATE INDEX statement_version ON statement (version);

-- Who speaks in a statement.
CREATE TABLE speaker (
  statement INTEGER NOT NULL REFERENCES statement (n) ON DELETE CASCADE,
  place     INTEGER NOT NULL,
  entity    INTEGER REFERENCES entity (n),
  name      TEXT NOT NULL,
  role      TEXT,                     -- folded, for queries
  how       TEXT NOT NULL,
  PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_entity ON speaker (entity, statement);

-- Who or what a statement is about.
CREATE TABLE about (
  statement INTEGER NOT NULL REFERENCES statement (n) ON DELETE CASCADE,
  entity    INTEGER NOT NULL REFERENCES entity (n),
  PRIMARY KEY (statement, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX about_entity ON about (entity, statement);

-- The relays of a statement's chain between the outlet and the speaker: agencies, channels, documents, bodies.
CREATE TABLE relay (
  statement INTEGER NOT NULL REFERENCES statement (n) ON DELETE CASCADE,
  place     INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  name      TEXT NOT NULL,            -- folded, for queries
  PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;

-- Every id that a statement ever had. Where a page was read again or changed, `leads_to` is the id that took its place;
-- NULL there and no row in `statement`: the statement is gone from the article as it stands now.
CREATE TABLE statement_id (
  id       TEXT NOT NULL PRIMARY KEY,
  version  INTEGER NOT NULL REFERENCES version (n) ON DELETE CASCADE,
  leads_to TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_id_version ON statement_id (version);
CREATE INDEX statement_id_leads_to ON statement_id (leads_to) WHERE leads_to IS NOT NULL;

-- Items that gave no article, each once with its reason code.
CREATE TABLE dropped (
  n      INTEGER PRIMARY KEY,
  place  TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  added  TEXT NOT NULL,
  UNIQUE (place, reason, detail)
) STRICT;

-- Stories over the articles (Story: JSON), made again when articles change; `leads_to` where a story went into another.
CREATE TABLE story (
  id       TEXT NOT NULL PRIMARY KEY,
  first    TEXT,
  last     TEXT,
  size     INTEGER NOT NULL,
  record   TEXT,
  leads_to TEXT,
  maker    INTEGER NOT NULL REFERENCES maker (n)
) STRICT;
CREATE INDEX story_last ON story (last);
CREATE TABLE story_article (
  story   TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
  article INTEGER NOT NULL REFERENCES article (n) ON DELETE CASCADE,
  PRIMARY KEY (story, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_article_article ON story_article (article);
CREATE TABLE disagreement (
  id     TEXT NOT NULL PRIMARY KEY,
  story  TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
  record TEXT NOT NULL,
  maker  INTEGER NOT NULL REFERENCES maker (n)
) STRICT;
CREATE INDEX disagreement_story ON disagreement (story);

-- What a person put right. Rows are only ever added; undoing one is a row too (`undoes`).
CREATE TABLE correction (
  n       INTEGER PRIMARY KEY,
  id      TEXT NOT NULL UNIQUE,       -- the same in every library that the correction is brought to
  made    TEXT NOT NULL,
  made_by TEXT NOT NULL,              -- who says so
  kind    TEXT NOT NULL,
  subject TEXT NOT NULL,              -- id of the statement, story or disagreement, or the entity's kind and folded name
  value   TEXT NOT NULL,              -- JSON
  undoes  TEXT REFERENCES correction (id)
) STRICT;
CREATE INDEX correction_subject ON correction (subject);
CREATE INDEX correction_undoes ON correction (undoes) WHERE undoes IS NOT NULL;

-- How many articles a word stands in: for suggestions, and to tell a word from a clitic and a shorter word.
-- Counted in steps while articles are added: near the truth, never the ground of an answer.
CREATE TABLE vocabulary (
  word     TEXT NOT NULL PRIMARY KEY,
  articles INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
