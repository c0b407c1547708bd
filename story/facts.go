package story

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// Thresholds of saying the same thing, as cosine of tf-idf vectors of two sentences. Above certain nothing tells them
// apart; two wordings of one event share names, place and verb. Between same and likely only a shared toll or a shared
// place and person decides.
const (
	certain  = 0.90
	same     = 0.58
	likely   = 0.42
	reworded = 0.26 // of two sentences that tell one happening by act, day and place
	denial   = 0.30 // of a denial or a confirmation and what it is about: the content is repeated, the frame is not
	beside   = 0.33 // of the words beside the names: "arrived for talks" and "met for three hours" have .1
)

// tollWindow is how far apart two tolls of one kind and place may be published and still count one incident.
const tollWindow = 3 * 24 * time.Hour

// Join gives every sentence of an article its fact: the nearest stored fact of the story if it says the same thing,
// else a new one with a negative number. Sentences of one article that say the same thing share a fact. facts are the
// story's, each with its sentences. The result is a copy in the same order.
func Join(sentences []news.Sentence, facts []news.Fact, book Directory) []news.Sentence {
	out := slices.Clone(sentences)
	known := newCompany(out, slices.Clone(facts))
	fresh := int64(0)
	for i := range out {
		s := &out[i]
		f := (*news.Fact)(nil)
		if s.TakesBack() {
			f = correctedBy(out[:i], *s, known.facts)
			if f == nil {
				s.Background = s.Origin.Kind != news.OriginOfficial // it corrects what nobody was told
				s.Status = status(*s)
			}
		}
		if f == nil {
			f = known.nearest(i)
		}
		if f == nil {
			f = countedBeside(out[:i], *s, known.facts)
		}
		if f == nil {
			var retelling bool
			f, retelling = known.retells(i)
			s.Background = s.Background || retelling && f == nil
		}
		if f != nil {
			s.Fact = f.ID
			if edited(*s, *f) {
				s.Status = news.Corrected
			}
			s.Origin = reprinted(*s, *f, book)
		} else {
			fresh--
			s.Fact = fresh
			s.Denies = denied(*s, out[:i], known.facts)
		}
		known.states(i, s.Fact)
	}
	for i := range out {
		out[i].Figures = undenied(out[i])
	}
	return restated(out, known.facts)
}

// countedBeside returns the fact of the sentence before s in its article, if that gives a toll and s, which names no
// place, goes on counting, as in "Ninety people were injured, the mayor said".
func countedBeside(before []news.Sentence, s news.Sentence, facts []news.Fact) *news.Fact {
	if len(before) == 0 || !slices.ContainsFunc(s.Terms, func(t news.Term) bool {
		return strings.HasPrefix(t.Text,
			sceneMark)
	}) || s.Background || english.Incidents.Another.MatchString(s.Text) {
		return nil
	}
	b := before[len(before)-1]
	if b.Position != s.Position-1 || !slices.ContainsFunc(b.Figures, isToll) || tollsDiffer(b, s) {
		return nil
	}
	if i := slices.IndexFunc(facts, func(f news.Fact) bool { return f.ID == b.Fact }); i >= 0 {
		return &facts[i]
	}
	return nil
}

// Joined returns facts with sentences that [Join] has given them, in order: new ones at the end.
func Joined(facts []news.Fact, sentences []news.Sentence) []news.Fact {
	out := slices.Clone(facts)
	at := make(map[int64]int, len(out))
	for i, f := range out {
		at[f.ID] = i
	}
	for _, s := range sentences {
		i, ok := at[s.Fact]
		if !ok {
			i = len(out)
			at[s.Fact] = i
			out = append(out, news.Fact{ID: s.Fact})
		}
		out[i].Sentences = append(slices.Clip(out[i].Sentences), s)
	}
	return out
}

// recounts reports whether one of two tolls of a place is a count of what the other one counted, by its words or by its
// number.
func recounts(a, b news.Sentence) bool {
	again := english.Incidents.Recounting
	return again.MatchString(a.Text) || again.MatchString(b.Text) || !tollsDiffer(a, b)
}

