-- In which weeks sentences were told, by a key of their words: what comes again week after week is background. Only the
-- latest half year is kept.
CREATE TABLE told (
    week INTEGER NOT NULL,
    key BIGINT NOT NULL,
    PRIMARY KEY (week, key)
) WITHOUT ROWID; -- only: sqlite
); -- only: postgres
