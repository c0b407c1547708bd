package events

import (
	"math"
	"strings"

	"sitrep/news"
	"sitrep/reading/words"
)

// Goldstein's scale for conflict and cooperation (Journal of Conflict Resolution 36, 1992) as PLOVER's root codes have
// it runs from -10, an attack, to +10; a reader's interest does not fall with cooperation as it rises with conflict. So
// gravity is how far an act changes things, either way, from 0 to 10.
var actGravity = map[news.Act]float64{
	news.ActAssault: 6, news.ActCoerce: 3.5, news.ActSanction: 3.5, news.ActMobilize: 3.5, news.ActThreaten: 2.5,
	news.ActYield: 3.5, news.ActAid: 2.2, news.ActAgree: 2.5, news.ActReject: 2.2, news.ActProtest: 2.5,
	news.ActConsult: 1.8, news.ActCooperate: 1.8, news.ActSupport: 1.2, news.ActAccuse: 1, news.ActRequest: 1,
}

var kindGravity = map[news.EventKind]float64{
	news.Ceasefire: 6, news.ChemicalAttack: 8, news.Takeover: 6, news.Retaken: 6, news.Territory: 6,
	news.Agreement: 3.5, news.Exchange: 4.5, news.Dismissal: 4, news.Death: 4, news.Election: 4, news.Appointment: 3,
	news.Vote: 3, news.Law: 2.8, news.Diplomacy: 4, news.Sanctions: 4, news.Release: 3.5, news.Arrest: 3,
	news.Abduction: 5, news.Withdrawal: 4.5, news.Disaster: 5, news.Accident: 4, news.Shelling: 5, news.Fighting: 5,
	news.AirStrike: 6.5, news.MissileStrike: 6.5, news.DroneStrike: 6, news.SuicideBombing: 7, news.Displacement: 4,
	news.StatementKind: .8, news.Claim: 1.5, news.Visit: 1.6, news.Talks: 2.2, news.Intercept: 3.5, news.Trial: 2,
	news.Crackdown: 4, news.Riot: 3.5, news.Threat: 2.2, news.Closure: 3,
}

// Gravity says how grave e is, from 0 to 10, without its context: its kind, whether it happened, and its toll.
func Gravity(e news.EventMention) float64 {
	g, ok := kindGravity[e.Kind]
	if !ok {
		g = actGravity[e.Act]
	}
	return weighed(g, e)
}

// weighed is the gravity of an act of gravity g that did or did not happen and cost what e tells.
func weighed(g float64, e news.EventMention) float64 {
	switch e.Mode {
	case news.Will:
		g *= .7
	case news.May:
		g *= .45
	case news.DidNot:
		g *= .6
	}
	toll := 0.0
	for _, f := range e.Figures {
		if f.Cumulative || f.Down {
			continue
		}
		switch f.Kind {
		case news.Killed:
			toll = max(toll, 1.3*math.Log10(1+f.Low))
		case news.Injured, news.Missing, news.Captured:
			toll = max(toll, .7*math.Log10(1+f.Low))
		case news.Detained, news.Drones, news.Missiles:
			toll = max(toll, .5*math.Log10(1+f.Low))
		case news.Displaced:
			toll = max(toll, .5*math.Log10(1+f.Low))
		}
	}
	return min(10, g+toll)
}

// gravity adds to [Gravity] the rank of whom e befalls or who does it, as the words of the sentence tell.
func (r *reader) gravity(e *news.EventMention) float64 {
	g := Gravity(*e)
	if p := r.thoroughfare(e); p > 0 {
		g = weighed(p, *e)
	}
	rank := max(r.rank(e.Target.Span), .6*r.rank(e.Actor.Span))
	if g < 1.5 {
		rank *= .3 // what a president says is not what befalls him
	}
	return min(10, g+rank)
}

// thoroughfare is how grave it is that e closes or opens what it does: a strait, a canal, a country's airspace, borders
// or ports, by whoever rules there or by nobody who is told. 0 is anything else: a road, a market, a port in a storm.
func (r *reader) thoroughfare(e *news.EventMention) float64 {
	blockade := strings.Contains(e.Word, "blockade")
	if !blockade && e.Opposition != "open" {
		return 0
	}
	if s := e.Actor.Span; s.Len() > 0 && e.Actor.Kind != news.PlaceKind && e.Actor.Kind != news.Organisation {
		from, to := r.Cover(s)
		if !r.Has(from, to, armies) && !r.Has(from, to, insurgents) && !r.Has(from, to, authorities) {
			return 0
		}
	}
	if e.Target.Len() == 0 {
		return 0
	}
	from, to := r.Cover(e.Target.Span)
	best := 0.0
	for k := from; k < to && r.Classes[k] != words.Comma; k++ {
		w := r.Words[k].Form
		if k > from && (r.Classes[k] == words.Preposition || locative[w] || nearly[w]) {
			break // "a road near the border"
		}
		best = passages[w] // the last counts: "the border guard"
	}
	if blockade && best > 0 {
		best = max(best, blockaded)
	}
	return best
}

// blockaded is how grave it is to close a single port by force.
const blockaded = 8

func (r *reader) rank(s news.Span) (best float64) {
	if s.Len() == 0 {
		return 0
	}
	from, to := r.Cover(s)
	for k := from; k < to; k++ {
		best = max(best, ranks[r.Words[k].Form])
	}
	return best
}

var (
	ranks       = byForm(english.Ranks)
	passages    = byForm(english.Passages)
	authorities = words.Of(english.Authorities)
)
