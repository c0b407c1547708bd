package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// side reports whether n stands beside the article's text although it is inside its element: captions, teasers,
// forms, lists of tags, the author's portrait. What holds more than a fifth of the article's characters is never
// left out, whatever its class says.
func side(total int) func(*html.Node) bool {
	return func(n *html.Node) bool {
		if embed.MatchString(attr(n, "class")) || embed.MatchString(dataNames(n)) { // somebody else's words
			return true
		}
		if inline[n.DataAtom] { // a piece of a sentence
			return hiddenClass.MatchString(attr(n, "class"))
		}
		switch n.DataAtom {
		case atom.Figcaption, atom.Caption, atom.Nav, atom.Form, atom.Footer, atom.Aside:
		default:
			class, id := attr(n, "class"), attr(n, "id")
			if !named(sideClass, class) && !named(sideClass, id) && !sideData.MatchString(dataNames(n)) {
				return (named(teaserClass, class) || named(teaserClass, id)) && leadsAway(n) &&
					characters(n) < max(200, total/5)
			}
		}
		return characters(n) < max(200, total/5)
	}
}

var inline = atoms(atom.A, atom.Abbr, atom.B, atom.Cite, atom.Code, atom.Em, atom.Font, atom.I, atom.Mark, atom.Q,
	atom.S,
	atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U)

// embed are the classes of posts and articles of others that a page shows within its own.
var embed = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|` +
	`fb-post|` +
	`fb-video|telegram-post|bluesky-embed|mastodon-embed|reddit-(?:card|embed|embed-bq)|threads-post|` +
	`text-post-media|` +
	`wp-embedded-content|embedly-card|(?:tweet|twitter|social|telegram|tgme|instagram|facebook|` +
	`youtube|video|x)[_-]?embed|` +
	`embed-?(?:tweet|twitter|telegram|instagram|facebook|youtube|block-twitter))(?:$|[\s_-])`)

// hiddenClass marks what only screen readers and printers show.
var hiddenClass = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:sr-?only|visually-?hidden|screen-?reader(?:-?text)?|` +
	`print-?only)(?:$|[\s_-])`)

// named reports whether a class or id is one of the names.
func named(names *regexp.Regexp, s string) bool {
	return s != "" && names.MatchString(s) && names.MatchString(notSide.ReplaceAllLiteralString(s, " "))
}

// leadsAway reports whether a third of the text under n is links.
func leadsAway(n *html.Node) bool {
	all, links := 0, 0
	for _, p := range blocks(n, nil) {
		all += utf8.RuneCountInString(p.text)
		links += p.links
	}
	return links*3 >= all
}

// notSide are names of what an element has, not of what it is.
var notSide = regexp.MustCompile(`(?i)(?:no|has|have|with|without|show|hide|is|not|enable)[_-][\w-]+`)

// sideClass are words that outlets' class names and ids are made of.
var sideClass = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:` + strings.Join([]string{
	`(?:wp-)?caption(?:-?text)?`,
	`(?:photo|image|img|media|figure|picture|video)[_-]?(?:caption|credit|source|desc(?:ription)?|meta|info|` +
		`copyright|author|legend)s?`, `credits?`,
	`related(?:[_-]?\w+)*`, `read[_-]?(?:also|next|on)`, `more[_-]?(?:on|from|stories|news|articles|like)`,
	`also[_-]?read`, `see[_-]?also`,
	`recommend(?:ed|ations?)?`, `recirc(?:ulation)?`, `most[_-]?(?:read|viewed|popular)`, `trending`, `popular`,
	`promo(?:s|tion|box)?`,
	`outbrain`, `taboola`, `newsletter(?:[_-]?\w+)*`, `sign[_-]?up`, `subscri(?:be|ption)(?:[_-]?\w+)*`,
	`donat(?:e|ion)(?:[_-]?\w+)*`, `paywall(?:[_-]?\w+)*`,
	`share(?:[_-]?\w+)*`, `sharing`, `social(?:[_-]?\w+)*`, `follow[_-]?us`, `comments`,
	`comments?[_-]?(?:list|form|section|area|box|wrapper|respond|thread)s?`, `disqus(?:[_-]?\w+)*`,
	`ad(?:s|vert(?:isement|ising)?|slot|box|unit)?`, `sponsor(?:ed)?`, `banner`, `breadcrumbs?`, `pagination`,
	`tag[_-]?(?:list|cloud|s)`, `tags`, `article[_-]?tags`,
	`author[_-]?(?:bio|box|card|info|description)`, `bio`, `about[_-]?(?:the[_-]?)?author`, `byline`, `post[_-]?meta`,
	`article[_-]?meta`, `entry[_-]?meta`,
	`sr[_-]?only`, `visually[_-]?hidden`, `screen[_-]?reader(?:[_-]?text)?`, `print[_-]?only`, `copyright`,
	`disclaimer`, `player`,
	`cookie(?:[_-]?\w+)*`, `consent`, `whatsapp`, `telegram[_-]?\w*`, `app[_-]?download`, `correction[_-]?form`,
	`feedback`, `report[_-]?(?:error|typo)`,
}, "|") + `)(?:$|[\s_-])`)

// teaserClass are names of boxes with other articles, and of this article's own lead: the links tell which.
var teaserClass = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:teasers?|read[_-]?more|toc|gallery|slideshow|stories|` +
	`headlines|cards?|list[_-]?item)(?:$|[\s_-])`)

