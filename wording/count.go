package wording

import (
	"strconv"
	"strings"
)

// number writes a number with a comma between thousands from five digits on: "9", "2.5", "1500", "12,000".
func number(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	whole, fraction, cut := strings.Cut(s, ".")
	if len(whole) <= 4 {
		return s
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if cut {
		whole += "." + fraction
	}
	return whole
}

// Plural is a count with its noun: "1 article", "2 articles". A plural that does not end in s is given.
func Plural(n int, noun string, plural ...string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case len(plural) > 0:
		return number(float64(n)) + " " + plural[0]
	}
	return number(float64(n)) + " " + noun + "s"
}

// Are is the verb for n things: "is" or "are".
func Are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
