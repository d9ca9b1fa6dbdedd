-- SQLite's search index (FTS5): holds nothing that cannot be made again from the tables, and none of their words.
--
-- What is indexed are Musnad's own words, folded, with a blank between them, so the tokenizer has nothing to decide:
-- `ascii` takes all that is not ASCII as letters. `words` answers single words (clitics are expanded in the query);
-- `stems`, without clitics, answers phrases, which are then verified on the text.
-- The views give the same words from the tables, through functions that Musnad registers on its connections:
-- that lets `integrity-check` compare index and tables. Rows are numbered by time, so newest first costs no sorting.

CREATE VIEW article_words AS
  SELECT a.ord AS ord, musnad_words(v.title, v.text) AS words, musnad_stems(v.title, v.text) AS stems
  FROM article a JOIN version v ON v.n = a.current;

CREATE VIEW statement_words AS
  SELECT n AS ord, musnad_words(NULL, content) AS words, musnad_stems(NULL, content) AS stems FROM statement;

CREATE VIRTUAL TABLE article_word_index USING fts5
  (words, content = 'article_words', content_rowid = 'ord', detail = none, tokenize = "ascii tokenchars '.,'''");

CREATE VIRTUAL TABLE article_stem_index USING fts5
  (stems, content = 'article_words', content_rowid = 'ord', tokenize = "ascii tokenchars '.,'''");

CREATE VIRTUAL TABLE statement_word_index USING fts5
  (words, content = 'statement_words', content_rowid = 'ord', detail = none, tokenize = "ascii tokenchars '.,'''");

CREATE VIRTUAL TABLE statement_stem_index USING fts5
  (stems, content = 'statement_words', content_rowid = 'ord', tokenize = "ascii tokenchars '.,'''");

-- How many articles each indexed word stands in: the truth behind the table `vocabulary`.
CREATE VIRTUAL TABLE article_word_counts USING fts5vocab (article_word_index, row);
