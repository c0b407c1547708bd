package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sitrep/news"
)

// What FinishPoll stores of a feed, in the order of feedState's values; $1 is the feed's id.
const feedState = `url = $2, etag = $3, last_modified = $4, next_poll = $5, last_poll = $6, last_success = $7,
	last_item = $8, last_error = $9, error_kind = $10, failures = $11, failing = $12, warning = $13, interval_ms = $14,
	paused = $15, redirect_url = $16,
	redirect_count = $17,
	moved_from = $18, ttl_ms = $19, skip_hours = $20, since = $21, items = $22, partials = $23, longest_gap_ms = $24,
	text_since = $25, text_bytes = $26, walls = $27`

func feedStateOf(f news.Feed) []any {
	return []any{
		f.ID, f.URL, f.ETag, f.LastModified, millis(f.NextPoll), millis(f.LastPoll), millis(f.LastSuccess),
		millis(f.LastItem), f.LastError,
		f.ErrorKind, f.Failures, millis(f.Failing), f.Warning, f.Interval.Milliseconds(), f.Paused, f.RedirectURL,
		f.RedirectCount,
		f.MovedFrom, f.TTL.Milliseconds(), hourList(f.SkipHours), millis(f.Since), f.Items, f.Partials,
		f.LongestGap.Milliseconds(), millis(f.TextSince), f.TextBytes, f.Walls,
	}
}

const feedColumns = `f.id, f.url, f.topics, f.added_by, f.etag, f.last_modified, f.next_poll, f.last_poll,
	f.last_success, f.last_item, f.last_error, f.error_kind, f.failures, f.failing, f.warning, f.interval_ms, f.paused,
	f.redirect_url, f.redirect_count,
	f.moved_from, f.ttl_ms, f.skip_hours, f.since, f.items, f.partials, f.longest_gap_ms,
	f.text_since, f.text_bytes, f.walls, ` + sourceColumns

// feeds runs the query "SELECT feedColumns FROM feeds f JOIN sources o" with the clauses in rest.
func queryFeeds(ctx context.Context, q querier, rest string, args ...any) (out []news.Feed, err error) {
	query := `SELECT ` + feedColumns + ` FROM feeds f JOIN sources o ON o.id = f.source_id ` + rest
	err = rows(ctx, q, query, args, func(r *sql.Rows) error {
		f, err := scanFeed(r)
		out = append(out, f)
		return err
	})
	return out, err
}

func scanFeed(r *sql.Rows) (f news.Feed, err error) {
	var source sourceScan
	var topics, hours string
	var next, last, success, item, failing, interval, ttl, since, gap, text int64
	err = r.Scan(append([]any{
		&f.ID, &f.URL, &topics, &f.AddedBy, &f.ETag, &f.LastModified, &next, &last, &success, &item, &f.LastError,
		&f.ErrorKind, &f.Failures, &failing, &f.Warning, &interval, &f.Paused, &f.RedirectURL, &f.RedirectCount,
		&f.MovedFrom, &ttl, &hours, &since, &f.Items, &f.Partials, &gap,
		&text, &f.TextBytes, &f.Walls,
	}, source.fields()...)...)
	if err != nil {
		return f, err
	}
	f.NextPoll, f.LastPoll, f.LastSuccess, f.LastItem = instant(next), instant(last), instant(success), instant(item)
	f.Failing, f.Since, f.TextSince = instant(failing), instant(since), instant(text)
	f.Interval, f.TTL, f.LongestGap = duration(interval), duration(ttl), duration(gap)
	if f.Topics, err = parseList(topics); err != nil {
		return f, err
	}
	if f.SkipHours, err = parseHours(hours); err != nil {
		return f, err
	}
	f.Source, err = source.source()
	return f, err
}

func duration(ms int64) time.Duration { return time.Duration(ms) * time.Millisecond }

// hourList encodes hours of the day as "1,2,23".
func hourList(hours []int) string {
	var out []string
	for _, h := range hours {
		out = append(out, strconv.Itoa(h))
	}
	return strings.Join(out, ",")
}

// parseHours is the inverse of hourList.
func parseHours(s string) (out []int, err error) {
	if s == "" {
		return nil, nil
	}
	for part := range strings.SplitSeq(s, ",") {
		h, err := strconv.Atoi(part)
		if err != nil {
			return nil, fmt.Errorf("stored hours: %w", err)
		}
		out = append(out, h)
	}
	return out, nil
}

