-- Which articles a subscription's digests have looked at: ids are given in order of arrival, and tell better than any clock
-- what has come since. 0 is none yet.

ALTER TABLE subscriptions ADD COLUMN last_article BIGINT NOT NULL DEFAULT 0;
ALTER TABLE digests ADD COLUMN after_article BIGINT NOT NULL DEFAULT 0;

CREATE INDEX article_topics_by_arrival ON article_topics (topic, article_id);

UPDATE subscriptions SET last_article = COALESCE(
    (SELECT MIN(id) - 1 FROM articles WHERE time >= subscriptions.last_at), (SELECT MAX(id) FROM articles), 0) WHERE last_at > 0;
