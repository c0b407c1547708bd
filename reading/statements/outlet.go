package statements

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// outlets are news organisations that others cite, by the names that they are cited by. Names that are common words
// ("Time", "The Sun") are left to their mentions.
var outlets = words.PhrasesOf(text.PhraseList(`
	Reuters, AP, Associated Press, AFP, Agence France-Presse, Interfax, Interfax-Ukraine, TASS, RIA Novosti, RIA,
	Ukrinform, UNIAN, Axios, BBC, BBC News, BBC Verify, CNN, Bloomberg, Bloomberg News, Financial Times, FT, New
	York Times, NYT, Washington Post, Wall Street Journal, WSJ, Guardian, Daily Telegraph, Telegraph, Sunday Times,
	Daily Mail, Politico, Al Jazeera, Al-Jazeera, Al Arabiya, Al-Arabiya, Al Hadath, Al Mayadeen, Al-Mayadeen,
	Al-Manar, Al Masirah, Al-Masirah, Asharq Al-Awsat, Fox News, NBC, NBC News, ABC News, CBS, CBS News, MSNBC, Sky
	News, NPR, PBS, USA Today, Newsweek, Economist, Atlantic, New Yorker, HuffPost, Huffington Post, Daily Beast,
	Breitbart, Breitbart News, BuzzFeed, BuzzFeed News, Vox, Los Angeles Times, Boston Globe, Chicago Tribune, Miami
	Herald, Der Spiegel, Spiegel, Bild, Die Welt, Le Monde, Le Figaro, El País, El Pais, Corriere della Sera, La
	Repubblica, Haaretz, Times of Israel, Jerusalem Post, Ynet, Yedioth Ahronoth, Maariv, Channel 12, Channel 13,
	Kyiv Independent, Kyiv Post, Ukrainska Pravda, Ukrayinska Pravda, Suspilne, European Pravda, Kommersant,
	Izvestia, Vedomosti, RBC, Meduza, Mediazona, Novaya Gazeta, Moscow Times, RT, Sputnik, Rossiya-24, Xinhua, CGTN,
	CCTV, Global Times, People's Daily, Anadolu, Anadolu Agency, Hurriyet, IRNA, ISNA, Fars, Fars News, Tasnim,
	Mehr, Press TV, SANA, WAFA, Petra, Yonhap, KCNA, Kyodo, Kyodo News, NHK, DPA, ANSA, EFE, PTI, ANI, Sudan
	Tribune, Radio Dabanga, Radio Free Europe, RFE/RL, Radio Liberty, Voice of America, VOA, Deutsche Welle, DW,
	France 24, RFI, Radio France Internationale, Euronews, Nikkei, South China Morning Post, SCMP, Times of India,
	Dawn, Geo News, ARY News, Irrawaddy, Myanmar Now, Mizzima, Rappler, Straits Times, Daily Star, L'Orient-Le Jour,
	L'Orient Today, Naharnet, Middle East Eye, New Arab, Rudaw, Bellingcat, Verstka, Important Stories, The Insider,
	iStories, Agentstvo, Astra, TVN24, Polsat, Ekho Moskvy, TV Rain, Dozhd, Hromadske, Babel, Liga, NV
`))

// via returns the outlet through which a statement came: the source if it is one, or one that was told, interviewed or
// quoted it in the same sentence.
func (r *reading) via(p parts) string {
	if p.hasSource() {
		if name := r.outletWithin(p.source[0], p.source[1]); name != "" {
			return name
		}
	}
	own := r.Words[p.from].Sentence
	for i := max(p.lo, p.from-viaReach); i < min(p.hi, p.to+viaReach); i++ {
		w := r.Words[i]
		if w.Sentence != own || w.Shape == text.Lower || w.Shape == text.Mark || p.says(i) || w.Quoted {
			continue
		}
		if name, _ := r.outletAt(i, p.hi); name != "" && r.toldTo(p, i) {
			return name
		}
	}
	return ""
}

// viaReach is how many words from the cue an outlet may stand that was told.
const viaReach = 16

// toldTo reports whether the words before i say that the outlet there was spoken to: "told Axios", "in an interview
// with CNN". Behind the cue no other cue may come between.
func (r *reading) toldTo(p parts, i int) bool {
	for k := i - 1; k >= max(p.lo, i-5); k-- {
		if r.Words[k].Shape == text.Mark || p.says(k) || k >= p.to && r.cue[k] == 1 {
			return false
		}
		if telling[r.Words[k].Form] {
			return k >= p.from || k > p.lo && interview[r.Words[k-1].Form]
		}
	}
	return false
}

// says reports whether word i belongs to what is said.
func (p parts) says(i int) bool {
	for _, c := range p.content {
		if c[0] <= i && i < c[1] {
			return true
		}
	}
	return false
}

