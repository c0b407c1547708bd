package bot

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/bot/command"
	"sitrep/news"
	"sitrep/wording"
)

func TestMoment(t *testing.T) {
	kyiv := wording.Zone("Europe/Kyiv") // three hours ahead of UTC in April
	now := at(25, 22, 30)               // 01:30 on the 26th there
	tests := []struct {
		name, in string
		want     time.Time
	}{
		{"not given", "", time.Time{}},
		{"a day", "2025-04-01", time.Date(2025, 4, 1, 0, 0, 0, 0, kyiv)},
		{"a day and a time", "2025-04-01 08:30", time.Date(2025, 4, 1, 8, 30, 0, 0, kyiv)},
		{"a day in words", "3 April 2025", time.Date(2025, 4, 3, 0, 0, 0, 0, kyiv)},
		{"a month", "2025-03", time.Date(2025, 3, 1, 0, 0, 0, 0, kyiv)},
		{"with an offset", "2025-04-01T08:30:00Z", time.Date(2025, 4, 1, 8, 30, 0, 0, time.UTC)},
		{"today", "Today", time.Date(2025, 4, 26, 0, 0, 0, 0, kyiv)},
		{"yesterday", "yesterday", time.Date(2025, 4, 25, 0, 0, 0, 0, kyiv)},
		{"now", "now", now},
		{"hours", "6h", now.Add(-6 * time.Hour)},
		{"weeks", "2w", now.Add(-14 * 24 * time.Hour)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := &Request{Invocation: command.Invocation{
				Values: map[string]string{"since": test.in},
			}, Now: now, Zone: kyiv}
			got, err := r.moment("since")
			if err != nil || !got.Equal(test.want) {
				t.Errorf("moment(%q) = %v, %v, want %v", test.in, got, err, test.want)
			}
		})
	}
	for _, in := range []string{
		"never", "4/5/2025", "2025-13-01", "0000-01-01", "9999-01-01", "-3d", "0h", "99999999w",
		"h",
	} {
		r := &Request{Invocation: command.Invocation{Values: map[string]string{"since": in}}, Now: now}
		if got, err := r.moment("since"); news.ErrorCode(err) != news.Invalid {
			t.Errorf("moment(%q) = %v, %v, want an error", in, got, err)
		}
	}
}

func TestWindow(t *testing.T) {
	window := func(from, to string) (time.Time, time.Time, error) {
		r := &Request{Invocation: command.Invocation{
			Values: map[string]string{"from": from, "to": to},
		}, Now: at(25, 12, 0)}
		return r.window()
	}
	from, to, err := window("2025-04-24", "2025-04-24")
	if err != nil || !from.Equal(at(24, 0, 0)) || !to.Equal(at(25, 0, 0).Add(-time.Millisecond)) {
		t.Errorf("one day is from %v to %v, %v", from, to, err)
	}
	if _, _, err := window("2025-04-25", "2025-04-24"); err == nil || !strings.Contains(err.Error(), "Swap them") {
		t.Errorf("the wrong way round: %v", err)
	}
}

func TestRequestFromAnInteraction(t *testing.T) {
	i := interaction{Guild: "1", Channel: "2", Locale: "de"}
	i.Data.Name = "sources"
	i.Data.Options = []interactionOption{{Name: "list", Type: optionCommand, Options: []interactionOption{
		{Name: "text", Type: 3, Value: []byte(`" kyiv "`)},
		{Name: "count", Type: 4, Value: []byte(`12`)},
		{Name: "flag", Type: 5, Value: []byte(`true`)},
		{Name: "empty", Type: 3, Value: []byte(`""`), Focused: true},
	}}}
	i.Member.User.ID, i.Member.Permissions = "3", 32
	r, focused := i.request()
	if r.Path != "sources list" || focused != "empty" || !r.Manager || r.User != "3" || r.Guild != "1" ||
		r.Channel != "2" {
		t.Errorf("request %+v, focused %q", r, focused)
	}
	for name, want := range map[string]string{"text": "kyiv", "count": "12", "flag": "true"} {
		if got := r.Values[name]; got != want {
			t.Errorf("option %s = %q, want %q", name, got, want)
		}
	}
	if _, given := r.Values["empty"]; given {
		t.Error("an empty value counts as given")
	}
	i.Member.Permissions = 2048
	if r, _ := i.request(); r.Manager {
		t.Error("Send Messages counts as Manage Server")
	}
}

func TestRequestWithAFile(t *testing.T) {
	raw := `{"data":{"name":"sources","options":[{"name":"import","type":1,"options":[
		{"name":"file","type":11,"value":"77"},{"name":"note","type":3,"value":"77"}]}],
		"resolved":{"attachments":{"77":{"id":"77","filename":"feeds.opml","size":12,
		"url":"https://cdn.example/feeds.opml","content_type":"text/xml"}}}}}`
	var i interaction
	if err := json.Unmarshal([]byte(raw), &i); err != nil {
		t.Fatal(err)
	}
	r, _ := i.request()
	want := map[string]Upload{"file": {
		Name: "feeds.opml", Type: "text/xml", Size: 12,
		URL: "https://cdn.example/feeds.opml",
	}}
	if diff := cmp.Diff(want, r.Uploads); diff != "" {
		t.Error(diff)
	}
}
