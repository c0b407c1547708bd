-- Items that a feed relays of other outlets, whose articles are filed under those; and items known again by their words.

ALTER TABLE feed_items ADD COLUMN source TEXT NOT NULL DEFAULT '';

CREATE INDEX feed_items_by_digest ON feed_items (feed_id, digest);
