package feed

import (
	"github.com/mmcdole/gofeed/atom"
)

func (r *reader) atomHead(f *atom.Feed) {
	r.feed.Title = plain(f.Title)
	r.feed.Home = r.atomURL(f.Links)
	r.feed.Language = language(f.Language)
	r.feed.TTL = ttl("", f.Extensions)
}

func (r *reader) atomItem(e *atom.Entry) Item {
	it := Item{
		GUID:     identity(e.ID),
		URL:      r.atomURL(e.Links),
		Title:    plain(firstOf(e.Title, extension(e.Extensions, "media", "title"))),
		Summary:  long(firstOf(e.Summary, extension(e.Extensions, "media", "description"))),
		Language: language(extension(e.Extensions, "dc", "language")),
	}
	if video := extension(e.Extensions, "media", "description"); video != "" && e.Content == nil && e.Summary == "" {
		it.Summary, it.Content = "", linesOf(long(video)) // all that there is: the page has nothing but the video
	}
	if e.Content != nil {
		it.Content = long(e.Content.Value)
		if it.URL == "" {
			it.URL = r.link(e.Content.Src)
		}
	}
	if it.URL == "" {
		it.URL = r.link(e.ID) // an id may be the address
	}
	if e.Source != nil {
		it.Source, it.SourceURL = plain(e.Source.Title), r.atomURL(e.Source.Links)
	}
	for _, a := range e.Authors {
		if it.Author = author(a.Name); it.Author != "" {
			break
		}
	}
	if it.Author == "" {
		it.Author = author(extension(e.Extensions, "dc", "creator"))
	}
	for _, c := range e.Categories {
		it.Categories = appendCategory(it.Categories, firstOf(c.Label, c.Term))
	}
	r.date(&it,
		[]string{
			e.Published, extension(e.Extensions, "dcterms", "issued"), extension(e.Extensions, "dc", "date"),
			extension(e.Extensions, "dcterms", "created"),
		},
		[]string{e.Updated, extension(e.Extensions, "dcterms", "modified")})
	return it
}

// atomURL chooses the link that leads to a page.
func (r *reader) atomURL(links []*atom.Link) string {
	best := ""
	for _, l := range links {
		if l.Rel != "alternate" {
			continue
		}
		if u := r.link(l.Href); u != "" && (best == "" || l.Type == "text/html") {
			best = u
			if l.Type == "text/html" {
				break
			}
		}
	}
	return best
}
