package ingest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"sitrep/ingest/feed"
	"sitrep/news"
	"sitrep/text"
)

// Import puts the feeds of an OPML list on the list of feeds, without asking their servers: that the poller does, and
// says what is wrong with them. Folders are topics, by name or slug.
func (r *Roster) Import(ctx context.Context, opml []byte, by string) (report news.FeedImport, err error) {
	if err := r.mayAdd(by); err != nil {
		return report, err
	}
	outlines, err := feed.ParseOPML(opml)
	if e, ok := errors.AsType[*feed.Error](err); ok {
		return report, news.Errorf(news.Invalid, "the list cannot be read: %w", e)
	}
	if err != nil {
		return report, err
	}
	if len(outlines) == 0 {
		return report, news.Errorf(news.Invalid, "the list names no feed: an outline needs an xmlUrl")
	}
	ctx = news.SeenBy(ctx, news.Feed{AddedBy: by}.Owner())
	feeds, err := r.store.Feeds(ctx)
	if err != nil {
		return report, err
	}
	book, err := r.directory(ctx)
	if err != nil {
		return report, err
	}
	l := listImport{r: r, feeds: feeds, book: book, report: &report, room: len(outlines)}
	if most := r.most(by); most > 0 {
		l.room = most
		for _, f := range feeds {
			if f.AddedBy == by {
				l.room--
			}
		}
	}
	for _, e := range r.enrolments(outlines, by, &report) {
		if err := l.add(ctx, e); err != nil {
			return report, err
		}
	}
	return report, nil
}

// listImport is the import of one list.
type listImport struct {
	r      *Roster
	feeds  []news.Feed // known, and added so far
	book   outlets
	room   int // feeds that may still be added
	report *news.FeedImport
}

func (l *listImport) refuse(address string, err error) {
	l.report.Refused = append(l.report.Refused, news.RefusedFeed{
		URL: news.Redacted(address), Reason: news.Redacted(err.Error()),
	})
}

// add puts one feed of the list on ours. What is wrong with it is reported; the error is storage's.
func (l *listImport) add(ctx context.Context, e news.Enrolment) error {
	address, err := webAddress(e.Address)
	if err != nil {
		l.refuse(shortText(e.Address, 200), err)
		return nil
	}
	if _, known := findFeed(l.feeds, address); known {
		l.report.Known++
		return nil
	}
	if l.room <= 0 {
		l.report.Left++
		return nil
	}
	f := news.Feed{URL: address, Topics: e.Topics, AddedBy: e.By}
	// another's name: with the host it is one of its own
	if f.Source, err = outletOf(l.book, l.feeds, e, address, feed.Feed{}); err != nil {
		e.Name += " (" + hostOf(address) + ")"
		if f.Source, err = outletOf(l.book, l.feeds, e, address, feed.Feed{}); err != nil {
			l.refuse(address, err)
			return nil
		}
	}
	switch f, err = l.r.store.AddFeed(ctx, f, l.r.most(e.By)); news.ErrorCode(err) {
	case "":
		l.report.Added = append(l.report.Added, f)
		l.feeds = append(l.feeds, f)
		l.room--
	case news.Conflict: // somebody was faster
		l.report.Left++
	case news.Invalid:
		l.refuse(address, err)
	default:
		return err
	}
	return nil
}

// enrolments are the feeds of a list, each once, with all its folders.
func (r *Roster) enrolments(outlines []feed.Outline, by string, report *news.FeedImport) []news.Enrolment {
	var out []news.Enrolment
	at := map[string]int{}
	for _, o := range outlines {
		var topics []string
		for _, folder := range o.Folders {
			slug, known := r.topic(folder)
			if !known && !slices.Contains(report.Folders, folder) {
				report.Folders = append(report.Folders, folder)
			}
			if slug != "" {
				topics = append(topics, slug)
			}
		}
		i, twice := at[o.URL]
		if !twice {
			i = len(out)
			at[o.URL] = i
			out = append(out, news.Enrolment{Address: o.URL, Name: o.Title, By: by})
		}
		out[i].Topics = union(out[i].Topics, topics)
	}
	return out
}

// topic is the slug of the topic that a folder stands for. A folder that is no topic is kept as one that matches
// nothing, so that an export shows it again.
func (r *Roster) topic(folder string) (slug string, known bool) {
	for _, t := range r.o.Topics {
		if strings.EqualFold(t.Slug, folder) || text.Key(t.Name) == text.Key(folder) {
			return t.Slug, true
		}
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(folder), func(c rune) bool {
		return c < 0x80 && (c < 'a' || c > 'z') && (c < '0' || c > '9')
	}), "-"), false
}

// Export writes the list of feeds as OPML, topics as folders, without the secrets in
// addresses: for a server without what other servers added.
func (r *Roster) Export(ctx context.Context, by string) ([]byte, error) {
	feeds, err := r.store.Feeds(news.SeenBy(ctx, news.Feed{AddedBy: by}.Owner()))
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, t := range r.o.Topics {
		names[t.Slug] = t.Name
	}
	var list []feed.Outline
	for _, f := range feeds {
		o := feed.Outline{Title: f.Source.Name, URL: news.Redacted(f.URL), Home: f.Source.HomePage}
		if len(f.Topics) == 0 {
			list = append(list, o)
		}
		for _, slug := range f.Topics {
			o.Folders = []string{cmp.Or(names[slug], slug)}
			list = append(list, o)
		}
	}
	var b bytes.Buffer
	err = feed.WriteOPML(&b, list)
	return b.Bytes(), err
}