// sideData are values of data-component and the like, by which the largest outlets mark what is not text.
var sideData = regexp.MustCompile(`(?i)\b(?:caption|related|newsletter|links-block|promo|teaser|share|ad-slot|` +
	`advert|` +
	`recommend|byline|tag-list|topic-list|image-caption)`)

func dataNames(n *html.Node) string {
	var b strings.Builder
	for _, a := range n.Attr {
		switch a.Key {
		case "data-component", "data-testid", "data-module", "data-block", "data-type", "data-name",
			"data-print-layout":
			b.WriteString(a.Val)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// characters counts the text under n.
func characters(n *html.Node) (count int) {
	if n.Type == html.TextNode {
		return utf8.RuneCountInString(strings.TrimSpace(n.Data))
	}
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			count += utf8.RuneCountInString(strings.TrimSpace(c.Data))
		}
	}
	return count
}

// trim drops the paragraphs that are not the article's own words.
func trim(list []paragraph, p Page) []paragraph {
	var out []paragraph
	inviting := false // the last paragraph leads away, and links behind it do, too
	timed := slices.ContainsFunc(list, func(q paragraph) bool { return firstChapter.MatchString(q.text) })
	for i, q := range list {
		if timed && chapter.MatchString(q.text) {
			continue
		}
		near := i < 4 || i >= len(list)-4 // bylines and footers stand at the ends
		if inviting && teaser(q) {
			continue
		}
		inviting = false
		if extra(q, near) || i > 0 && i >= len(list)-2 && signs(q, p.Title) ||
			i > 0 && sourceLine.MatchString(q.text) && !headLabel.MatchString(list[0].text) ||
			i < 4 && opening(q, p) {
			inviting = utf8.RuneCountInString(q.text) < maxInviting && invitation.MatchString(q.text)
			continue
		}
		out = append(out, q)
	}
	if len(out) > 0 {
		out[len(out)-1] = onward(out[len(out)-1])
	}
	if out = orphans(linkLists(out)); len(out) == 0 { // what looks like notices is all there is
		return list
	}
	return out
}

// signs reports whether q, below a text, says in whatever language where the article of that title appeared first: it
// names the title and is links for the most part.
func signs(q paragraph, title string) bool {
	const least = 8 // letters of a title that is no word of the language
	key := letters(title)
	return len(key) >= least && q.linked() >= 0.4 && strings.Contains(letters(q.text), key)
}

// onward takes the link off the end of a text that leads to the rest of it.
func onward(q paragraph) paragraph {
	m := onwards.FindStringIndex(q.text)
	if m == nil || m[0] == 0 || q.links == 0 || q.links > utf8.RuneCountInString(q.text[m[0]:]) {
		return q
	}
	q.text, q.links = strings.TrimSpace(q.text[:m[0]]), 0
	return q
}

// LeadsOn reports whether a piece of markup ends with the words of a link to the rest of its text.
func LeadsOn(markup string) bool {
	all := StripTags(markup)
	return onwards.MatchString(all[strings.LastIndexByte(all, '\n')+1:])
}

// onwards is the text of such a link.
var onwards = regexp.MustCompile(`(?i)(?:^|[\s(\[]+)(?:(?:continue )?read(?:ing)?(?: more| on| full ` +
	`(?:story|article)| ` +
	`the (?:rest|full \w+|whole \w+))?|lire (?:la suite|plus)|leer más|seguir leyendo|leggi (?:tutto|di più)|leia ` +
	`mais|` +
	`weiterlesen|mehr(?: lesen)?|lees (?:meer|verder)|czytaj (?:więcej|dalej)|читать (?:далее|дальше|полностью)|` +
	`читати (?:далі|більше)|подробнее|докладніше|devamını oku|اقرأ المزيد|ادامه مطلب|阅读全文|全文)[\s)\]»›→>….]*$`)

// chapter is a line that says what comes when in a recording.
var (
	firstChapter = regexp.MustCompile(`^\PL{0,3}(?:0?0:)?0?0:00\b`)
	chapter      = regexp.MustCompile(`^\PL{0,3}(?:\d?\d:)?\d?\d:\d\d\b.{0,90}$`)
)

// maxInviting is how many characters the heading of a list of other articles has at most.
const maxInviting = 40

// Longest paragraph, in characters, that is taken for an invitation or a notice.
const maxNotice = 240

// extra reports whether q invites, advertises or labels.
func extra(q paragraph, near bool) bool {
	n := utf8.RuneCountInString(q.text)
	switch {
	case n > maxNotice:
		return false
	case invitation.MatchString(q.text):
		return true
	case near && notice.MatchString(q.text):
		return true
	case appeal.MatchString(q.text) && !strings.ContainsAny(q.text, "\"“”«»"):
		return true
	}
	return label.MatchString(q.text)
}

// invitation begins a line that leads away from the article, in the languages of the catalogue's outlets.
var invitation = regexp.MustCompile(`(?i)^[\s\pP\pS]*(?:` + strings.Join([]string{
	`read(?:ing)? (?:also|more|next|on)\b`, `(?:also|see) (?:also|read|on)\s*[:\-–—|]`,
	`(?:see|watch|listen|view|hear) (?:also|more)\b\s*[:\-–—]?`, `(?:read|see|watch|listen|view) ?[:\-–—]`,
	`(?:more|related)(?: (?:on|from|stories|coverage|news|articles?|reading|topics?|content|links?)(?: ` +
		`[^.]{0,60})?)?\s*(?:[:]|$)`,
	`(?:you (?:may|might) (?:also )?(?:like|be interested)|recommended (?:for you|stories|reading)|don'?t ` +
		`miss|must[- ]read|top stories|most (?:read|popular|viewed)|trending(?: now)?$|editor'?s picks?)`,
	`(?:sign up|subscribe|register|join) (?:for|to|now|here|today|our|us|with)\b`,
	`(?:get|receive) (?:the|our|all the) ` +
		`(?:latest|best|daily|top|free)\b.*(?:inbox|email|newsletter|app|alerts?|updates?)`,
	`(?:follow|like|find|join|contact|email|write to|support|donate|help) (?:us|to us)\b`,
	`follow .{1,60} on (?:twitter|x|facebook|instagram|telegram|whatsapp|google)`, `(?:click|tap) here\b`,
	`download (?:our|the) .{0,30}app\b`, `share (?:this|on|via)\b`,
	`(?:advertisement|story continues below(?: (?:this )?ad(?:vertisement)?)?|continue reading(?: below)?|article ` +
		`continues below|skip (?:advertisement|ad|to .{1,30}|.{1,40} and continue reading)|sponsored content|paid ` +
		`content|promoted)\b.{0,40}$`,
	`(?:allow|this article contains content provided by)\b.{0,60}(?:content\??|cookies)`,
	`lesen sie (?:auch|mehr|hier|dazu|weiter)`, `(?:mehr|weitere[sr]?) (?:zum thema|dazu|nachrichten|artikel|hier)`,
	`auch interessant`, `newsletter (?:abonnieren|bestellen)`, `zur startseite`, `anzeige$`,
	`(?:à )?lire (?:aussi|également|la suite|notre)`, `(?:voir|écouter|regarder) (?:aussi|également)`,
	`sur le même (?:sujet|thème)`, `abonnez-vous`, `inscrivez-vous`, `(?:article|contenu) réservé`, `publicité$`,
	`(?:lea|leer|lee|ver|vea|mira) (?:también|más|además)\b`, `te puede interesar`,
	`(?:más|noticias) (?:información|relacionadas?|sobre)\s*[:$]`, `suscríb(?:ete|ase)`, `síguenos`, `publicidad$`,
	`leggi anche`, `(?:guarda|vedi) anche`, `iscriviti (?:alla|a)`, `leia (?:também|mais|ainda)`,
	`veja (?:também|mais)`, `saiba mais`, `assine\b`, `czytaj (?:też|także|więcej)`, `zobacz (?:też|także|również)`,
	`przeczytaj (?:też|także)`,
	`читайте (?:также|также:|ещё|еще|нас|больше|далее|подробнее)`, `(?:смотрите|слушайте|см\.) также`,
	`(?:по теме|материалы по теме|ещё по теме|реклама)\s*[:]?$`, `подпи(?:сывайтесь|шитесь|саться)`,
	`(?:поделиться|источник фото|фото)\s*[:]`,
	`читайте (?:також|більше|нас)`, `(?:дивіться|слухайте|див\.) також`,
	`(?:за темою|матеріали за темою|реклама)\s*[:]?$`, `підпи(?:суйтесь|суйтеся|шіться|сатися)`,
	`اقرأ (?:أيضا|أيضاً|أيضًا|المزيد)`, `(?:شاهد|طالع) (?:أيضا|أيضاً|أيضًا)`, `مواضيع ذات صلة`, `(?:بیشتر )?بخوانید`,
	`(?:bunu|bunları) da oku`, `ayrıca (?:oku|bak)`, `ilgili haberler`, `קראו (?:גם|עוד)`, `קרא (?:גם|עוד)`,
}, "|") + `)`)

// appeal asks the reader for something; a quotation may ask for the same.
var appeal = regexp.MustCompile(`(?i)(?:\b(?:if you(?:'ve| have|'re| are)? ` +
	`(?:like|enjoy|value|find|found|appreciate|` +
	`read|want to)|please|you can|you too|help us|with your|consider)\b.{0,140}\b(?:becom\w+ an? (?:\w+ ){0,2}` +
	`(?:member|subscriber|patron|supporter|donor)|subscri\w+ to (?:our|us|the)|(?:support|fund|help)(?:ing)? ` +
	`(?:us|our|this (?:work|site|project)|independent)|buy(?:ing)? (?:me|us) a coffee|(?:mak\w+ a |your )donation|` +
	`donat\w+ (?:to us|here|today|now))|` +
	`\bthanks for reading\b.{0,80}\b(?:subscribe|share|upgrade)|\b(?:support|join) (?:us|our \w+) on ` +
	`(?:patreon|ko-?fi|buymeacoffee)\b|` +
	`\b(?:our|this) (?:work|journalism|newsroom|reporting) (?:depends on|is (?:funded|supported) by) ` +
	`(?:readers|you)\b)`)

// headLabel is the first of the lines with which ReliefWeb begins: countries, sources.
var headLabel = regexp.MustCompile(`^(?:Countr(?:y|ies)|Sources?|Organi[sz]ations?)\s*:`)

// sourceLine says within or below a text where a picture or the text is from; at the head it is whose the text is.
var sourceLine = regexp.MustCompile(`(?i)^(?:source|via|quelle|источник|джерело)\s*:\s*\S.{0,60}$`)

// notice is what stands at the head or the foot of pages.
var notice = regexp.MustCompile(`(?i)^(?:` + strings.Join([]string{
	`(?:©|\(c\)|copyright)\s`, `.{0,60}all rights reserved\b`,
	`(?:published|updated|posted|last (?:updated|modified)|first published)\b.{0,80}$`,
	`(?:reporting|editing|additional reporting|writing) by\b.{0,200}$`, `our standards\s*:`,
	`(?:the views expressed|this (?:article|story|post) (?:was|is|has been) ` +
		`(?:originally|first|republished|produced|translated|generated))\b`,
	`(?:#[\pL\pN_]+\s*)+$`, `\PL{0,4}[\pL ]{0,30}\s*[:→👉]?\s*https?://\S+$`,
	`\d+ (?:min(?:ute)?s?|comments?|shares?|views?)(?: read| ago)?$`, `pic\.twitter\.com/\S+$`,
	`\(?(?:this )?(?:rss )?feed (?:was )?(?:generated|created|made|powered) (?:with|by)\b.{0,40}$`,
	`listen to (?:this|the) (?:article|story|report)\b.{0,40}$`, `(?:content|trigger) warnings?\s*:.{0,80}$`,
	`the post .{1,200} (?:appeared first|first appeared) on .{1,60}$`,
	`(?:leave a comment|add a comment|no comments|comments? are closed|view comments|post a comment)\b`,
	`(?:print|email|share|save|comment|listen|copy ` +
		`link|facebook|twitter|whatsapp|telegram|linkedin|reddit)(?:\s+(?:print|email|share|save|comment|listen|` +
		`copy ` +
		`link|this article|facebook|twitter|whatsapp|telegram|linkedin|reddit|x))*$`,
	`(?:tags?|topics?|filed under|categories|keywords|теги|темы|schlagwörter|themen|etiquetas)\s*:`,
	`with (?:reporting|files|additional reporting) (?:by|from)\b`, `have (?:a tip|something to add)\b`,
	`correction or (?:tip|feedback)`, `report (?:a|an) (?:typo|error)`,
}, "|") + `)`)

// label stands under a picture or over a box.
var label = regexp.MustCompile(`(?i)^(?:(?:image|photo|picture|video|map|graphic)?\s*(?:caption|credit|` +
	`copyright)s?\s*[,:]\s*.{0,80}|(?:image|photo|picture|video|map|graphic)\s*sources?\s*[,:]\s*.{0,80}|(?:file ` +
	`)?(?:photo(?:graph)?|picture|image|foto|фото|bild)\s*(?:by|credit|:|/)\s*.{1,80}|.{0,80}[|/\-–]\s*(?:getty ` +
	`images|reuters|ap photo|afp|epa|anadolu|shutterstock|istock)[^.]{0,40}|\[?\(?(?:ap photo|file photo|getty ` +
	`images|afp|reuters)/?[^.]{0,60}\)?\]?|` +
	`[(\[](?:photo|picture|image|video)s?\s*(?:by|credit|courtesy|:|/)[^()]{1,80}[)\]]|enlarge(?: this ` +
	`image)?|toggle caption|hide caption|play(?: ` +
	`video)?|loading(?:\.\.\.|…)?|watch(?: video)?|live|video|photos?|gallery)$`)

// opening reports whether q repeats the title or the byline, which stand beside the text.
func opening(q paragraph, p Page) bool {
	key := letters(q.text)
	if key == "" {
		return true
	}
	if key == letters(p.Title) {
		return true
	}
	n := utf8.RuneCountInString(q.text)
	if p.Byline != "" && n < 120 && strings.Contains(key, letters(p.Byline)) && !endsSentence(q.text) {
		return true
	}
	return n < 100 && datePattern.MatchString(q.text)
}

// datePattern is a paragraph that is nothing but a date, a time, or a byline with one.
var datePattern = regexp.MustCompile(`(?i)^(?:by ` +
	`[^.]{2,60}?)?[\s\pP|]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?(?:\d{1,2}(?:st|nd|rd|th)? ` +
	`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\pL*\.?,? ` +
	`\d{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\pL*\.? \d{1,2}(?:st|nd|rd|th)?,? ` +
	`\d{4}|\d{1,4}[./-]\d{1,2}[./-]\d{2,4})[\s,|•·@-]*(?:at ` +
	`)?(?:\d{1,2}[:.h]\d{2}(?::\d\d)?)?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,5}|\(.{1,12}\)|[+-]\d\d:?\d\d)?[\s\pP]*$`)

// linkLists drops runs of two and more paragraphs that are nothing but links, and a single one at the end: lists of
// other articles.
func linkLists(list []paragraph) []paragraph {
	var out []paragraph
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && teaser(list[j]) {
			j++
		}
		if run := j - i; run == 0 {
			out = append(out, list[i])
			i++
			continue
		} else if run == 1 && j < len(list) && len(out) > 0 && list[i].tag != atom.Li {
			out = append(out, list[i])
		}
		i = j
	}
	return out
}

// teaser reports whether p is the headline of another article: a link, short, and not a sentence.
func teaser(p paragraph) bool {
	return p.linked() > 0.8 && utf8.RuneCountInString(p.text) < maxNotice && !strings.HasSuffix(p.text, ".")
}

// orphans drops headings under which nothing is left.
func orphans(list []paragraph) []paragraph {
	for len(list) > 1 && list[len(list)-1].heading() {
		list = list[:len(list)-1]
	}
	return list
}
