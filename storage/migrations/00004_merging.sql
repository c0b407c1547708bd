-- Stories and facts that turned out to be one with another: their ids stay, and lead to it.

ALTER TABLE stories ADD COLUMN merged_into BIGINT REFERENCES stories (id);
ALTER TABLE facts ADD COLUMN merged_into BIGINT REFERENCES facts (id);

CREATE INDEX stories_merged ON stories (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX facts_merged ON facts (merged_into) WHERE merged_into IS NOT NULL;
