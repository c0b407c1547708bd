package people

import (
	"sitrep/news"
	"sitrep/reading/names"
	"sitrep/text"
)

// description is a noun phrase with an office in it ("Russian Foreign Minister", "Trump's special envoy").
type description struct {
	start, end int // tokens
	head       int // the office's last token
}

// describer finds who is described as what in one document.
type describer struct {
	d       *names.Document
	l       *linker
	at      []int // for each token 1 + the index of the name that covers it
	used    []bool
	nominal []news.Mention
}

// give adds role r to entity e unless it has it.
func (x *describer) give(e int, r description, inferred bool) {
	for i := r.start; i < r.end; i++ {
		x.used[i] = true
	}
	span := news.Span{Start: x.d.Tokens[r.start].Start, End: x.d.Tokens[r.end-1].End}
	title := span.In(x.d.Body)
	ent := &x.l.out[e]
	for k := range ent.Roles {
		if text.Key(ent.Roles[k].Title) == text.Key(title) {
			return
		}
	}
	if len(ent.Roles) < mostAliases {
		ent.Roles = append(ent.Roles, news.Role{Title: title, Span: span, Inferred: inferred})
	}
}

// kindAt is the kind of the name that covers token i, "" if none does.
func (x *describer) kindAt(i int) news.EntityKind {
	if i < 0 || i >= len(x.at) || x.at[i] == 0 {
		return ""
	}
	return x.l.names[x.at[i]-1].Kind
}

// possessed reports whether the description has a possessor in it.
func (x *describer) possessed(r description) bool { return x.possessor(r) >= 0 }

// possessor returns the token of the last 's in front of the head, -1 if there is none.
func (x *describer) possessor(r description) int {
	for i := r.head; i >= r.start; i-- {
		if f := x.d.Tokens[i].Folded; f == "'s" {
			return i
		}
	}
	return -1
}

// mention adds a nominal mention of entity e.
func (x *describer) mention(r description, e int) {
	x.nominal = append(x.nominal, news.Mention{
		Start: x.d.Tokens[r.start].Start, End: x.d.Tokens[r.end-1].End, Kind: news.Person,
		Name: x.l.out[e].Name, Entity: e, Nominal: true,
	})
}
