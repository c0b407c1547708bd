-- What polling teaches about a feed and its items.

ALTER TABLE feeds ADD COLUMN error_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN failing BIGINT NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN warning TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN moved_from TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN ttl_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN skip_hours TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN items DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN partials DOUBLE PRECISION NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN longest_gap_ms BIGINT NOT NULL DEFAULT 0;

CREATE INDEX feeds_by_moved_from ON feeds (moved_from) WHERE moved_from <> '';

-- The items of each feed, by the key of their article: the ways in which an item is known again lead here.
CREATE TABLE feed_items (
    feed_id BIGINT NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    guid TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    digest TEXT NOT NULL,
    seen BIGINT NOT NULL,
    checked BIGINT NOT NULL,
    edits INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    retry_at BIGINT NOT NULL,
    PRIMARY KEY (feed_id, key)
) WITHOUT ROWID; -- only: sqlite
); -- only: postgres

CREATE INDEX feed_items_by_guid ON feed_items (feed_id, guid) WHERE guid <> '';
CREATE INDEX feed_items_by_url ON feed_items (feed_id, url) WHERE url <> '';
CREATE INDEX feed_items_to_retry ON feed_items (feed_id, retry_at) WHERE retry_at > 0;
