package statements

import (
	"slices"

	"sitrep/reading/words"
)

// continueQuotes gives quotations that nobody is said to say to whoever is quoted beside them. A paragraph that is
// one quotation belongs to the speaker quoted in the paragraph before; if the quotation in it is not closed, to the
// speaker quoted in the paragraph behind, if there is one: newspapers leave the closing mark out where a speaker
// goes on. Each becomes an attribution of its own, with the source and the cue of the one that it continues.
func (r *reading) continueQuotes() {
	var more []parts
	flush := func(speaker int, paragraphs []paragraphWords) {
		for _, p := range paragraphs {
			if speaker >= 0 {
				q := r.parts[speaker]
				q.content = [][2]int{{p.lo, p.hi}}
				more = append(more, q)
			}
		}
	}
	var waiting []paragraphWords // for a speaker behind them
	speaker := -1                // the attribution quoted last in the paragraph before
	end := 0                     // of the paragraph's attributions
	for lo := 0; lo < len(r.Words); {
		p := r.paragraphAt(lo)
		first := end
		for end < len(r.parts) && r.parts[end].from < p.hi {
			end++
		}
		own := r.quotedBy(max(0, first-heading), r.signing(end, p), p)
		switch {
		case p.quotation && own < 0 && p.open:
			waiting = append(waiting, p)
		case p.quotation && own < 0:
			flush(speaker, append(waiting, p))
			waiting = waiting[:0]
		default:
			if own >= 0 {
				speaker = own
			}
			flush(speaker, waiting)
			waiting, speaker = waiting[:0], r.lastQuoted(first, end)
			if speaker < 0 {
				speaker = own // who is named above or below the quotation
			}
			if speaker < 0 {
				speaker = r.endsQuoting(first, end, p)
			}
		}
		lo = p.hi
	}
	r.parts = append(r.parts, more...)
	slices.SortStableFunc(r.parts, func(a, b parts) int { return a.from - b.from })
}

// heading is how many attributions may stand in the line above a quotation.
const heading = 2

// signing returns the number of the attribution behind those that are signed below a paragraph, where end is that
// behind those in it: `— Oleh Marchuk` on a line of its own is who says what stands above.
func (r *reading) signing(end int, p paragraphWords) int {
	const mark = 2 // words from the line's begin
	for end < len(r.parts) && r.parts[end].from < p.hi+mark {
		end++
	}
	return end
}

// endsQuoting returns the attribution that says some words of its own in quotation marks at the very end of a
// paragraph, -1 if none does: who "called it “a shame.”" goes on in the next one.
func (r *reading) endsQuoting(first, end int, p paragraphWords) int {
	if r.Words[p.hi-1].Quote != words.Closing {
		return -1
	}
	for k := end - 1; k >= first; k-- {
		c := r.parts[k].content
		if r.parts[k].hasSource() && !r.Words[r.parts[k].from].Quoted && len(c) > 0 && c[len(c)-1][1] == p.hi {
			return k
		}
	}
	return -1
}

// paragraphWords are the words [lo,hi) of one.
type paragraphWords struct {
	lo, hi    int
	quotation bool // begins with a quotation mark, and all of it is quoted
	open      bool // the quotation is not closed
}

func (r *reading) paragraphAt(lo int) paragraphWords {
	p := paragraphWords{lo: lo, hi: lo}
	quoted := 0
	for p.hi < len(r.Words) && r.Words[p.hi].Paragraph == r.Words[lo].Paragraph {
		if r.Words[p.hi].Quoted {
			quoted++
		}
		p.hi++
	}
	p.quotation = r.Words[lo].Quote == words.Opening && quoted == p.hi-lo && quoted > 3
	p.open = r.Words[p.hi-1].Quote != words.Closing
	return p
}

// quotedBy returns the first of the attributions [first,end) whose content begins within a quotation at the begin
// of p, -1 if there is none.
func (r *reading) quotedBy(first, end int, p paragraphWords) int {
	for k := first; k < end; k++ {
		for _, c := range r.parts[k].content {
			if c[0] <= p.lo+1 && c[1] > p.lo && r.Words[c[0]].Quoted {
				return k
			}
		}
	}
	return -1
}

// lastQuoted returns the last of the attributions [first,end) that quotes at least a clause directly, -1 if none
// does.
func (r *reading) lastQuoted(first, end int) int {
	for k := end - 1; k >= first; k-- {
		for _, c := range r.parts[k].content {
			if r.Words[c[0]].Quote == words.Opening && c[1]-c[0] > 4 && r.parts[k].hasSource() &&
				!r.Words[r.parts[k].from].Quoted {
				return k
			}
		}
	}
	return -1
}
