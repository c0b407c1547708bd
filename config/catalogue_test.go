package config

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestCatalogueIsValid(t *testing.T) {
	p := Catalogue()
	// The rules for what an operator writes hold for what we ship; an alias must moreover lead to one outlet only.
	c := Default()
	c.Sources, c.Topics = p.Sources, p.Topics
	if err := c.Validate(); err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for _, s := range p.Sources {
		if s.Kind == "" || s.Home == "" || s.Language == "" {
			t.Errorf("%s lacks kind, home or language", s.Name)
		}
		if s.Kind == "state media" && s.Party == "" {
			t.Errorf("%s is a state's outlet without party", s.Name)
		}
		for _, name := range append([]string{s.Name}, s.Aliases...) {
			if other := known[fold(name)]; other != "" && other != s.Name {
				t.Errorf("%q is %s and %s", name, other, s.Name)
			}
			known[fold(name)] = s.Name
		}
	}
	slugs, feeds, languages, kinds := map[string]bool{}, map[string]string{}, map[string]int{}, map[string]int{}
	for _, topic := range p.Topics {
		slugs[topic.Slug] = true
	}
	polled := 0
	for _, s := range p.Sources {
		languages[s.Language]++
		kinds[s.Kind]++
		if len(s.Feeds) > 0 {
			polled++
		}
		for _, f := range s.Feeds {
			if other := feeds[f.URL]; other != "" {
				t.Errorf("%s and %s have the feed %s", other, s.Name, f.URL)
			}
			feeds[f.URL] = s.Name
			for _, slug := range f.Topics {
				if !slugs[slug] {
					t.Errorf("%s: %s is filed under %s, which is no preset", s.Name, f.URL, slug)
				}
			}
		}
	}
	if polled < 60 || len(languages) < 5 || len(kinds) < 7 {
		t.Errorf("%d outlets with feeds, languages %v, kinds %v: want sixty, five, all seven", polled, languages, kinds)
	}
	signs := map[string]string{}
	for _, topic := range p.Topics {
		if other := signs[topic.Sign]; other != "" {
			t.Errorf("%s and %s share the sign %s", other, topic.Slug, topic.Sign)
		}
		signs[topic.Sign] = topic.Slug
	}
}

func TestCatalogueTopics(t *testing.T) {
	want := []string{
		"ukraine-war", "gaza-israel", "lebanon", "syria", "iran", "yemen-red-sea", "sudan", "dr-congo", "sahel",
		"myanmar",
		"taiwan-strait", "korea", "iraq", "libya", "ethiopia-somalia", "afghanistan-pakistan", "kashmir", "haiti",
		"venezuela", "mexico", "western-balkans", "south-caucasus",
	}
	var got []string
	for _, topic := range Catalogue().Topics {
		got = append(got, topic.Slug)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the catalogue's topics are %v, want %v", got, want)
	}
}

func TestAllSources(t *testing.T) {
	for _, tt := range []struct {
		name, doc string
		with      []string
		without   []string
	}{
		{"by default those in English", "", []string{"Reuters", "BBC News"}, []string{"BBC Russian"}},
		{"another language", "[catalogue]\nlanguages = ['ru']", []string{"BBC Russian"}, []string{"BBC News"}},
		{"all languages", "[catalogue]\nlanguages = []", []string{"BBC Russian", "BBC News"}, nil},
		{"only", "[catalogue]\nonly = ['bbc russian']", []string{"BBC Russian"}, []string{"BBC News"}},
		{"except", "[catalogue]\nexcept = ['BBC News']", []string{"Reuters"}, []string{"BBC News"}},
		{"none", "[catalogue]\nuse = false\n[[sources]]\nname = 'A'", []string{"A"}, []string{"BBC News"}},
		{"own beside", "[[sources]]\nname = 'A'", []string{"A", "BBC News"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := parse("c.toml", []byte(tt.doc), nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range c.AllSources() {
				got = append(got, s.Name)
			}
			for _, name := range tt.with {
				if !slices.Contains(got, name) {
					t.Errorf("AllSources lacks %s", name)
				}
			}
			for _, name := range tt.without {
				if slices.Contains(got, name) {
					t.Errorf("AllSources has %s", name)
				}
			}
		})
	}
}

func TestOwnReplacesPreset(t *testing.T) {
	doc := "[[sources]]\nname = 'bbc news'\nfeeds = ['https://a.example']\n[[topics]]\nslug = 'sudan'\nname = " +
		"'Mine'\nwords = ['x']"
	c, err := parse("c.toml", []byte(doc), nil)
	if err != nil {
		t.Fatal(err)
	}
	var feeds, topics []string
	for _, s := range c.AllSources() {
		if fold(s.Name) == "bbc news" {
			feeds = append(feeds, s.Feeds[0].URL)
		}
	}
	for _, topic := range c.AllTopics() {
		if topic.Slug == "sudan" {
			topics = append(topics, topic.Name)
		}
	}
	if want := []string{"https://a.example"}; !slices.Equal(feeds, want) {
		t.Errorf("the feeds of BBC News are %v, want %v", feeds, want)
	}
	if want := []string{"Mine"}; !slices.Equal(topics, want) {
		t.Errorf("the topics called sudan are %v, want %v", topics, want)
	}
}

// TestCatalogueCoversTopics: every preset has outlets of its own that are polled. Where there are fewer than six
// publishers, as far as the public record of feeds goes, the log says so.
func TestCatalogueCoversTopics(t *testing.T) {
	p := Catalogue()
	for _, topic := range p.Topics {
		families := map[string]bool{}
		for _, s := range p.Sources {
			own := s.Country != "" && slices.Contains(topic.Countries, s.Country)
			for _, f := range s.Feeds {
				if !s.Off && (own || slices.Contains(f.Topics, topic.Slug)) {
					families[cmp.Or(s.Family, s.Name)] = true
				}
			}
		}
		if len(families) < 6 {
			t.Logf("%s has %d of six: %v", topic.Slug, len(families), slices.Sorted(maps.Keys(families)))
		}
		if len(families) == 0 && topic.Slug != "kashmir" { // both sides' press is filed under nothing
			t.Errorf("%s has no outlet of its own", topic.Slug)
		}
	}
}

func TestChannelsAreOff(t *testing.T) {
	polled := func(c CatalogueUse) (n int) {
		for _, s := range (Config{Catalogue: c}).AllSources() {
			if strings.Contains(s.Home, "//t.me/") {
				n++
			}
		}
		return n
	}
	const channel = "Ukrainian Air Force on Telegram"
	if n := polled(CatalogueUse{Use: true}); n != 0 {
		t.Errorf("%d channels are polled though nobody asked for them", n)
	}
	if n := polled(CatalogueUse{Use: true, Also: []string{channel}}); n != 1 {
		t.Errorf("%d channels are polled, want the one that is asked for", n)
	}
	if n := polled(CatalogueUse{Use: true, Only: []string{channel}}); n != 1 {
		t.Errorf("%d channels are polled, want the only one that is asked for", n)
	}
}
