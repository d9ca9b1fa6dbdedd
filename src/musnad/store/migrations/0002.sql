-- Version 2: feeds that are followed, what was told of saved searches, and exact copies found by their version.

-- Feeds that are followed. Times are moments in UTC.
CREATE TABLE feed (
  n        INTEGER PRIMARY KEY,
  address  TEXT NOT NULL UNIQUE,
  added    TEXT NOT NULL,
  next     TEXT NOT NULL,             -- when to look again
  checked  TEXT,                      -- when it was looked at last
  newest   TEXT,                      -- when something new was in it last
  health   TEXT NOT NULL,             -- new, ok, silent, copies, template, or the reason code of what keeps it away
  detail   TEXT NOT NULL,
  failures INTEGER NOT NULL           -- in a row
) STRICT;
CREATE INDEX feed_next ON feed (next);

-- What a feed listed, so that it is read once, and again where it changed or is still young.
CREATE TABLE feed_entry (
  feed    INTEGER NOT NULL REFERENCES feed (n) ON DELETE CASCADE,
  url     TEXT NOT NULL,
  first   TEXT NOT NULL,              -- when it was listed first
  stamp   TEXT,                       -- what the feed says of its last change
  looks   INTEGER NOT NULL,           -- how often its page was read
  next    TEXT,                       -- when to look again; NULL: never
  result  TEXT NOT NULL,              -- article, or the reason code of what gave none
  PRIMARY KEY (feed, url)
) STRICT, WITHOUT ROWID;

-- What was told of saved searches, by where it was told, so that nothing is told twice.
CREATE TABLE told (
  alert TEXT NOT NULL,                -- name of the alert and of where it tells
  what  TEXT NOT NULL,                -- id of the statement or disagreement
  words TEXT NOT NULL,                -- its words, folded, with who said them: a copy has them too
  record TEXT NOT NULL,               -- what was told (JSON)
  at    TEXT NOT NULL,
  PRIMARY KEY (alert, what)
) STRICT, WITHOUT ROWID;

-- Stories in the order in which they are listed.
CREATE INDEX story_order ON story (coalesce(last, '') DESC, size DESC, id) WHERE record IS NOT NULL;

CREATE INDEX version_version ON version (version);
