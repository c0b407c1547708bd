package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// jsonItem is an item of JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/). The format is not read by
// gofeed, which refuses a whole feed for one id that is a number, and every document that is cut short.
type jsonItem struct {
	ID          loose        `json:"id"`
	URL         loose        `json:"url"`
	ExternalURL loose        `json:"external_url"`
	Title       loose        `json:"title"`
	ContentHTML loose        `json:"content_html"`
	ContentText loose        `json:"content_text"`
	Summary     loose        `json:"summary"`
	Published   loose        `json:"date_published"`
	Modified    loose        `json:"date_modified"`
	Language    loose        `json:"language"`
	Author      jsonAuthor   `json:"author"`
	Authors     []jsonAuthor `json:"authors"`
	Tags        []loose      `json:"tags"`
}

type jsonAuthor struct {
	Name loose `json:"name"`
}

// loose is a string that may be written as a number; anything else is "".
type loose string

// UnmarshalJSON never fails: a field of the wrong type is as good as none.
func (l *loose) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*l = loose(s)
	} else if c := b[0]; c == '-' || c >= '0' && c <= '9' {
		*l = loose(b)
	}
	return nil
}

// json reads a JSON Feed item by item, so that a document that is cut short gives the items before the cut.
func (r *reader) json() error {
	d := json.NewDecoder(bytes.NewReader(r.source))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return &Error{Place: place(r.source, 0), Reason: "this is JSON, but not a JSON Feed"}
	}
	version, items := "", false
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return r.jsonEnd(items, err)
		}
		if key == "items" {
			items = true
			if err := r.jsonItems(d); err != nil {
				return r.jsonEnd(items, err)
			}
			continue
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return r.jsonEnd(items, err)
		}
		var text loose
		_ = json.Unmarshal(value, &text) // loose takes anything
		switch key {
		case "version":
			version = string(text)
		case "title":
			r.feed.Title = plain(string(text))
		case "home_page_url":
			r.feed.Home = r.link(string(text))
		case "language":
			r.feed.Language = language(string(text))
		}
	}
	if !items && !strings.Contains(version, "jsonfeed") {
		return &Error{Place: place(r.source, 0), Reason: "this is JSON, but not a JSON Feed"}
	}
	if _, err := d.Token(); err != nil {
		return r.jsonEnd(items, err)
	}
	return nil
}

// jsonEnd says where a document broke off. What was read before counts.
func (r *reader) jsonEnd(items bool, err error) error {
	at := len(r.source)
	// The decoder's own offsets are relative to what it has buffered.
	if syntax, ok := errors.AsType[*json.SyntaxError](json.Unmarshal(r.source, new(json.RawMessage))); ok {
		at = max(0, int(syntax.Offset)-1)
	}
	if !items {
		return &Error{Place: place(r.source, at), Reason: "this is no valid JSON: " + err.Error()}
	}
	r.problem(at, "the feed is cut short or broken: what follows is left out (%v)", err)
	return nil
}

func (r *reader) jsonItems(d *json.Decoder) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	if t != json.Delim('[') {
		return errors.New("items is no list")
	}
	for d.More() {
		var it jsonItem
		at := int(d.InputOffset())
		err := d.Decode(&it)
		if _, wrong := errors.AsType[*json.UnmarshalTypeError](err); wrong {
			r.problem(at, "an item has a field of the wrong type")
		} else if err != nil {
			return err
		}
		r.feed.Items = append(r.feed.Items, r.jsonItem(it))
	}
	_, err = d.Token()
	return err
}

func (r *reader) jsonItem(j jsonItem) Item {
	it := Item{
		GUID:     identity(string(j.ID)),
		URL:      r.link(firstOf(string(j.URL), string(j.ExternalURL))),
		Title:    plain(string(j.Title)),
		Summary:  long(string(j.Summary)),
		Content:  long(string(j.ContentHTML)),
		Language: language(string(j.Language)),
	}
	if it.Content == "" {
		it.Content = paragraphsOf(long(string(j.ContentText)))
	}
	if it.URL == "" {
		it.URL = r.link(it.GUID)
	}
	var names []string
	for _, a := range append(j.Authors, j.Author) { // 1.1 has several; some feeds give both fields
		if name := author(string(a.Name)); name != "" && len(names) < 20 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	it.Author = short(strings.Join(names, ", "))
	for _, t := range j.Tags {
		it.Categories = appendCategory(it.Categories, string(t))
	}
	r.date(&it, []string{string(j.Published)}, []string{string(j.Modified)})
	return it
}

// paragraphsOf writes plain text as HTML.
func paragraphsOf(text string) string {
	if text == "" {
		return ""
	}
	var b bytes.Buffer
	for p := range strings.SplitSeq(text, "\n\n") {
		b.WriteString("<p>")
		escape(&b, p, inText)
		b.WriteString("</p>")
	}
	return b.String()
}

// linesOf writes plain text as HTML, each line as a paragraph.
func linesOf(text string) string { return paragraphsOf(strings.ReplaceAll(text, "\n", "\n\n")) }
