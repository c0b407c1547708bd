package story

import (
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/text"
)

// FormOf says what sort of text an article is, by its title and by the voice of its text. An article in a language that
// is not read is news.
func FormOf(a news.Article, r news.Reading) news.Form {
	if a.Language != "" && !strings.HasPrefix(a.Language, "en") {
		return news.Report
	}
	title := strings.TrimSpace(a.Title)
	forms := &english.Forms
	switch {
	case strings.HasSuffix(title, "?"):
		return news.Question
	case forms.Live.MatchString(title):
		return news.Live
	case forms.Comment.MatchString(title), argues(a, r):
		return news.Comment
	case forms.Explainer.MatchString(title):
		return news.Explainer
	case forms.Personal.MatchString(title), forms.Beside.MatchString(title) && TitleGravity(a.Title, r) < grave:
		return news.Feature
	}
	if f := sectionForm(a, TitleGravity(a.Title, r)); f != news.Report || !unhurried(a, r) {
		return f
	}
	return news.Explainer
}

// unhurried reports whether a whole text begins as no report does: nobody says anything in it and nothing is dated
// (docs/events.md).
func unhurried(a news.Article, r news.Reading) bool {
	const (
		least = 5   // sentences; of fewer there is nothing to miss
		lead  = 600 // bytes
	)
	if len(r.Sentences) < least || a.Source.Kind == news.KindOfficial || a.Source.Kind == news.KindStateMedia {
		return false
	}
	begin := a.Body
	for _, s := range r.Sentences {
		if s.End >= lead {
			begin = a.Body[:s.End]
			break
		}
	}
	return !english.Forms.Reporting.MatchString(begin) && !english.Background.Weekday.MatchString(begin)
}

// argues reports whether a text is its writer's opinion: he speaks of himself or to the reader, says what should be and
// asks, and hardly passes on what others have said. Of 36 comments on two wars it knows 28, and takes 4 of 140 reports
// for one (docs/events.md).
func argues(a news.Article, r news.Reading) bool {
	const (
		least     = 5 // sentences; fewer show no voice
		voice     = 1.5
		urging    = 2
		asking    = 1.5
		reporting = 1.2
		enough    = 0.1 // a sentence
	)
	n := len(r.Sentences)
	if n < least || a.Source.Kind == news.KindOfficial || a.Source.Kind == news.KindStateMedia {
		return false
	}
	own := quoted.ReplaceAllString(a.Body, "")
	count := func(found [][]int) float64 { return float64(len(found)) / float64(n) }
	return voice*count(english.Boilerplate.OwnVoice.FindAllStringIndex(own, -1))+
		urging*count(english.Forms.Urging.FindAllStringIndex(own, -1))+
		asking*float64(strings.Count(a.Body, "?"))/float64(n)-
		reporting*count(english.Forms.Reporting.FindAllStringIndex(a.Body, -1)) > enough
}

// comments reports whether the article's own title calls it opinion or analysis. Of such a text only what it passes on
// from others is stated, and what it counts; the rest is its writer's word.
func (sr *sentenceReader) comments() bool {
	language, kind := sr.article.Language, sr.article.Source.Kind
	return (language == "" || strings.HasPrefix(language, "en")) && kind != news.KindOfficial &&
		kind != news.KindStateMedia && english.Forms.Comment.MatchString(strings.TrimSpace(sr.article.Title))
}

// others reports whether a sentence passes on what somebody else says, or counts the dead.
func others(s news.Sentence) bool {
	return slices.ContainsFunc(s.Statements, func(st news.Statement) bool {
		return st.Speaker != "" || len(st.Source) > 0
	}) || slices.ContainsFunc(s.Figures, isToll)
}

// grave is the gravity from which on what a title tells is the war, whoever it befalls.
const grave = 4

// TitleGravity is how grave the gravest thing is that a title tells, from 0 to 10, but for circumstances ("… amid the
// war", "… since the attack").
func TitleGravity(title string, r news.Reading) (g float64) {
	for _, e := range r.Headline {
		if e.Start <= len(title) && !english.Forms.Adjunct.MatchString(title[:e.Start]) {
			g = max(g, e.Gravity)
		}
	}
	return g
}

// Prominence is how much it counts who acts in a title, from 0 to 3: rulers, states' organs, forces, whoever the text
// gives such an office to.
func Prominence(title string, r news.Reading) float64 {
	best, second := 0.0, 0.0
	add := func(w float64) {
		if w > best {
			best, second = w, best
		} else {
			second = max(second, w)
		}
	}
	words := map[string]bool{}
	for _, t := range text.Tokens(title) {
		word := strings.TrimSuffix(text.Fold(t.In(title)), "'s")
		words[word] = true
		add(english.Forms.Prominent[word])
	}
	for _, e := range r.Entities {
		name := strings.Fields(text.Fold(e.Name))
		if e.Kind != news.Person || len(name) == 0 || !words[name[len(name)-1]] {
			continue
		}
		office := 0.0
		for _, role := range e.Roles {
			for word := range strings.FieldsSeq(text.Fold(role.Title)) {
				office = max(office, english.Forms.Prominent[word])
			}
		}
		add(office)
	}
	return min(3, best+second/2)
}
