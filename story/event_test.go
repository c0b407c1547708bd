package story_test

import (
	"strings"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/story"
)

func vectorOf(title, lead string) []news.Term {
	a := news.Article{Title: title, Body: lead, Language: "en"}
	return story.LeadVector(story.NewDraft(a), story.Frequencies{})
}

func TestPlaceEvent(t *testing.T) {
	day := time.Date(2025, 4, 24, 9, 0, 0, 0, time.UTC)
	at := func(v []news.Term, at time.Time) story.Happening {
		return story.Happening{Title: "x", Vector: v, Time: at, Dated: true}
	}
	bridge := vectorOf("Drones destroy the bridge at Oskil", "Drones destroyed the bridge at Oskil before dawn.")
	first, _ := story.PlaceEvent(at(bridge, day), nil)
	first.ID = 1
	retold := vectorOf("Oskil bridge destroyed by drones", "The bridge at Oskil is gone, the governor said.")
	talks := vectorOf("Envoys meet in Muscat", "Envoys of both sides met in Muscat for a second day.")

	if e, _ := story.PlaceEvent(at(retold, day.Add(3*time.Hour)), []news.Event{first}); e.ID != 1 || e.Articles != 2 {
		t.Errorf("another outlet's telling is event %d of %d articles, want the first's second", e.ID, e.Articles)
	}
	if e, _ := story.PlaceEvent(at(talks, day), []news.Event{first}); e.ID != 0 {
		t.Errorf("another matter joins event %d", e.ID)
	}
	if e, _ := story.PlaceEvent(at(retold, day.Add(2*story.EventWindow)), []news.Event{first}); e.ID != 0 {
		t.Errorf("the same words a week later join event %d", e.ID)
	}

	second, _ := story.PlaceEvent(at(retold, day), nil)
	second.ID = 2
	e, gone := story.PlaceEvent(at(bridge, day), []news.Event{first, second})
	if e.ID != 1 || e.Articles != 3 || len(gone) != 1 || gone[0] != 2 {
		t.Errorf("two tellings that turn out to be one: event %d of %d articles, took in %v; want 1 of 3 and [2]", e.ID,
			e.Articles, gone)
	}
}

func TestFormOf(t *testing.T) {
	for title, want := range map[string]news.Form{
		"Strike kills 15 in Idlib":                              news.Report,
		"Is the truce over?":                                    news.Question,
		"Opinion: the truce was a mistake":                      news.Comment,
		"What we know about the strike on the port":             news.Explainer,
		"Tuesday briefing: a truce in sight":                    news.Live,
		"War in the east: live updates":                         news.Live,
		"Liveliest quarter of Khartoum shelled":                 news.Report,
		"Ukraine war briefing":                                  news.Live,
		"The Papers: truce at last":                             news.Live,
		"Senators leave before the end of a demeaning briefing": news.Report,
		"Radio North reports from a camp by the river":          news.Feature,
		"Two brothers: how they lost their home":                news.Explainer,
	} {
		if got := story.FormOf(news.Article{Title: title, Language: "en"}, news.Reading{}); got != want {
			t.Errorf("FormOf(%q) = %q, want %q", title, got, want)
		}
	}
	for address, want := range map[string]news.Form{
		"https://example.org/world/2024/05/strike-kills-15":             news.Report,
		"https://example.org/opinion/2024/strike-kills-15":              news.Comment,
		"https://opinion.example.org/strike-kills-15":                   news.Comment,
		"https://example.org/features/longform/strike-kills-15":         news.Feature,
		"https://example.org/world/gallery/2024/strike-kills-15":        news.Feature,
		"https://example.org/world/live/2024/may/02/strike-kills-15":    news.Live,
		"https://example.org/les-decodeurs/article/2024/strike":         news.Explainer,
		"https://example.org/business/energy/strike-kills-15-on-tanker": news.Report,
		"https://example.org/opinion-of-the-court-strike-kills-15":      news.Report,
		"https://example.org/opinion":                                   news.Report, // the article's own name
		"not an address: %":                                             news.Report,
	} {
		a := news.Article{Title: "Strike kills 15 in Idlib", URL: address, Language: "en"}
		strike := news.Reading{Headline: []news.EventMention{{Gravity: 7}}}
		if got := story.FormOf(a, strike); got != want {
			t.Errorf("FormOf(%q) = %q, want %q", address, got, want)
		}
	}
	loan := news.Article{Title: "Bank lends more", URL: "https://example.org/business/bank-lends", Language: "en"}
	if got := story.FormOf(loan, news.Reading{}); got != news.Feature {
		t.Errorf("what a business desk tells of no war is %q", got)
	}
	body := "We should not be fooled. Why would anybody be? I have seen this before, and you have too. " +
		"It must end. Surely we can do better. Perhaps our leaders ought to listen."
	r := news.Reading{Sentences: make([]news.Span, 6)}
	if got := story.FormOf(news.Article{Title: "The long war", Body: body, Language: "en"}, r); got != news.Comment {
		t.Errorf("a text in its writer's voice is %q", got)
	}
}

// TestFormOfATextWithoutNews: where a whole text begins with nobody's words and no day, it is no report, whatever its
// title says.
func TestFormOfATextWithoutNews(t *testing.T) {
	const rest = " The road is long. Many have gone. Some came back. Nobody counts them. It is cold at night."
	for body, want := range map[string]news.Form{
		"The war has put an old question to the test, and there is no easy answer to it." + rest:       news.Explainer,
		"Shells hit the port on Tuesday, and two ships caught fire while crews were aboard." + rest:    news.Report,
		"Shells hit the port, its harbour master said, and two ships caught fire in the night." + rest: news.Report,
		"Shells hit the port.": news.Report, // too short to miss anything in
	} {
		a := news.Article{Title: "Port put to the test", Body: body, Language: "en"}
		r := news.Reading{}
		for at := 0; at < len(body); {
			end := at + strings.Index(body[at:], ".") + 1
			r.Sentences = append(r.Sentences, news.Span{Start: at, End: end})
			at = end
		}
		if got := story.FormOf(a, r); got != want {
			t.Errorf("FormOf(%q) = %q, want %q", body, got, want)
		}
	}
}
