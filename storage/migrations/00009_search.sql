-- Searches within one outlet and a time.

CREATE INDEX articles_by_source ON articles (source_id, time);