// tollsDiffer reports whether two sentences count the same people and agree on no number.
func tollsDiffer(a, b news.Sentence) bool {
	differ := false
	for _, x := range a.Figures {
		for _, y := range b.Figures {
			if comparable(x, y) {
				if x.Low == y.Low {
					return false
				}
				differ = true
			}
		}
	}
	return differ
}

// tollsAgree reports whether two sentences count the same people and agree on a number.
func tollsAgree(a, b news.Sentence) bool {
	return slices.ContainsFunc(a.Figures, func(x news.Figure) bool {
		return slices.ContainsFunc(b.Figures, func(y news.Figure) bool { return comparable(x, y) && x.Low == y.Low })
	})
}

// comparable reports whether two figures count people of one kind and say exactly enough how many.
func comparable(x, y news.Figure) bool {
	return isToll(x) && x.Kind == y.Kind && x.Bound != news.Vague && y.Bound != news.Vague && !x.Cumulative &&
		!y.Cumulative && counted(x) == counted(y)
}

// oneIncident reports whether two tolls of one place may count one incident for all that the sentences say of the time:
// they name a day in common, or come within a day of each other.
func oneIncident(a, b news.Sentence) bool { return oneTime(a, b) && !apart(a, b) }

func oneTime(a, b news.Sentence) bool {
	return a.Time.Sub(b.Time).Abs() <= 24*time.Hour || meet(days(a), days(b))
}

// similarity of two sentences: 0 if something tells them apart, else their cosine, raised over the threshold where a
// shared toll or shared names say more than the wording.
func similarity(s, o news.Sentence, cosine float64) float64 {
	c := cosine
	if c < certain {
		c *= faded(s.Time.Sub(o.Time).Abs())
	}
	if c < reworded { // nothing raises it; most pairs end here
		return 0
	}
	if apart(s, o) { // whatever the words
		return 0
	}
	if c >= certain {
		return c
	}
	if oneHappening(s, o) && (!tollsDiffer(s, o) || sharedToll(s, o)) {
		return max(c, same)
	}
	if c < denial {
		return 0
	}
	if c >= likely && sameToll(s, o) && oneIncident(s, o) {
		return max(c, same)
	}
	names, other := sharedName(s, o), s.Article != o.Article
	if names >= 2 && other && confirmedLater(s, o) {
		return max(c, same) // the content is repeated, the frame is not
	}
	switch {
	case c < likely:
		return c
	case !other && tollsAgree(s, o):
		return max(c, same) // the lead, told again with its dateline
	// nobody says the same thing twice in one breath; what follows is about the same matter
	case !other && c < certain-0.1:
		return 0
	case names > 0 && alikeBeside(s, o) < beside: // the same people or town, another act
		return 0
	case names >= 2 && other:
		return max(c, same)
	}
	return c
}

// confirmedLater reports whether the later of two sentences confirms something within days of the earlier one.
func confirmedLater(s, o news.Sentence) bool {
	if s.Time.Before(o.Time) {
		s, o = o, s
	}
	return confirming(s) && !confirming(o) && s.Time.Sub(o.Time) <= tollWindow
}

// alikeBeside is the cosine of two sentences without names and their parts: what happened, whoever it happened to.
func alikeBeside(a, b news.Sentence) float64 {
	return cosine(withoutNames(a), withoutNames(b))
}

func withoutNames(s news.Sentence) map[string]float64 {
	parts := map[string]bool{}
	for _, t := range s.Terms {
		if name, ok := strings.CutPrefix(t.Text, nameMark); ok {
			for w := range strings.FieldsSeq(name) {
				parts[lang.English.Stem(w)] = true
			}
		}
	}
	out := map[string]float64{}
	for _, t := range s.Terms {
		if !strings.HasPrefix(t.Text, nameMark) && !strings.HasPrefix(t.Text, sceneMark) && !parts[t.Text] {
			out[t.Text] = t.Weight
		}
	}
	return out
}

