package storage

import (
	"strconv"
	"strings"

	"sitrep/news"
)

// PostgreSQL's own parser of text depends on the locale of the server, knows addresses and signs, and drops words that
// are common in English. So its index is given the words that SQLite's is given, and both find the same articles.

// Bounds of what PostgreSQL indexes of one article (https://www.postgresql.org/docs/15/textsearch-limitations.html).
const (
	maxLexeme   = 1000    // bytes of a word, of 2 KB; what is longer counts by its beginning
	maxLexemes  = 400_000 // bytes in all, of 1 MB for title and body
	maxPosition = 16_383
)

// tsvector writes words with their positions as PostgreSQL reads them: 'kyiv':1,12 'raid':2. Behind those of a title,
// one position is left free: no phrase goes from there into the body. Words are letters and digits, and need no care.
func tsvector(words string) string {
	at := map[string][]string{}
	size, position := 0, 0
	for word := range strings.FieldsSeq(words) {
		position++
		word = lexeme(word)
		if at[word] == nil {
			size += len(word) + 8
		}
		if size += 2; size > maxLexemes {
			break
		}
		at[word] = append(at[word], strconv.Itoa(min(position, maxPosition)))
	}
	var b strings.Builder
	for word, positions := range at {
		b.WriteString(word + ":" + strings.Join(positions, ",") + " ")
	}
	return b.String()
}

// lexeme quotes a word.
func lexeme(word string) string {
	if len(word) > maxLexeme {
		word = strings.ToValidUTF8(word[:maxLexeme], "")
	}
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(word) + "'"
}

// tsquery writes a search as PostgreSQL reads it: ('kyiv') & ('air' <-> 'raid' | 'miss':*) & !('drone'). Words that are
// excluded are joined with OR when there is nothing else, as on SQLite.
func tsquery(q []news.SearchClause) string {
	var want, not []string
	for _, c := range q {
		var phrases []string
		for _, p := range c.Any {
			var words []string
			for _, w := range p.Terms {
				words = append(words, lexeme(w))
			}
			if len(words) == 0 {
				continue
			}
			if p.Prefix {
				words[len(words)-1] += ":*"
			}
			phrases = append(phrases, "("+strings.Join(words, " <-> ")+")")
		}
		if len(phrases) == 0 {
			continue
		}
		if any := "(" + strings.Join(phrases, " | ") + ")"; c.Not {
			not = append(not, any)
		} else {
			want = append(want, any)
		}
	}
	none := strings.Join(not, " | ")
	switch {
	case len(want) == 0:
		return none
	case len(not) == 0:
		return strings.Join(want, " & ")
	}
	return strings.Join(want, " & ") + " & !(" + none + ")"
}
