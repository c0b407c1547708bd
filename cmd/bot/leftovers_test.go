package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	botcommand "sitrep/bot/command"
	"sitrep/wording"
)

// leftovers finds English in replies in other languages: words that stand in the English reply as well, that no article
// and no name brings, and that are none of the language's own; and whole phrases of the catalogue.
type leftovers struct {
	printed map[string]bool     // words of articles and names, which stay as they are
	typed   map[string]bool     // words of commands with their options, and of what the shows type
	english map[string][]string // words of the English replies, by show
	locales string              // the folder of what Discord shows of commands
}

var (
	wordIn = regexp.MustCompile(`\pL[\pL\pM]{2,}`)
	stays  = regexp.MustCompile("`[^`]*`" + `|</?[^>]*>|\]\([^)]*\)|/[a-z][a-z_]*( [a-z]+)?` +
		`|\b[A-Z][a-z]+/[A-Z][A-Za-z_/]+` + // time zones
		`|“[^”]*”|„[^“]*“|«[^»]*»|(?m:^> .*$)`)
	phraseEnds = regexp.MustCompile(`[·:—(),;.\n⁨⁩*_]|\s-\s`)
)

// look looks at a reply, which in English says what to look for in others.
func (l *leftovers) look(t *testing.T, w *wording.Words, name string, body []byte) {
	t.Helper()
	said := saidIn(t, body)
	if w == wording.English {
		l.english[name] = append(l.english[name], wordIn.FindAllString(said, -1)...)
		return
	}
	found := map[string]bool{}
	own := l.own(t, w)
	for _, word := range wordIn.FindAllString(said, -1) {
		folded := strings.ToLower(word)
		if slices.Contains(l.english[name], word) && !l.printed[folded] && !l.typed[folded] &&
			!own[folded] && !found[word] {
			found[word] = true
			t.Errorf("%s: %q is English: %s", name, word, around(said, word))
		}
	}
	for _, phrase := range phraseEnds.Split(said, -1) {
		phrase = strings.TrimSpace(strings.Trim(strings.TrimSpace(phrase), "0123456789#"))
		told, ok := w.Told(phrase)
		if !ok {
			told, ok = w.Told(strings.ToLower(phrase))
		}
		if ok && !strings.EqualFold(told, phrase) && wordIn.MatchString(phrase) && !found[phrase] && !l.typed[phrase] {
			found[phrase] = true
			t.Errorf("%s: %q is %q: %s", name, phrase, told, around(said, phrase))
		}
	}
}

// own are the words that a language's catalogue and its descriptions of commands say.
func (l *leftovers) own(t *testing.T, w *wording.Words) map[string]bool {
	t.Helper()
	own := map[string]bool{}
	files, err := filepath.Glob(filepath.Join(l.locales, w.Tag()+"*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("descriptions of commands in %s: %v, %v", w.Tag(), files, err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var described map[string]string
		if err := json.Unmarshal(data, &described); err != nil {
			t.Fatal(err)
		}
		for _, text := range described {
			learn(own, text)
		}
	}
	texts, plurals := w.Says()
	for _, english := range texts {
		learn(own, w.Say(english))
	}
	for _, english := range plurals {
		for _, form := range w.Counts[english] {
			learn(own, form)
		}
	}
	for _, month := range slices.Concat(w.Months, w.Short) {
		learn(own, month)
	}
	return own
}

// around is the line in which a word stands.
func around(said, word string) string {
	i := strings.Index(said, word)
	from := strings.LastIndexByte(said[:i], '\n') + 1
	line, _, _ := strings.Cut(said[from:], "\n")
	return line
}

func learn(words map[string]bool, text string) {
	for _, word := range wordIn.FindAllString(text, -1) {
		words[strings.ToLower(word)] = true
	}
}

// saidIn is all that a reader of a message or a form sees of it, less what stays English: code, commands, addresses,
// quotations.
func saidIn(t *testing.T, body []byte) string {
	t.Helper()
	var message any
	if err := json.Unmarshal(body, &message); err != nil {
		t.Fatal(err)
	}
	var lines []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for key, e := range v {
				s, ok := e.(string)
				switch {
				case ok && slices.Contains([]string{"content", "label", "placeholder", "title", "description"}, key):
					lines = append(lines, stays.ReplaceAllString(s, "\n"))
				case key != "author":
					walk(e)
				}
			}
		}
	}
	walk(message)
	return strings.Join(lines, "\n")
}

// newLeftovers knows what stays as it is.
func newLeftovers(t *testing.T, a *program, locales string) *leftovers {
	t.Helper()
	l := &leftovers{
		printed: map[string]bool{}, typed: map[string]bool{}, english: map[string][]string{}, locales: locales,
	}
	learn(l.printed, "Europe Kyiv Telegram RSS SHA OPML UTC Kursk Oblast Sitrep dev managers carla "+whoIsIn)
	data, err := dispatches.ReadFile(dispatchFile)
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(data) {
		var article map[string]string
		if err := json.Unmarshal(line, &article); err != nil {
			t.Fatal(err)
		}
		learn(l.printed, strings.Join(slices.Collect(maps.Values(article)), " "))
	}
	for _, tag := range wording.Languages() {
		learn(l.printed, wording.In(tag).Own())
	}
	for _, s := range a.sources {
		learn(l.printed, s.Name+" "+s.Family)
	}
	learn(l.typed, botcommand.ScheduleExamples+" wire football pontoon ferry bridge bridges twice yesterday")
	var add func([]botcommand.Command)
	add = func(all []botcommand.Command) {
		for _, c := range all {
			learn(l.typed, c.Name)
			for _, o := range c.Options {
				learn(l.typed, o.Name)
			}
			add(c.Commands)
		}
	}
	add(botcommand.All())
	return l
}
