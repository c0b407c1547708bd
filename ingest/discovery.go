package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"sitrep/ingest/feed"
	"sitrep/ingest/fetch"
	"sitrep/news"
)

// Bounds of looking for a feed.
const (
	lookTime   = 22 * time.Second // an answer in Discord has thirty seconds in all
	lookFeeds  = 4                // that a page names and that are tried, one a second
	longestURL = 2000             // bytes
	longName   = 100              // bytes of an outlet's name
)

// usualPaths are tried on a home page that names no feed: what the three most common publishing systems use.
var usualPaths = []string{"/feed", "/rss.xml", "/rss"}

// webAddress completes what a person types: without a scheme it is https.
func webAddress(s string) (string, error) {
	s = strings.Trim(strings.TrimSpace(s), "<>") // Discord's way of showing no preview
	if channel := feed.ChannelOf(s); strings.HasPrefix(s, "@") && channel != "" {
		return channel, nil
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "feed:"), "//")
	if head, rest, colon := strings.Cut(s, ":"); !colon || strings.Contains(head, ".") && rest != "" &&
		rest[0] >= '0' && rest[0] <= '9' {
		s = "https://" + s // without a scheme, perhaps with a port
	}
	u, err := url.Parse(s)
	switch {
	case err != nil, u.Hostname() == "", u.Scheme != "http" && u.Scheme != "https", len(s) > longestURL,
		strings.ContainsAny(s, " \t\n"):
		return "", news.Errorf(news.Invalid, "%q is no web address: write one like https://example.org/feed",
			shortText(s, 80))
	case u.User != nil:
		return "", news.Errorf(news.Invalid,
			"the address holds a user name or a password, which others would see: leave it out")
	}
	u.Fragment = ""
	if channel := feed.ChannelOf(u.String()); channel != "" {
		return channel, nil
	}
	return u.String(), nil
}

func shortText(s string, n int) string {
	s, cut := clip(strings.Join(strings.Fields(s), " "), n)
	if cut {
		s += "…"
	}
	return s
}

// look fetches an address, and what it leads to, until a feed is found.
func (r *Roster) look(ctx context.Context, address string) (news.Discovery, feed.Feed, error) {
	bounded, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	found, parsed, err := r.read(bounded, address)
	if err == nil {
		return found, parsed, nil
	}
	var page *pageError
	if !errors.As(err, &page) {
		return found, parsed, explain(ctx, address, err)
	}
	candidates, named := page.feeds, true
	if len(candidates) == 0 {
		candidates, named = guesses(address), false
	}
	for i, c := range candidates[:min(len(candidates), lookFeeds)] {
		if found, parsed, err = r.read(bounded, c); err == nil {
			if named {
				found.Others = slices.Concat(candidates[:i:i], candidates[i+1:])
			}
			return found, parsed, nil
		}
		if bounded.Err() != nil {
			break
		}
	}
	switch {
	case bounded.Err() != nil:
		return found, parsed, explain(ctx, address, err)
	case named:
		return found, parsed,
			news.Errorf(news.Invalid, "%s is a web page. It names %s as its feed, but that cannot be read: %s",
				address, candidates[0], reason(err))
	}
	return found, parsed, news.Errorf(news.Invalid,
		"%s is a web page that names no feed. Look on it for a link called RSS or Atom, and give that address", address)
}

// guesses are the usual addresses of feeds on the host of a page.
func guesses(page string) (out []string) {
	u, err := url.Parse(page)
	if err != nil {
		return nil
	}
	for _, path := range usualPaths {
		out = append(out, (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: path}).String())
	}
	return out
}

// read fetches one address and reads it as a feed.
func (r *Roster) read(ctx context.Context, address string) (news.Discovery, feed.Feed, error) {
	resp, parsed, err := readFeed(ctx, r.client, news.Feed{URL: address}, time.Now())
	if err != nil {
		return news.Discovery{}, parsed, err
	}
	d := news.Discovery{
		Feed: news.Feed{URL: cmp.Or(resp.Permanent, address)}, Title: parsed.Title,
		Items: len(parsed.Items),
	}
	for _, it := range parsed.Items {
		if it.Published.After(d.Newest) {
			d.Newest = it.Published
		}
		if ItemArticle(it, parsed).Partial {
			d.Summaries++
		}
	}
	return d, parsed, nil
}

// explain makes of what keeps a feed from being read an error for whoever gave the address.
func explain(ctx context.Context, address string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	code := news.Invalid
	if e, ok := errors.AsType[*fetch.Error](err); ok && e.Temporary() {
		code = news.Unavailable
	}
	return &news.Error{Code: code, Message: address + " cannot be read: " + reason(err), Err: err}
}

// reason says why an address cannot be read, and what to do.
func reason(err error) string {
	if e, ok := errors.AsType[*fetch.Error](err); ok {
		return fetchReason(e)
	}
	if e, ok := errors.AsType[*feed.Error](err); ok {
		return "it is no feed (" + e.Error() + ")"
	}
	return shortText(err.Error(), 200)
}

func fetchReason(e *fetch.Error) string {
	switch e.Kind {
	case fetch.Private:
		return "it leads to an address that is not public. Only whoever runs Sitrep can allow that (poll.allow_private)"
	case fetch.DNS:
		return "there is no host of that name. Check how it is written"
	case fetch.Network, fetch.Timeout, fetch.Slow, fetch.Cancelled:
		return "the server does not answer in time. Try again later"
	case fetch.TLS:
		return "the server's certificate is not valid"
	case fetch.TooLarge, fetch.Bomb:
		return "the answer is too large for a feed"
	case fetch.Redirects:
		return "its redirects lead nowhere"
	case fetch.Busy:
		return "the server asks to be left alone for " + max(e.RetryAfter, time.Minute).Round(time.Minute).String() +
			". Try again then"
	case fetch.Gone:
		return "the server says that it is gone for good (410)"
	case fetch.Status:
		return fmt.Sprintf("the server answers %d %s. Look whether the address opens in a browser", e.Status,
			http.StatusText(e.Status))
	case fetch.BadURL:
		return "it is no web address"
	}
	return "the server's answer is broken"
}