// citedBy returns whom the outlet of p cites in the same sentence: the noun phrase behind "citing".
func (r *reading) citedBy(p parts) (from, to int) {
	own := r.Words[p.from].Sentence
	for i := p.to; i < p.hi && i < p.to+2*viaReach && r.Words[i].Sentence == own; i++ {
		if !citingWord[r.Words[i].Form] || p.says(i) {
			continue
		}
		from, to = i+1, i+1
		for to < p.hi && r.Words[to].Sentence == own && !r.phraseEnds(to) {
			to++
		}
		return from, to
	}
	return 0, 0
}

// phraseEnds reports whether a noun phrase cannot go on with word i.
func (r *reading) phraseEnds(i int) bool {
	switch r.Classes[i] {
	case words.Comma, words.Stop, words.Colon, words.Dash, words.Bracket, words.Quotation, words.SpeechVerb,
		words.That, words.Modal:
		return true
	case words.Preposition: // "as saying"
		return false
	}
	return r.Words[i].Form == asForm
}

// merged reports whether an attribution only names whom another one cites: its cue is "citing", and an outlet's
// statement in the same sentence takes what it cites as its second source.
func (r *reading) merged(p parts) bool {
	if r.Has(p.from, p.to, quoteWord) && p.source[0] >= p.to && len(p.content) == 1 && p.content[0][1] <= p.from &&
		r.saysBehind(p.source[1]) {
		return true // "was quoted by the radio as saying"
	}
	if p.to-p.from > 2 || !r.Has(p.from, p.to, citingWord) {
		return false
	}
	if p.hasSource() && p.source[0] >= p.to && r.outletWithin(p.source[0], p.source[1]) != "" {
		return true // "was quoted by TASS as saying": the saying is the statement
	}
	if len(r.statements) == 0 {
		return false
	}
	last := r.statements[len(r.statements)-1]
	return len(last.Source) == 2 && last.Source[1].Start >= r.Words[p.from].Start &&
		r.Words[last.from].Sentence == r.Words[p.from].Sentence
}

// outletWithin returns the outlet that words [from,to) name as their head, "" if they name none.
func (r *reading) outletWithin(from, to int) string {
	for i := from; i < to; i++ {
		if r.Words[i].Shape == text.Lower || r.Words[i].Shape == text.Mark {
			continue
		}
		name, next := r.outletAt(i, to)
		if name == "" || next < to && (r.Classes[next] == words.Possessive && next < to-1 || r.hasHumanHead(next, to)) {
			continue
		}
		return name
	}
	return ""
}

// hasHumanHead reports whether a person's noun comes before the phrase's next preposition or punctuation.
func (r *reading) hasHumanHead(from, to int) bool {
	for i := from; i < to && r.Words[i].Shape != text.Mark && !modifiedBy[r.Words[i].Form]; i++ {
		if humanNoun[r.Words[i].Form] {
			return true
		}
	}
	return false
}

// outletAt returns the outlet whose name begins at word i, and the word behind it: a known one, or a name beside the
// noun for one.
func (r *reading) outletAt(i, to int) (string, int) {
	if n := outlets.At(r.Words, i, to); n > 0 && r.Words[i].Shape != text.Lower {
		return r.named(i, i+n), i + n
	}
	if r.Classes[i] != words.Name && r.Words[i].Shape != text.Upper {
		return "", i
	}
	end := i + 1
	for end < min(to, i+longestName) && (r.Classes[end] == words.Name || r.Words[end].Shape == text.Upper ||
		r.Words[end].Shape == text.Title) {
		end++
	}
	if end < to && outletNoun.At(r.Words, end, to) > 0 && !demonym(r.Words[i]) {
		return r.named(i, end), end
	}
	for back := 1; back <= 3 && i-back >= 0; back++ {
		if n := outletNoun.At(r.Words, i-back, i); n == back {
			return r.named(i, end), end
		}
	}
	return "", i
}

// longestName is how many words the name of an outlet may have.
const longestName = 5

// demonym guesses that "Russian television" and "Israeli radio" name no outlet.
func demonym(w words.Word) bool { return demonymEnding[w.Suffix] }

var demonymEnding = func() words.Set {
	l := words.Set{}
	for w := range english.Attribution.Demonyms {
		l[words.Suffix(w)] = true
	}
	return l
}()

// named is the resolved name of words [from,to) if a mention covers them, else the words.
func (r *reading) named(from, to int) string {
	span := r.SpanOf(from, to)
	first, end := r.MentionsIn(max(0, from-2), to)
	for i := first; i < end; i++ {
		if m := r.Mentions[i]; !m.Nominal && m.Kind == news.Organisation && m.Span().Contains(span) {
			return m.Name
		}
	}
	return span.In(r.Body)
}