// confirming reports whether somebody named confirms what the sentence says.
func confirming(s news.Sentence) bool {
	st, ok := governing(s)
	return ok && st.Stance == news.Confirms && !st.Anonymous && s.Origin.Kind == news.OriginOfficial
}

// faded is what is left of a similarity over time: two alike sentences of one day tell one event, two of different
// weeks tell two. The first two days cost nothing: the second day's papers retell the first.
func faded(gap time.Duration) float64 {
	const free, half = 48 * time.Hour, 5 * 24 * time.Hour
	return math.Exp2(-float64(max(gap-free, 0)) / float64(half))
}

// apart reports whether two sentences cannot state the same thing however alike their words are: they happen in
// different places, on different days, or are said by different people.
func apart(a, b news.Sentence) bool {
	if len(towns(a)) > 0 && len(towns(b)) > 0 && !sameLocality(a, b) {
		return true
	}
	if confirmedLater(a, b) {
		return false // by somebody else, on another day
	}
	if incompatible(a, b) || renewed(a, b) || renewed(b, a) {
		return true
	}
	if tollsDiffer(a, b) && (elsewhere(a, b) || (!oneTime(a, b) && !english.Incidents.Recounting.MatchString(a.Text) &&
		!english.Incidents.Recounting.MatchString(b.Text))) {
		return true
	}
	da, db := days(a), days(b)
	if len(da) > 0 && len(db) > 0 && !meet(da, db) || untold(da, b) || untold(db, a) {
		return true
	}
	return saidApart(a, b)
}

// saidApart reports whether two named speakers say two things, or one of them denies.
func saidApart(a, b news.Sentence) bool {
	sa, oka := governing(a)
	sb, okb := governing(b)
	if oka && okb && !sa.Anonymous && !sb.Anonymous && sa.Via == "" && sb.Via == "" && sa.Speaker != "" &&
		sb.Speaker != "" {
		if text.Key(sa.Speaker) != text.Key(sb.Speaker) && !sharedToll(a, b) && !oneAct(a, b) {
			return true
		}
		if (sa.Stance == news.Denies) != (sb.Stance == news.Denies) {
			return true
		}
	}
	return false
}

// untold reports whether all the days are later than the sentence: nobody tells what has not happened. Where it is
// midnight already a day is half a day ahead of UTC.
func untold(days []string, s news.Sentence) bool {
	const ahead = 13 * time.Hour
	return len(days) > 0 && slices.Min(days) > s.Time.Add(ahead).Format(time.DateOnly)
}

// oneAct reports whether two sentences tell the same act: who says so beside another bears it out.
func oneAct(a, b news.Sentence) bool {
	x, y := acts(a), acts(b)
	return slices.ContainsFunc(chief(x), func(e news.EventMention) bool {
		return slices.ContainsFunc(chief(y), func(f news.EventMention) bool {
			return (ofOneSort(e, f) || bothForce(e, f)) && !contrary(e, f)
		})
	})
}

// towns are the places of a sentence that are smaller than a country or region.
func towns(s news.Sentence) []news.Place {
	var out []news.Place
	for _, p := range s.Places {
		if p.Point != nil && p.Extent != news.Wide && p.Extent != news.Region && !wide[text.Key(p.Name)] &&
			!province(s, p) {
			out = append(out, p)
		}
	}
	return out
}

// province reports whether a place is named as a region by the words beside it: "Idlib province" is not the town.
func province(s news.Sentence, p news.Place) bool {
	from, to := p.Start-s.Start, p.End-s.Start
	if from < 0 || to > len(s.Text) || from > to {
		return false
	}
	behind := strings.TrimPrefix(strings.TrimPrefix(s.Text[to:], "'"), "s")
	if word, ok := strings.CutPrefix(behind, " "); ok && english.Incidents.Regions[firstWord(word)] {
		return true
	}
	before, ok := strings.CutSuffix(s.Text[:from], " of ")
	return ok && english.Incidents.Regions[strings.ToLower(before[strings.LastIndexByte(before, ' ')+1:])]
}