// Feeds returns the feeds by source and address.
func (d *DB) Feeds(ctx context.Context) (_ []news.Feed, err error) {
	defer d.wrap(&err, "list feeds")
	return queryFeeds(ctx, d.reader, `WHERE `+seen(ctx, "f")+` ORDER BY o.name, f.url, f.id`)
}

// AllFeeds returns the feeds of everybody and of all servers, for whoever runs the program.
func (d *DB) AllFeeds(ctx context.Context) (_ []news.Feed, err error) {
	defer d.wrap(&err, "list all feeds")
	return queryFeeds(ctx, d.reader, `ORDER BY o.name, f.url, f.id`)
}

// DueFeeds returns the feeds that should have been polled by now, the longest overdue first.
func (d *DB) DueFeeds(ctx context.Context, now time.Time, limit int) (_ []news.Feed, err error) {
	defer d.wrap(&err, "find due feeds")
	return queryFeeds(ctx, d.reader, `WHERE f.next_poll <= $1 AND f.paused = '' ORDER BY f.next_poll, f.id LIMIT $2`,
		millis(now), limit)
}

// SaveFeed creates the feed, or gives the known feed of that address its source, its topics and who added it, and keeps
// what polling has taught: a feed that a permanent redirect has moved is known under its old address, too. A pause is
// set, never ended: that takes ResumeFeed. It returns the feed as stored.
func (d *DB) SaveFeed(ctx context.Context, f news.Feed) (_ news.Feed, err error) {
	defer d.wrap(&err, "save feed %s", f.URL)
	if err := f.Validate(); err != nil {
		return f, err
	}
	f.Source.Owner = f.Owner()
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		source, err := upsertSource(ctx, tx, f.Source)
		if err != nil {
			return err
		}
		known, err := feedsAt(ctx, tx, f.URL, f.Owner())
		if err != nil {
			return err
		}
		if len(known) > 0 {
			f.ID = known[0].ID
			_, err = tx.ExecContext(ctx, `UPDATE feeds SET source_id = $2, topics = $3, added_by = $4,
				paused = CASE WHEN $5 = '' THEN paused ELSE $5 END WHERE id =
				$1`, f.ID, source, list(f.Topics), f.AddedBy, f.Paused)
		} else {
			f.ID, err = createFeed(ctx, tx, f, source)
		}
		if err != nil {
			return err
		}
		if f, err = storedFeed(ctx, tx, f); err != nil {
			return err
		}
		return d.wake(ctx, tx, WakeFeeds)
	})
	return f, err
}

