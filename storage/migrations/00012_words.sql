-- The search index holds words as whoever opens the database says them, folded and stemmed, and no text. What is stored
-- already is indexed anew at the next opening.

DROP TABLE search; -- only: sqlite
DROP VIEW texts; -- only: sqlite
CREATE VIRTUAL TABLE search USING fts5 ( -- only: sqlite
    title, body, content = '', contentless_delete = 1, tokenize = 'ascii' -- only: sqlite
); -- only: sqlite

CREATE TABLE unindexed (
    article_id BIGINT PRIMARY KEY
);

INSERT INTO unindexed (article_id) SELECT id FROM articles WHERE current;