// firstWord is the first word of s in lower case.
func firstWord(s string) string {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return strings.ToLower(s[:i])
		}
	}
	return strings.ToLower(s)
}

// wide are places so large, or so often a government's byname, that they tell no two events apart.
var wide = set(`ukraine russia israel gaza lebanon syria iran iraq yemen sudan congo mali niger burkina myanmar
	taiwan china
	korea europe us usa washington moscow kremlin london brussels crimea donbas america britain turkey egypt jordan
	beijing tehran poland germany france belarus qatar`)

// days are the calendar days that a sentence names by weekday, each resolved to the last such day not after
// publication.
func days(s news.Sentence) []string {
	var out []string
	if strings.ContainsAny(s.Text, "0123456789") {
		out = dates(s)
	}
	if !strings.Contains(s.Text, "day") {
		return out // the expression is slow, and most sentences name none
	}
	for _, at := range english.Background.Weekday.FindAllStringIndex(s.Text, -1) {
		name := s.Text[at[0]:at[1]]
		if english.Incidents.Framed.MatchString(s.Text[:at[0]]) {
			continue // that day it was said
		}
		for back := range 7 {
			if d := s.Time.AddDate(0, 0, -back); d.Weekday().String() == name {
				out = append(out, d.Format(time.DateOnly))
				break
			}
		}
	}
	return out
}

