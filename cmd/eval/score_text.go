package main

import (
	"regexp"
	"slices"
	"strings"
)

// words are what Python's \w+ matches.
var words = regexp.MustCompile(`[\p{L}\p{N}_]+`)

const gramSize = 4

// scoreExtraction compares the multisets of word 4-grams, each page weighing the same, as
// scrapinghub/article-extraction-benchmark does; "accuracy" is the share of pages with all words equal.
func scoreExtraction(gold, answers []document) (out scores) {
	docs := pair(gold, answers)
	var ps, rs []float64
	equal := 0
	for i, g := range docs.gold {
		want, got := words.FindAllString(g.Text, -1), words.FindAllString(docs.answers[i].Text, -1)
		a, b := grams(want), grams(got)
		hits := 0
		for k, n := range a {
			hits += min(n, b[k])
		}
		if total := size(b); total > 0 {
			ps = append(ps, ratio(hits, total))
		}
		if total := size(a); total > 0 {
			rs = append(rs, ratio(hits, total))
		}
		if slices.Equal(want, got) {
			equal++
		}
	}
	p, r := mean(ps), mean(rs)
	out = scores{
		{"p", round4(p)},
		{"r", round4(r)},
		{"f1", round4(harmonic(p, r))},
		{"accuracy", round4(ratio(equal, len(gold)))},
		{"documents", float64(len(gold))},
	}
	docs.unknown = 0
	docs.extra(&out)
	return out
}

// grams counts the runs of four words; a shorter text is one run.
func grams(words []string) map[string]int {
	out := map[string]int{}
	for i := range max(1, len(words)-gramSize+1) {
		if g := words[i:min(i+gramSize, len(words))]; len(g) > 0 {
			out[strings.Join(g, " ")]++
		}
	}
	return out
}

func size(grams map[string]int) (n int) {
	for _, c := range grams {
		n += c
	}
	return n
}

// scoreSentences counts exact spans, white space at their ends disregarded, and "ends" of sentences only.
func scoreSentences(gold, answers []document) (out scores) {
	docs := pair(gold, answers)
	var exact, ends count
	whole := 0
	for i, g := range docs.gold {
		a, b := trimmed(docs.answers[i].Sentences, g.Text), trimmed(g.Sentences, g.Text)
		n := intersection(a, b)
		exact.add(n, len(a), len(b))
		if n == len(a) && n == len(b) {
			whole++
		}
		x, y := endsOf(a), endsOf(b)
		ends.add(intersection(x, y), len(x), len(y))
	}
	out = exact.scores()
	out.add("ends", ends.f1())
	out.add("documents", float64(len(gold)))
	out.add("documents_right", round4(ratio(whole, max(1, len(gold)))))
	docs.extra(&out)
	return out
}

func trimmed(in []span, text string) map[span]bool {
	out := map[span]bool{}
	for _, s := range in {
		for s[0] < s[1] && asciiSpace(text, s[0]) {
			s[0]++
		}
		for s[1] > s[0] && asciiSpace(text, s[1]-1) {
			s[1]--
		}
		if s[0] < s[1] {
			out[s] = true
		}
	}
	return out
}

func asciiSpace(text string, i int) bool {
	return i >= 0 && i < len(text) && strings.IndexByte(" \t\n\r\v\f", text[i]) >= 0
}

func endsOf(in map[span]bool) map[int]bool {
	out := map[int]bool{}
	for s := range in {
		out[s[1]] = true
	}
	return out
}
