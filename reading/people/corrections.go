package people

import (
	"slices"
	"strings"

	"sitrep/news"
)

// Full reports whether a folded name says who is meant: a person's needs a given name.
func Full(kind news.EntityKind, folded string) bool {
	return kind != news.Person || strings.Contains(folded, " ")
}

// Fullest returns the first of those names that have most words.
func Fullest(names []string) string {
	return slices.MaxFunc(names, func(a, b string) int { return len(strings.Fields(a)) - len(strings.Fields(b)) })
}

// Joined reports whether nothing that matters stands between a title and a name: "Mayor Ann Lee", "Ann Lee, the mayor".
func Joined(between string) bool {
	switch strings.TrimSpace(between) {
	case "", ",", ", the", ", a", ", an", ", its", ", his", ", her", ", their":
		return true
	}
	return false
}
