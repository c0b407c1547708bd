package bot

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"time"

	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/news"
	"sitrep/picture"
	"sitrep/wording"
)

// What the files are called.
const (
	mapName  = "map.png"
	plotName = "figures.png"
)

// illustrate puts the picture of a reply at its head, where the channel takes files and pictures are not off. Words
// alone are sent where it cannot be drawn.
func (a *answers) illustrate(ctx context.Context, r *Request, reply *message.Reply, name string,
	draw func(context.Context, *picture.Gallery) (picture.Picture, error),
) {
	if a.gallery == nil || !r.Files || r.Page > 0 {
		return
	}
	p, err := draw(ctx, a.gallery)
	if err != nil {
		a.lg.WarnContext(ctx, "draw picture", "command", r.Path, "error", err)
		return
	}
	if len(p.PNG) > 0 {
		reply.Files = append(reply.Files, message.File{Name: name, Type: "image/png", Data: p.PNG, Alt: p.Alt})
	}
}

// mapOf is the map of a digest, its marks in the digest's numbers.
func mapOf(d news.Digest, w *wording.Words, precision func(news.Place) news.Precision) picture.Map {
	m := picture.Map{Title: message.Clean(digestName(d, w)), Words: w}
	for i, dev := range d.Developments {
		if takenBack(d, i) {
			continue
		}
		at, ok := whereOf(dev, precision)
		if !ok {
			m.Unplaced = append(m.Unplaced, i+1)
			continue
		}
		place := strings.TrimRight(message.Clean(w.Place(at.Place)), "’ʼ'")
		m.Marks = append(m.Marks, picture.Mark{
			Number: i + 1, Text: message.Clean(dev.Headline), Place: place,
			Lat: at.Lat, Lon: at.Lon, Region: at.Precision == news.AtProvince, Toll: deaths(dev),
		})
	}
	return m
}

// takenBack reports whether an item of a digest is to be told no more.
func takenBack(d news.Digest, item int) bool {
	return slices.ContainsFunc(d.Amended, func(a news.Amendment) bool { return a.Item == item && a.TakenBack() })
}

// whereOf is where a development happened: as its sentences say, or else the only town that they name, or the only
// region. Of several nobody knows which is meant.
func whereOf(d news.Development, precision func(news.Place) news.Precision) (news.Where, bool) {
	if precision == nil {
		precision = func(news.Place) news.Precision { return "" }
	}
	if d.Where != nil && d.Where.Point != nil {
		// "a site in Syria" is no more than Syria
		switch at := *d.Where; precision(at.Place) {
		case news.AtCountry:
		case news.AtProvince:
			at.Precision = news.AtProvince
			return at, true
		default:
			return at, true
		}
	}
	var towns, regions []news.Where
	for _, p := range d.Places {
		if p.Point == nil {
			continue
		}
		switch at := precision(p); at {
		case news.AtCountry, "":
		case news.AtProvince:
			regions = append(regions, news.Where{Place: p, Precision: at})
		default:
			towns = append(towns, news.Where{Place: p, Precision: at})
		}
	}
	switch {
	case len(towns) == 1:
		return towns[0], true
	case len(towns) == 0 && len(regions) == 1:
		return regions[0], true
	}
	return news.Where{}, false
}

// deaths is the highest count of people killed that stands behind a development, 0 where nobody counts.
func deaths(d news.Development) (most float64) {
	for _, f := range d.Figures {
		if f.Kind == news.Killed && !f.Cumulative && !f.Recalled && f.Bound != news.UpTo {
			most = max(most, f.Low)
		}
	}
	return most
}

// illustrator draws the maps of what is delivered, and knows for a while which channels take no files.
type illustrator struct {
	lg      *slog.Logger
	gallery *picture.Gallery // nil draws nothing
	extent  func(news.Place) news.Precision
	now     func() time.Time
	closed  closedChannels
}

// mapFile is the map of a delivery, nil where it has none.
func (l *illustrator) mapFile(ctx context.Context, d news.Delivery) *message.File {
	if l == nil || l.gallery == nil || d.Plain || l.closed.is(d.Channel, l.now()) {
		return nil
	}
	p, err := l.gallery.Map(ctx, mapOf(d.Digest, wording.In(d.Language), l.extent))
	if err != nil {
		l.lg.WarnContext(ctx, "draw the map of a digest", "digest", d.Digest.ID, "error", err)
		return nil
	}
	if len(p.PNG) == 0 {
		return nil
	}
	return &message.File{Name: mapName, Type: "image/png", Data: p.PNG, Alt: p.Alt}
}

// refusesFiles reports whether Discord refused a message for a permission that the bot lacks, or for its size: if the
// message has files, it may be theirs.
func refusesFiles(err error) bool {
	e, ok := errors.AsType[*rest.Error](err)
	return ok && (e.Code == codeMissingPerms || e.Code == codeTooLarge)
}