// AddFeed creates the feed that a person (f.AddedBy) named. One whose address is known already to whoever sees what
// that person's feeds bring, be it under an old one, is a Conflict error; so is one more than most that f.AddedBy may
// have (0: any number). An outlet that is known stays as it is. It returns the feed as stored.
func (d *DB) AddFeed(ctx context.Context, f news.Feed, most int) (_ news.Feed, err error) {
	defer d.wrap(&err, "add feed %s", f.URL)
	if err := f.Validate(); err != nil {
		return f, err
	}
	f.Source.Owner = f.Owner()
	err = d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		known, err := feedsAt(ctx, tx, f.URL, "")
		if err == nil && len(known) == 0 && f.Owner() != "" {
			known, err = feedsAt(ctx, tx, f.URL, f.Owner())
		}
		if err != nil {
			return err
		}
		if len(known) > 0 {
			return news.Errorf(news.Conflict, "the feed %s is there already, as %s", known[0].URL, known[0].Source.Name)
		}
		var count int
		if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM feeds WHERE added_by = $1 AND added_by <> ''`,
			f.AddedBy).Scan(&count); err != nil {
			return err
		}
		if most > 0 && count >= most {
			return news.Errorf(news.Conflict, "no more than %d feeds may be added here: remove one first", most)
		}
		source, err := addSource(ctx, tx, f.Source)
		if err != nil {
			return err
		}
		if f.ID, err = createFeed(ctx, tx, f, source); err != nil {
			return err
		}
		if f, err = storedFeed(ctx, tx, f); err != nil {
			return err
		}
		return d.wake(ctx, tx, WakeFeeds)
	})
	return f, err
}

// feedsAt are the feeds of an address, present or past, that an owner has; never more than a few.
func feedsAt(ctx context.Context, tx *sql.Tx, address, owner string) ([]news.Feed, error) {
	return queryFeeds(ctx, tx, `WHERE (f.url = $1 OR (f.moved_from = $1 AND f.moved_from <> '')) AND f.owner = $2
		ORDER BY f.id`, address, owner)
}

func storedFeed(ctx context.Context, tx *sql.Tx, f news.Feed) (news.Feed, error) {
	stored, err := queryFeeds(ctx, tx, `WHERE f.id = $1`, f.ID)
	if err == nil && len(stored) == 1 {
		f = stored[0]
	}
	return f, err
}

func createFeed(ctx context.Context, tx *sql.Tx, f news.Feed, source int64) (id int64, err error) {
	err = tx.QueryRowContext(ctx, `
		INSERT INTO feeds (source_id, url, topics, added_by, etag, last_modified, next_poll, last_poll, last_success,
		last_item, last_error,
			failures, interval_ms, paused, redirect_url, redirect_count, owner)
		VALUES ($1, $2, $3, $4, '', '', 0, 0, 0, 0, '', 0, 0, '', '', 0, $5) RETURNING
		id`, source, f.URL, list(f.Topics), f.AddedBy, f.Owner()).Scan(&id)
	if err != nil {
		return 0, err
	}
	f.ID = id
	_, err = tx.ExecContext(ctx, `UPDATE feeds SET `+feedState+` WHERE id = $1`, feedStateOf(f)...)
	return id, err
}

// FinishPoll stores what a poll of f has taught: everything but its source and topics. If the address changed (a
// permanent redirect) to that of another feed, the error is Conflict; a feed that was removed meanwhile is a NotFound
// error.
func (d *DB) FinishPoll(ctx context.Context, f news.Feed) (err error) {
	defer d.wrap(&err, "finish poll of %s", f.URL)
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var other int64
		err := tx.QueryRowContext(ctx, `SELECT id FROM feeds WHERE url = $1 AND id <> $2
			AND owner = (SELECT owner FROM feeds WHERE id = $2)`, f.URL, f.ID).Scan(&other)
		if err == nil {
			return news.Errorf(news.Conflict, "the feed %s is known already", f.URL)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		return affect(ctx, tx, news.Errorf(news.NotFound, "there is no feed %d", f.ID),
			`UPDATE feeds SET `+feedState+` WHERE id = $1`, feedStateOf(f)...)
	})
}

// ResumeFeed ends a feed's pause: it is due at once, and its failures are forgotten. A feed that is not there is a
// NotFound error.
func (d *DB) ResumeFeed(ctx context.Context, id int64) (err error) {
	defer d.wrap(&err, "resume feed %d", id)
	return affect(ctx, d.writer, news.Errorf(news.NotFound, "there is no feed %d", id), `
		UPDATE feeds SET paused = '', last_error = '', error_kind = '', failures = 0, failing = 0, next_poll = 0 WHERE
		id = $1`, id)
}

// RemoveFeed forgets the feed; its articles stay. A feed that is not there is a NotFound error.
func (d *DB) RemoveFeed(ctx context.Context, id int64) (err error) {
	defer d.wrap(&err, "remove feed %d", id)
	return d.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		err := affect(ctx, tx, news.Errorf(news.NotFound, "there is no feed %d", id),
			`DELETE FROM feeds WHERE id = $1`, id)
		if err != nil {
			return err
		}
		return d.wake(ctx, tx, WakeFeeds)
	})
}

// DueFeed returns the feed as it is stored now; false if it is gone, paused, or not due any more.
func (d *DB) DueFeed(ctx context.Context, id int64, now time.Time) (f news.Feed, due bool, err error) {
	defer d.wrap(&err, "find due feed %d", id)
	found, err := queryFeeds(ctx, d.reader, `WHERE f.id = $1 AND f.next_poll <= $2 AND f.paused = ''`, id, millis(now))
	if err != nil || len(found) == 0 {
		return f, false, err
	}
	return found[0], true, nil
}

// NoteFeedText notes, before a poll is finished, how much text a feed has brought in the day that began at since.
func (d *DB) NoteFeedText(ctx context.Context, id int64, since time.Time, bytes int64) (err error) {
	defer d.wrap(&err, "note text of feed %d", id)
	_, err = d.writer.ExecContext(ctx, `UPDATE feeds SET text_since = $2, text_bytes = $3 WHERE id = $1`, id,
		millis(since), bytes)
	return err
}
