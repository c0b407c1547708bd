-- What a subscription may be beside a scheduled digest, and why it gets nothing.

ALTER TABLE subscriptions ADD COLUMN kind TEXT NOT NULL DEFAULT ''; -- '' is a scheduled digest
ALTER TABLE subscriptions ADD COLUMN about BIGINT NOT NULL DEFAULT 0; -- the entity watched, 0 for a topic
ALTER TABLE subscriptions ADD COLUMN about_name TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN origins INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscriptions ADD COLUMN blocked BOOLEAN NOT NULL DEFAULT FALSE; -- paused because Discord refuses
ALTER TABLE subscriptions ADD COLUMN told BIGINT NOT NULL DEFAULT 0; -- when an admin was told so
ALTER TABLE subscriptions ADD COLUMN revision INTEGER NOT NULL DEFAULT 0; -- counts what admins changed

CREATE INDEX subscriptions_blocked ON subscriptions (id) WHERE blocked;
