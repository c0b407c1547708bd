package events

import (
	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/reading/words"
	"sitrep/text/lang"
)

var (
	locative = words.Of(lang.English.Places.At)
	nearly   = words.Of(lang.English.Places.Near)
)

// placeOf is where m happened: the place nearest behind it that a preposition of place leads to, else one before it,
// else one that its target names. Where somebody comes from or speaks is no place of it.
func (r *reader) placeOf(sentence news.Span, m *mention) (news.Place, news.Precision) {
	for r.place < len(r.Places) && r.Places[r.place].Start < sentence.Start {
		r.place++
	}
	var actor, target news.Span
	if !m.actor.empty() {
		actor = r.SpanOf(m.actor.from, m.actor.to)
	}
	if !m.target.empty() {
		target = r.SpanOf(m.target.from, m.target.to)
	}
	at := r.SpanOf(m.at, m.end)
	best, score := -1, 0
	for k := r.place; k < len(r.Places) && r.Places[k].Start < sentence.End; k++ {
		p := r.Places[k]
		span := news.Span{Start: p.Start, End: p.End}
		w, _ := r.Cover(span)
		located := w > 0 && w <= len(r.Words) && r.located(w)
		s := 0
		switch {
		case located && span.Start >= at.End:
			s = 4
		case target.Contains(span) && m.act != news.ActAccuse:
			s = 3
		case located && !actor.Contains(span):
			s = 3
		case located:
			s = 1
		case k > r.place && best == k-1 && r.Places[k-1].End+2 == p.Start: // "Dnipro, Ukraine"
			continue
		}
		if s > score {
			best, score = k, s
		}
	}
	if best < 0 {
		return news.Place{}, ""
	}
	return r.Places[best], r.precision(r.Places[best])
}

// located reports whether the place whose name begins at word w stands behind a preposition of place.
func (r *reader) located(w int) bool {
	const reach = 4 // words: "in the northern city of"
	for k := w - 1; k >= 0 && w-k <= reach; k-- {
		if f := r.Words[k].Form; locative[f] || nearly[f] || objects[f] {
			return true
		}
		switch r.Classes[k] {
		case words.Determiner, words.Unknown, words.Preposition, words.Name, words.Plural, words.Numeral:
			continue
		}
		return false
	}
	return false
}

// precision tells how large p is.
func (r *reader) precision(p news.Place) news.Precision {
	w, end := r.Cover(news.Span{Start: p.Start, End: p.End})
	for k := max(0, w-5); k < min(end+3, len(r.Words)); k++ {
		if siteWords[r.Words[k].Form] && r.Words[k].Sentence == r.Words[w].Sentence {
			return news.AtSite
		}
	}
	if r.Gazette == nil {
		return news.AtCity
	}
	for _, c := range r.Gazette.Lookup(p.Name) {
		if c.GeoNames != p.GeoNames || c.Country != p.Country {
			continue
		}
		switch c.Class {
		case gazetteer.Country, gazetteer.Continent, gazetteer.Water:
			return news.AtCountry
		case gazetteer.Region:
			return news.AtProvince
		case gazetteer.County, gazetteer.Quarter:
			return news.AtDistrict
		case gazetteer.Site:
			return news.AtSite
		}
		return news.AtCity
	}
	return news.AtCity
}
