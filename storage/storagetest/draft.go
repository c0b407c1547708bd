package storagetest

import (
	"strings"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

// draft writes an article whose body is sentences, each of which becomes a new fact of a new story.
type draft struct {
	key, source string
	owner       string // the server whose the article is alone
	at          time.Time
	topics      []string
	sentences   []string
	terms       []string
	story       news.Story
	people      []string          // entities, mentioned wherever their name stands
	ids         map[string]int64  // known entities
	facts       map[int]int64     // known facts, by index of sentence
	denies      map[int]int64     // by index of sentence
	said        map[int]string    // speaker, by index of sentence: the sentence is the content
	killed      map[int]float64   // by index of sentence
	roles       map[string]string // title, by person
	weight      map[int]float64   // by index of sentence
}

func (d draft) filing() news.Filing {
	body := strings.Join(d.sentences, " ")
	if d.source == "" {
		d.source = "Meridian Wire"
	}
	if d.at.IsZero() {
		d.at = noon
	}
	if d.terms == nil {
		d.terms = []string{"strike", "kyiv"}
	}
	if d.story.Title == "" && d.story.ID == 0 {
		d.story = news.Story{Title: d.sentences[0], First: d.at, Last: d.at, Articles: 1, Topics: d.topics}
		for i, t := range d.terms {
			d.story.Terms = append(d.story.Terms, news.Term{Text: t, Weight: 0.5 / float64(int(1)<<i)})
		}
	}
	f := news.Filing{
		Article: news.Article{
			Key: d.key, Revision: 1, Source: news.Source{Name: d.source, Kind: news.KindWire, Owner: d.owner},
			URL:   "https://news.example/" + d.key,
			Title: "About " + d.key, Language: "en", Body: body, Published: d.at, Seen: d.at.Add(time.Minute),
		},
		Story: d.story, Topics: d.topics, Terms: d.terms,
	}
	d.mention(&f)
	start := 0
	for i, text := range d.sentences {
		s := news.Sentence{
			Start: start, End: start + len(text), Text: text, Position: i, Fact: int64(-1 - i), Status: news.Reported,
			Weight: 1,
			Origin: news.Origin{Name: d.source, Kind: news.OriginOwn, Family: d.source}, Denies: d.denies[i],
			Terms:  []news.Term{{Text: "strike", Weight: 0.75}, {Text: `@"kyiv"`, Weight: 0.125}},
			People: []string{"Ann Lee"},
		}
		if id := d.facts[i]; id != 0 {
			s.Fact = id
		}
		if w := d.weight[i]; w != 0 {
			s.Weight = w
		}
		if speaker := d.said[i]; speaker != "" {
			st := news.Statement{
				Content: []news.Span{{Start: s.Start, End: s.Start + 2}, {Start: s.Start + 3, End: s.End}},
				Cue:     []news.Span{{Start: s.Start + 2, End: s.Start + 3}},
				Speaker: speaker, Stance: news.Says, Quote: news.Indirect, Via: "Axios",
			}
			f.Reading.Statements = append(f.Reading.Statements, st)
			s.Statements = append(s.Statements, st)
		}
		if n := d.killed[i]; n != 0 {
			fig := news.Figure{
				Start: s.Start, End: s.Start + 3, Kind: news.Killed, Low: n, High: n,
				Bound: news.AtLeast, Who: "people", Place: "Kyiv",
			}
			place := news.Place{
				Start: s.Start, End: s.Start + 2, Name: "Kyiv",
				Point: &news.Point{Lat: 50.45, Lon: 30.52}, GeoNames: 703448, Country: "UA",
			}
			f.Reading.Figures, s.Figures = append(f.Reading.Figures, fig), append(s.Figures, fig)
			f.Reading.Places, s.Places = append(f.Reading.Places, place), append(s.Places, place)
		}
		f.Sentences = append(f.Sentences, s)
		f.Reading.Sentences = append(f.Reading.Sentences, s.Span())
		start += len(text) + 1
	}
	return f
}

// mention adds the draft's people to what was read, and a mention wherever a name stands.
func (d draft) mention(f *news.Filing) {
	for _, name := range d.people {
		e := news.Entity{ID: d.ids[name], Kind: news.Person, Name: name}
		if title := d.roles[name]; title != "" {
			e.Roles = []news.Role{{Title: title, Span: news.Span{Start: 0, End: len(title)}}}
		}
		f.Reading.Entities = append(f.Reading.Entities, e)
		for at := 0; ; {
			i := strings.Index(f.Article.Body[at:], name)
			if i < 0 {
				break
			}
			at += i + len(name)
			f.Reading.Mentions = append(f.Reading.Mentions, news.Mention{
				Start: at - len(name), End: at, Kind: news.Person, Name: name, Entity: len(f.Reading.Entities) - 1,
			})
		}
	}
}

func (d draft) save(t *testing.T, db *storage.DB) news.Filing {
	t.Helper()
	f, err := db.SaveArticle(news.SeenBy(t.Context(), d.owner), d.filing())
	if err != nil {
		t.Fatalf("SaveArticle(%s): %v", d.key, err)
	}
	return f
}
