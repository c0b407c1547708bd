package story

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// Directory looks outlets up by any name that others cite them by.
type Directory struct {
	byKey   map[string]news.Source
	parties *Parties // sides of conflicts, nil if none are known
}

// NewDirectory indexes sources by name and alias.
func NewDirectory(sources []news.Source) Directory {
	d := Directory{byKey: make(map[string]news.Source, 2*len(sources))}
	for _, s := range sources {
		for _, name := range append([]string{s.Name}, s.Aliases...) {
			key := text.Key(name)
			if _, taken := d.byKey[key]; !taken {
				d.byKey[key] = s
			}
		}
	}
	return d
}

// With returns the directory with the sides for which people and bodies speak.
func (d Directory) With(p *Parties) Directory {
	d.parties = p
	return d
}

// Find returns the outlet of that name.
func (d Directory) Find(name string) (news.Source, bool) {
	key := text.Key(name)
	s, ok := d.byKey[key]
	if !ok {
		s, ok = d.byKey[strings.TrimPrefix(key, "the ")]
	}
	return s, ok
}

// name is what an outlet is called: its own name if it is known, else as it is cited.
func (d Directory) name(cited string) string {
	if s, ok := d.Find(cited); ok {
		return s.Name
	}
	return cited
}

// party is the side that an outlet speaks for, "" if it is not known to speak for one.
func (d Directory) party(name string) string {
	s, _ := d.Find(name)
	return s.Party
}

// family is what makes two origins one: the publisher's family if the outlet is known, else the name itself.
func (d Directory) family(name string) string {
	if s, ok := d.Find(name); ok {
		return text.Key(s.FamilyName())
	}
	return text.Key(name)
}

// wireOf returns the agency whose copy an article is, by its dateline or its byline; "" if it is the outlet's own.
func wireOf(a news.Article, book Directory) string {
	if agency, _ := text.Dateline(a.Body); agency != "" {
		return agency
	}
	if s, ok := book.Find(a.Byline); ok && s.Kind == news.KindWire {
		return s.Name
	}
	return ""
}

// origin says who put a sentence into the world first, as far as its article tells: a cited outlet before its
// source, a named speaker before the outlet that quotes him, the wire before whoever prints it.
func origin(a news.Article, wire string, s news.Sentence, book Directory, sides *sides) news.Origin {
	st, ok := governing(s)
	if ok && (english.Sources.Pronouns[strings.ToLower(st.Speaker)] || happens(st, s.Events, a.Body)) {
		st.Speaker = "" // whoever is meant, a guess would put words into a mouth
	}
	if _, outlet := book.Find(st.Speaker); ok && outlet && st.Via == "" {
		st.Via = st.Speaker
	}
	unnamed := ok && (st.Anonymous || unnamed(st.Speaker))
	switch {
	case ok && st.Via != "" && !sameOutlet(st.Via, a.Source, book):
		o := news.Origin{
			Name: book.name(st.Via), Kind: news.OriginOutlet, Family: book.family(st.Via),
			Citing: cited(a, s.Text, st), Party: cmp.Or(book.party(st.Via), sides.of(st, s.Span())),
		}
		switch {
		case unnamed || Naming(o.Citing).Indefinite:
			o.Unnamed = true
		case st.Speaker != "" && st.Speaker != st.Via:
			o.Family = text.Key(st.Speaker) // who tells two outlets is one origin
		}
		return o
	case ok && !unnamed && st.Speaker != "" && !sameOutlet(st.Speaker, a.Source, book):
		return news.Origin{
			Name: st.Speaker, Kind: news.OriginOfficial, Family: text.Key(st.Speaker),
			Party: sides.of(st, s.Span()),
		}
	}
	if o, named := headlined(a, s, ok, book, sides); named {
		return o
	}
	o := reporting(a, wire, book)
	if o.Citing = leaning(a, s, st, ok, unnamed); o.Citing != "" {
		if party := sides.of(st, s.Span()); unnamed && party != "" {
			return news.Origin{Name: o.Citing, Kind: news.OriginAnonymous, Party: party}
		}
		o.Kind = news.OriginAnonymous
		if o.Name == "" {
			o.Name, o.Citing = o.Citing, ""
		}
	}
	return o
}

// headlineSource is whose word a title says that it is: "Hate crimes double, police say". "" is nobody's.
func headlineSource(title string) string {
	m := english.Sources.Headline.FindStringSubmatch(strings.TrimSpace(title))
	if m == nil {
		return ""
	}
	first, _, _ := strings.Cut(strings.ToLower(m[1]), " ")
	if english.Sources.Pronouns[first] || english.Sources.Joining[first] {
		return ""
	}
	return m[1]
}

// headlined is the origin of what an article begins with and puts down to nobody, where its title says whose word it
// is: two outlets that tell it so are one origin. said is whether the sentence says itself who says it.
func headlined(a news.Article, s news.Sentence, said bool, book Directory, sides *sides) (o news.Origin, named bool) {
	who := headlineSource(a.Title)
	if said || s.Position > 0 || who == "" || sameOutlet(who, a.Source, book) {
		return o, false
	}
	party := sides.of(news.Statement{Speaker: who}, s.Span())
	if _, outlet := book.Find(who); outlet {
		return news.Origin{
			Name: book.name(who), Kind: news.OriginOutlet, Family: book.family(who),
			Party: cmp.Or(book.party(who), party),
		}, true
	}
	if unnamed(who) {
		return news.Origin{
			Name: cmp.Or(a.Source.Name, who), Citing: who, Kind: news.OriginAnonymous, Party: party,
		}, true
	}
	return news.Origin{Name: who, Kind: news.OriginOfficial, Family: text.Key(who), Party: party}, true
}