// dates are the calendar days that a sentence names by month and day, of the year in which they are nearest to
// publication.
func dates(s news.Sentence) (out []string) {
	add := func(month, day string) {
		m, err := time.Parse("Jan", month[:3])
		d, errDay := strconv.Atoi(day)
		if err != nil || errDay != nil || d < 1 || d > 31 {
			return
		}
		at := time.Date(s.Time.Year(), m.Month(), d, 0, 0, 0, 0, time.UTC)
		const half = 183 * 24 * time.Hour // of a year: a day further ahead is last year's, one as far back next year's
		switch ahead := at.Sub(s.Time); {
		case ahead > half:
			at = at.AddDate(-1, 0, 0)
		case ahead < -half:
			at = at.AddDate(1, 0, 0)
		}
		out = append(out, at.Format(time.DateOnly))
	}
	if !holds(s.Text, english.Days.MonthStarts) {
		return nil // the expressions are slow, and most sentences name no month
	}
	for _, m := range english.Days.MonthDay.FindAllStringSubmatch(s.Text, -1) {
		add(m[1], m[2])
	}
	for _, m := range english.Days.DayMonth.FindAllStringSubmatch(s.Text, -1) {
		add(m[2], m[1])
	}
	return out
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// sameToll reports whether both sentences count the same thing in the same place within one incident's time, whatever
// the numbers: the later one revises the earlier. A later count of less than half is another incident's.
func sameToll(a, b news.Sentence) bool {
	if a.Time.Before(b.Time) {
		a, b = b, a
	}
	return a.Time.Sub(b.Time) <= tollWindow && !a.Background && !b.Background && sharedToll(a, b)
}

// sharedToll is sameToll for a later and an earlier sentence of any distance in time.
func sharedToll(later, earlier news.Sentence) bool {
	if len(later.Figures) == 0 || len(earlier.Figures) == 0 {
		return false
	}
	for _, x := range later.Figures {
		for _, y := range earlier.Figures {
			falls := 2*x.Low < y.Low || (later.Time.Equal(earlier.Time) && 2*y.Low < x.Low)
			if comparable(x, y) && !falls {
				return sameScene(later, earlier) && !elsewhere(later, earlier)
			}
		}
	}
	return false
}

// elsewhere reports whether each of two sentences names a place that the other does not: two quarters of one city.
func elsewhere(a, b news.Sentence) bool {
	return ownPlaces(a, b) && ownPlaces(b, a)
}

func ownPlaces(a, b news.Sentence) bool {
	return slices.ContainsFunc(a.Places, func(p news.Place) bool {
		key := text.Key(p.Name)
		return !wide[key] && !slices.ContainsFunc(b.Places, func(q news.Place) bool { return text.Key(q.Name) == key })
	})
}

// counted is whom a figure counts, "" for people of any kind: soldiers and children are not compared with all.
func counted(f news.Figure) string {
	words := strings.Fields(text.Key(f.Who))
	if len(words) == 0 || english.Incidents.Anybody[words[len(words)-1]] {
		return ""
	}
	return lang.English.Stem(words[len(words)-1])
}

// sameLocality reports whether both sentences name a town, and the same or one next to it: a toll of Kyiv and one of
// its district are one.
func sameLocality(a, b news.Sentence) bool {
	return near25(towns(a), towns(b))
}

// sameScene is sameLocality where a sentence that names no place stands for the place that the one before it names.
func sameScene(a, b news.Sentence) bool {
	return near25(scenes(a), scenes(b))
}

func near25(a, b []news.Place) bool {
	for _, x := range a {
		for _, y := range b {
			if text.Key(x.Name) == text.Key(y.Name) || x.Near(y) {
				return true
			}
		}
	}
	return false
}

// sceneMark starts a term that is no word but the town where a sentence that names none has its toll:
// "=kyiv|50.45|30.52". It weighs nothing.
const sceneMark = "="

func sceneTerm(p news.Place) news.Term {
	return news.Term{Text: fmt.Sprintf("%s%s|%.4f|%.4f", sceneMark, text.Key(p.Name), p.Lat, p.Lon)}
}

// scenes are the towns of a sentence, or where it names none those that it has by what stands before it.
func scenes(s news.Sentence) []news.Place {
	out := towns(s)
	if len(out) > 0 {
		return out
	}
	for _, t := range s.Terms {
		parts := strings.Split(strings.TrimPrefix(t.Text, sceneMark), "|")
		if !strings.HasPrefix(t.Text, sceneMark) || len(parts) != 3 {
			continue
		}
		lat, errLat := strconv.ParseFloat(parts[1], 64)
		lon, errLon := strconv.ParseFloat(parts[2], 64)
		if errLat == nil && errLon == nil {
			out = append(out, news.Place{Name: parts[0], Point: &news.Point{Lat: lat, Lon: lon}})
		}
	}
	return out
}

// sharedName counts the resolved names that both sentences mention.
func sharedName(a, b news.Sentence) int {
	n := 0
	for _, x := range a.Terms {
		if strings.HasPrefix(x.Text, nameMark) && slices.ContainsFunc(b.Terms,
			func(y news.Term) bool { return x.Text == y.Text }) {
			n++
		}
	}
	return n
}

// reprinted is the origin of s given the fact that it joins: text that another outlet had first, word for word, and
// that its own outlet does not attribute, is that outlet's copy.
func reprinted(s news.Sentence, f news.Fact, book Directory) news.Origin {
	if s.Origin.Kind != news.OriginOwn && s.Origin.Kind != news.OriginUnknown {
		return s.Origin
	}
	for _, o := range f.Sentences {
		if o.Source != s.Source && o.Origin.Independent() && copied(s.Text, o.Text) {
			if src, ok := book.Find(s.Source); ok && src.Kind == news.KindWire && o.Origin.Kind == news.OriginOwn {
				continue // a wire is nobody's copy
			}
			return o.Origin
		}
	}
	return s.Origin
}

// copied reports whether two sentences are one text, perhaps lightly cut: most runs of three words are shared. The same
// words in another order are somebody's own sentence.
func copied(a, b string) bool {
	const most = 0.6 // of the shorter one's runs; at a fifth of the words edited about half are left
	short, long := runs(a), runs(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	n := 0
	for r := range short {
		if long[r] {
			n++
		}
	}
	return len(short) >= 3 && float64(n) >= most*float64(len(short))
}

// runs are the runs of three words of s, folded.
func runs(s string) map[string]bool {
	var words []string
	for _, t := range text.Tokens(s) {
		if t.Word() {
			words = append(words, text.Fold(t.In(s)))
		}
	}
	out := map[string]bool{}
	for i := 0; i+3 <= len(words); i++ {
		out[strings.Join(words[i:i+3], " ")] = true
	}
	return out
}
