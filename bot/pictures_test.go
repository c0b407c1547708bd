package bot

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/picture"
	"sitrep/wording"
)

// placedDigest is the sample digest with a place for its first development.
func placedDigest() news.Digest {
	d := sampleDigest()
	d.Developments[0].Where = &news.Where{
		Place:     news.Place{Name: "Moscow", Point: &news.Point{Lat: 55.75, Lon: 37.62}, Country: "RU"},
		Precision: news.AtCity,
	}
	return d
}

func TestDigestWithItsMap(t *testing.T) {
	srv := discordtest.New(t, discordtest.Options{})
	b, err := New(slog.New(slog.DiscardHandler), lockedStore{}, Options{
		Token: srv.Token(), APIURL: srv.URL(), Topics: testTopics, Compose: composeSample,
		Pictures: picture.NewGallery(),
	})
	if err != nil {
		t.Fatal(err)
	}
	send := func(nonce string, plain bool) *discordtest.Message {
		t.Helper()
		d := news.Delivery{
			Digest: placedDigest(), Guild: discordtest.Desk, Channel: discordtest.News, Nonce: nonce, Attempt: 1,
			Plain: plain, Language: "uk",
		}
		if _, err := b.Sender().Send(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		all := srv.Messages(discordtest.News)
		return all[len(all)-1]
	}
	m := send("1", false)
	if len(m.Attachments) != 1 || m.Attachments[0].ContentType != "image/png" ||
		!strings.Contains(m.Attachments[0].Description, "Moscow") {
		t.Errorf("attachments %+v", m.Attachments)
	}
	if m := send("2", true); len(m.Attachments) != 0 {
		t.Errorf("a channel without pictures got %+v", m.Attachments)
	}
}

// TestChannelThatTakesNoFiles gets the words alone, and is not tried with files again.
func TestChannelThatTakesNoFiles(t *testing.T) {
	var kinds []string
	client := testREST(t, func(r *http.Request) *http.Response {
		kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
		if kinds = append(kinds, kind); kind == "multipart/form-data" {
			return answerWith(403, `{"code":50013,"message":"Missing Permissions"}`)
		}
		return answerWith(200, `{"id":"900"}`)
	})
	s := &Sender{rest: client, form: message.FormComponents, maps: &illustrator{
		lg: slog.New(slog.DiscardHandler), gallery: picture.NewGallery(), now: time.Now,
	}}
	d := sampleDigestDelivery()
	d.Digest = placedDigest()
	for range 2 {
		if sent, err := s.Send(t.Context(), d); err != nil || sent.Message != "900" {
			t.Fatalf("Send = %+v, %v", sent, err)
		}
	}
	if got := strings.Join(kinds, " "); got != "multipart/form-data application/json application/json" {
		t.Errorf("sent as %s", got)
	}
}

func TestWhereOf(t *testing.T) {
	place := func(name string) news.Place { return news.Place{Name: name, Point: &news.Point{Lat: 1, Lon: 2}} }
	extent := func(p news.Place) news.Precision {
		return map[string]news.Precision{
			"Syria": news.AtCountry, "Idlib Governorate": news.AtProvince, "Aleppo": news.AtCity, "Homs": news.AtCity,
		}[p.Name]
	}
	tests := []struct {
		name   string
		told   string // where its sentences say that it happened
		places []string
		want   string
	}{
		{"as told", "Aleppo", []string{"Homs", "Aleppo"}, "Aleppo city"},
		{"no more than a country", "Syria", []string{"Syria"}, ""},
		{"a country, and one town is named", "Syria", []string{"Syria", "Homs"}, "Homs city"},
		{"one of two towns", "", []string{"Homs", "Aleppo"}, ""},
		{"a region alone", "", []string{"Syria", "Idlib Governorate"}, "Idlib Governorate province"},
		{"a town before a region", "", []string{"Idlib Governorate", "Homs"}, "Homs city"},
		{"nothing", "", nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var d news.Development
			if test.told != "" {
				d.Where = &news.Where{Place: place(test.told), Precision: news.AtCity}
			}
			for _, name := range test.places {
				d.Places = append(d.Places, place(name))
			}
			got := ""
			if at, ok := whereOf(d, extent); ok {
				got = at.Name + " " + string(at.Precision)
			}
			if got != test.want {
				t.Errorf("whereOf = %q, want %q", got, test.want)
			}
		})
	}
}

// TestPlotOfOneHappening keeps numbers apart that count another strike, another thing or another night.
func TestPlotOfOneHappening(t *testing.T) {
	tally := func(hour int, kind news.FigureKind, low float64, by string, event, story int64) answer.Tally {
		return answer.Tally{
			Figure:   news.Figure{Kind: kind, Low: low, Bound: news.Exact, By: by},
			Sentence: news.Sentence{Event: event, Fact: int64(1000 + hour), Time: at(24, hour, 0)}, Story: story,
		}
	}
	told := answer.Figures{Groups: []answer.FigureGroup{{Items: []answer.Tally{
		tally(9, news.Killed, 12, "the mayor", 1, 1), tally(5, news.Killed, 9, "the mayor", 1, 1),
		tally(6, news.Killed, 2, "the police", 2, 1), // of the same story
		tally(7, news.Killed, 40, "an army", 3, 2),   // of another
		tally(7, news.Drones, 80, "an army", 1, 1),
	}}}}
	p := plotOf(told, wording.English, time.UTC, nil)
	if len(p.Givers) != 2 || p.Givers[0].Name != "the mayor" || len(p.Givers[0].Values) != 2 ||
		p.Givers[0].Values[0].Low != 9 || p.Givers[1].Name != "the police" || p.Title != "Killed · 24 Apr 2025" {
		t.Errorf("plot %+v", p)
	}
	told.Groups[0].Items = told.Groups[0].Items[3:]
	if p := plotOf(told, wording.English, time.UTC, nil); len(p.Givers) != 0 {
		t.Errorf("two lone numbers are plotted: %+v", p)
	}
}