// happens reports whether a speaker is something that happened and not somebody: "the truce called for …". The last
// word of a name that tells an act elsewhere ("the River Alliance", "the Hill Cartel") is somebody.
func happens(st news.Statement, events []news.EventMention, body string) bool {
	return slices.ContainsFunc(events, func(e news.EventMention) bool {
		if len(st.Source) != 1 || !st.Source[0].Contains(e.Span()) || st.Source[0].End != e.End {
			return false
		}
		first, _ := utf8.DecodeRuneInString(body[e.Start:])
		return e.Start == st.Source[0].Start || !unicode.IsUpper(first)
	})
}

// leaning is whom or what an outlet leans on that is not named, in the article's words: officials, footage, hearsay.
// said is whether the sentence hangs on the statement st. "" is nobody.
func leaning(a news.Article, s news.Sentence, st news.Statement, said, unnamed bool) string {
	if unnamed {
		return cmp.Or(cited(a, s.Text, st), st.Speaker)
	}
	if said {
		return ""
	}
	if seen := english.Sources.Footage.FindStringSubmatch(s.Text); seen != nil {
		return seen[1]
	}
	if heard := english.Sources.Hearsay.FindStringSubmatch(s.Text); heard != nil {
		return heard[1]
	}
	return ""
}

// unnamed reports whether a speaker is a description that fits many: "local officials", "residents", "Arab media".
// Who has a name, a title or an institution is none.
func unnamed(speaker string) bool {
	return speaker != "" && Naming(speaker).Indefinite
}

// reporting is the origin of what an article states without naming anybody. An outlet that nobody has described (a
// feed that was added by its address alone) and a text in a language that is not read may be anybody's copy: they
// are no known origin.
func reporting(a news.Article, wire string, book Directory) news.Origin {
	switch {
	case wire != "" && !sameOutlet(wire, a.Source, book):
		return news.Origin{
			Name: book.name(wire), Kind: news.OriginOutlet, Family: book.family(wire), Party: book.party(wire),
		}
	case a.Source.Name == news.UnknownSource || a.Source.Kind == news.KindAggregator:
		return news.Origin{Kind: news.OriginUnknown}
	}
	o := news.Origin{
		Name: a.Source.Name, Kind: news.OriginOwn, Family: text.Key(a.Source.FamilyName()),
		Party: a.Source.Party,
	}
	if a.Source.Kind == news.KindUnknown || !reads(a.Language) {
		o.Kind = news.OriginUnknown
	}
	return o
}

// reads reports whether it is read who says what in a language. In others an attribution goes unseen.
func reads(language string) bool { return len(lang.Of(language).Attribution.PlainSaying) > 0 }

func sameOutlet(name string, s news.Source, book Directory) bool {
	return book.family(name) == text.Key(s.FamilyName()) || text.Key(name) == text.Key(s.Name)
}

// cited returns whom an origin leans on, in the article's words: the second source of "Interfax reported, citing an
// anonymous source", or the officials of "U.S. officials told Axios".
func cited(a news.Article, sentence string, st news.Statement) string {
	for _, span := range slices.Backward(st.Source) {
		words := span.In(a.Body)
		if !strings.Contains(text.Key(words), text.Key(st.Via)) {
			return strings.TrimRight(words, ", ")
		}
	}
	if m := english.Sources.Citing.FindStringSubmatch(sentence); m != nil {
		return m[1]
	}
	if st.Speaker != st.Via {
		return st.Speaker
	}
	return ""
}

// Corrections are what the sentences of an article that has been joined to facts teach about stored ones: where a
// wire tells what others printed word for word before its own article came, they had it from the wire. Whoever was
// counted as their origin until then is not counted any more.
func Corrections(a news.Article, sentences []news.Sentence, facts []news.Fact,
	book Directory,
) (out []news.Reattribution) {
	if a.Source.Kind != news.KindWire {
		return nil
	}
	at := make(map[int64]*news.Fact, len(facts))
	for i := range facts {
		at[facts[i].ID] = &facts[i]
	}
	for _, s := range sentences {
		f := at[s.Fact]
		if f == nil || s.Origin.Kind != news.OriginOwn {
			continue
		}
		wire := news.Origin{
			Name: a.Source.Name, Kind: news.OriginOutlet, Family: s.Origin.Family,
			Party: s.Origin.Party, Naming: s.Origin.Naming,
		}
		for _, o := range f.Sentences {
			own := o.Origin.Kind == news.OriginOwn || o.Origin.Kind == news.OriginUnknown
			// Copies of a copy were put down to the outlet that had them first.
			byCopy := o.Origin.Kind == news.OriginOutlet &&
				slices.ContainsFunc(f.Sentences,
					func(x news.Sentence) bool { return book.family(x.Source) == o.Origin.Family })
			if o.ID != 0 && o.Source != a.Source.Name && o.Origin.Family != wire.Family && (own || byCopy) &&
				!isWire(o.Source, book) && copied(s.Text, o.Text) {
				out = append(out, news.Reattribution{Sentence: o.ID, Origin: wire, Status: s.Status})
			}
		}
	}
	return out
}

func isWire(outlet string, book Directory) bool {
	s, ok := book.Find(outlet)
	return ok && s.Kind == news.KindWire
}
