-- Terms of articles that a process has counted in memory and not stored yet. Its rows go when it stores the counts; what
-- a process that was killed has left is counted by whoever opens the database next.

CREATE TABLE uncounted (
    article_id BIGINT PRIMARY KEY,
    terms TEXT NOT NULL -- JSON
);
