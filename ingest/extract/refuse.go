package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Lengths, in characters of body text, that tell a page that stands in an article's place from an article about the
// same thing. Of the walls seen the longest (a consent form) had 1,900; the shortest real reports have 300.
const (
	maxWall = 2000
	maxStub = 2500
)

// wall is a kind of page that is no article, and how it says so.
type wall struct {
	kind    Kind
	message string
	title   *regexp.Regexp // of the page
	text    *regexp.Regexp // anywhere on it
}

var walls = []wall{
	{
		BotCheck, "the server asks for proof that a human is reading",
		anyOf(`just a moment`, `attention required`, `access denied`, `pardon our interruption`, `security check`,
			`human verification`, `ddos-guard`, `are you (?:a )?(?:human|robot)`, `robot or human`,
			`verifying (?:you|your browser)`, `one more step`, `captcha`, `bot verification`, `checking your browser`,
			`please wait`),
		anyOf(`verify(?:ing)? (?:that )?you are (?:a )?human`,
			`checking (?:if the site connection is secure|your browser before)`,
			`enable javascript and cookies to continue`, `complete the (?:security check|captcha)`,
			`ddos protection by`, `unusual (?:traffic|activity) (?:from|has been)`,
			`(?:are|if) you(?:'re| are)? (?:not )?a robot`, `incapsula incident`, `access to this page has been denied`,
			`you don't have permission to access .{0,200}reference #`,
			`please enable (?:js|javascript) and disable any ad blocker`, `cloudflare ray id`,
			`made us think (?:that )?you (?:were|are|might be) a bot`, `подтвердите, что (?:вы не робот|запросы)`,
			`підтвердьте, що ви не робот`),
	},
	{
		Cookies, "the server asks for consent to cookies first",
		anyOf(`before you continue`, `(?:cookie|consent|privacy) (?:consent|settings|preferences|notice|wall)`,
			`your (?:privacy|consent)`, `datenschutz`, `zustimmung`),
		anyOf(`(?:we|our partners|wir|nous|usamos|utilizamos)\b.{0,80}\b(?:cookies|consent|zustimmung|consentement)\b`,
			`accept (?:all|cookies)`, `alle akzeptieren`, `tout accepter`, `aceptar (?:todo|y continuar)`,
			`cookies (?:are|to be) (?:disabled|enabled)`, `enable cookies`),
	},
	{
		Failed, "the server shows an error page",
		anyOf(`(?:error )?(?:40[0-9]|410|429|50[0-9])\b`,
			`(?:page|article|story|file|content) (?:not found|cannot be found|could not be found|unavailable|does `+
				`not exist|no longer (?:available|exists))`, `not found`, `forbidden`,
			`(?:service|temporarily|website) (?:is )?(?:temporarily )?unavailable`, `bad gateway`, `gateway time-?out`,
			`internal server error`, `server error`, `error$`, `oops`, `something went wrong`,
			`(?:site |scheduled )?maintenance`, `under (?:maintenance|construction)`, `account suspended`,
			`welcome to nginx`, `index of /`, `apache2 .{0,20}default page`, `seite (?:wurde )?nicht gefunden`,
			`page (?:introuvable|non trouvée)`, `página no encontrada`, `pagina non trovata`, `página não encontrada`,
			`strona nie (?:istnieje|została znaleziona)`, `страница не найдена`, `сторінк[ау] не знайдено`, `ошибка`,
			`помилка`, `domain .{0,40}(?:for sale|parked|expired)`, `database error`, `الصفحة غير موجودة`),
		anyOf(`error establishing a database connection`,
			`the (?:page|article|content|story) (?:that )?you(?:'re| are| were|'ve| have)? `+
				`(?:looking|requested|tried|trying)`,
			`(?:page|url|resource) .{0,60}(?:was not found|could not be found|can't be found|cannot be found|does `+
				`not exist|no longer exists)`, `we (?:can't|cannot|couldn't) (?:seem to )?find (?:the|that) page`,
			`back to (?:the )?home ?page`, `this domain (?:is|may be) (?:for sale|parked)`,
			`this account has been suspended`, `the server encountered an internal error`, `try again later`,
			`не существует|не найден`, `не існує|не знайден`, `existiert nicht`, `n'existe (?:pas|plus)`, `no existe`),
	},
	{
		Login, "the server shows its articles only to those who have an account",
		anyOf(`(?:log|sign) ?in\b`, `login`, `anmelden`, `connexion`, `iniciar sesión`, `вход$`, `вхід$`),
		anyOf(`forgot(?:ten)? (?:your )?password`, `passwort vergessen`, `mot de passe oublié`,
			`(?:log|sign) in to (?:continue|your account|read)`, `забыли пароль`, `забули пароль`),
	},
}

func anyOf(patterns ...string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:` + strings.Join(patterns, "|") + `)`)
}

// refuse reports why a page is no article, nil if it is one. Only a page with little text is doubted, and only when
// both its title and its words give it away, or when it has hardly any text at all: articles are written about robots,
// cookies and errors, too.
func refuse(m *meta, p Page, words string) error {
	if n := utf8.RuneCountInString(p.Text); n <= maxWall {
		for _, w := range walls {
			if w.stands(m, p, n, words) {
				return errorf(w.kind, "%s (%q)", w.message, clip(firstOf(m.title, m.heading, p.Text), 80))
			}
		}
	}
	if !hasLetter(p.Text) {
		return errorf(Empty, "no article is to be found on the page")
	}
	return nil
}

// stands reports whether the page is this wall; n is the number of characters that were found on it.
func (w wall) stands(m *meta, p Page, n int, words string) bool {
	bare := n < 300 && !m.article.found // hardly an article
	if w.kind == Cookies {              // every page has a banner; a wall has nothing else
		words = p.Text
	}
	titled := w.title.MatchString(beginning(m.title)) || w.title.MatchString(beginning(m.heading))
	switch {
	case titled && bare && n < 150 && w.kind == Failed:
		return true
	case titled || bare:
		return w.text.MatchString(words)
	}
	return false
}

// beginning is the part of a title in which a wall names itself; articles mention such things later.
func beginning(title string) string {
	return clip(title, 45)
}

func clip(s string, runes int) string {
	for i := range s {
		if runes--; runes < 0 {
			return s[:i]
		}
	}
	return s
}

// hiddenRest are the words with which outlets end what they show to those who do not pay.
var hiddenRest = anyOf(
	`(?:subscribe|register|sign (?:in|up)|log in|become a (?:member|subscriber)|upgrade|pay|start your (?:free `+
		`)?trial|create (?:a|your) free account)\b.{0,60}\b(?:to `+
		`(?:continue|keep|finish|read|unlock|view|access)|for (?:full|unlimited) access)`,
	`(?:to|want to) (?:continue|keep|finish) reading`, `(?:continue|keep) reading (?:with|for|by)\b`,
	`(?:this|the) (?:article|content|story|page|post) (?:is|are) (?:for|only for|exclusive to|exclusively `+
		`for|reserved for|available (?:only )?to|only available to)\b.{0,30}(?:subscribers|members|readers)`,
	`(?:subscriber|member|premium)s?[- ](?:only|exclusive)`,
	`already (?:a|have an?)\b.{0,20}(?:subscriber|member|account|subscription)\b`,
	`you(?:'ve| have) (?:reached|read|used)\b.{0,40}\b(?:limit|free articles?|last free)`,
	`(?:remaining|rest of) (?:this|the) article`, `\d+% (?:of (?:this|the) (?:article|story) )?(?:remaining|left)`,
	`(?:jetzt )?weiterlesen mit`, `nur für abonnenten`, `(?:mit|im) .{0,20}abo (?:weiter)?lesen`,
	`sie haben bereits ein abo`, `(?:article|la suite est|contenu) réservée? aux abonnés`,
	`il vous reste .{0,20}de cet article à lire`, `déjà abonné`,
	`(?:contenido|artículo|noticia) (?:exclusivo|solo) para suscriptores`, `suscríbete para (?:seguir|continuar)`,
	`ya eres suscriptor`, `(?:contenuto|articolo) riservato agli abbonati`,
	`(?:conteúdo|artigo) exclusivo para assinantes`, `(?:доступно|только|материал) (?:только )?(?:для|по) подписчик`,
	`оформите подписку`, `(?:доступно|тільки|матеріал) (?:тільки |лише )?(?:для|за) (?:перед)?підписник`,
	`оформіть (?:перед)?плату`,
	`(?:this|the) (?:article|content|story|page|post) is (?:reserved|for members|for subscribers)`,
	`devamını okumak için`, `(?:yalnızca|sadece) aboneler`, `abone (?:ol(?:un|arak)|girişi)`,
	`(?:dalsza część|reszta|pełna treść|artykuł) (?:artykułu |jest )?(?:dostępn\w+|tylko) (?:tylko )?dla`,
	`masz już (?:konto|prenumeratę)`, `(?:lees|lezen) (?:verder|dit artikel) (?:met|als|voor)`, `alleen voor abonnees`,
	`(?:článek|obsah|text) (?:je )?(?:jen|pouze) pro předplatitele`, `(?:vain|ainoastaan) tilaajille`,
	`(?:endast|bara|kun|bare) för prenumeranter|kun for abonnenter`,
	`articol(?:ul)? (?:este )?(?:doar )?pentru abonați`,
	`(?:csak )?előfizetőknek`, `μόνο για συνδρομητές`,
	`למנויים בלבד`, `(?:להמשך קריאה|כדי להמשיך לקרוא)`, `(?:لمواصلة|لمتابعة|لإكمال) القراءة`, `(?:حصري|متاح) للمشتركين`,
	`(?:ویژه|مخصوص) مشترکان`, `برای ادامه(?:‌ی)? مطالعه`,
	`(?:有料会員|会員)限定`, `(?:この記事は|残り)[^。]{0,30}(?:有料|文字)`, `(?:订阅|訂閱|登录|登錄|登入|注册|註冊)[^。]{0,12}(?:阅读全文|閱讀全文|继续阅读|繼續閱讀|全文)`,
	`(?:구독|로그인)[^.]{0,20}(?:전문|계속|이어)`,
)

// maxOffer is how many characters a paragraph has at most that says that the rest must be paid for.
const maxOffer = 400

// beforeWall is the text up to the paragraph that says that the rest must be paid for: behind that stand offers.
func beforeWall(text string) string {
	all := strings.Split(text, "\n\n")
	for i, p := range all {
		if utf8.RuneCountInString(p) <= maxOffer && hiddenRest.MatchString(p) {
			return strings.Join(all[:i], "\n\n")
		}
	}
	return text
}

// paywalled says that a page shows the beginning of an article to those who do not pay.
const paywalled = "a paywall hides the rest"

// partial says why text is not the whole article, "" if it seems to be.
func partial(m *meta, text, words string) string {
	n := utf8.RuneCountInString(text)
	switch count := len(strings.Fields(text)); {
	case m.article.words > 0 && count*2 < m.article.words && n < maxStub:
		return "the page shows less than half of the article"
	case n < maxStub && hiddenRest.MatchString(words):
		return paywalled
	case n < maxStub*2/3 && strings.EqualFold(m.article.free, "false"):
		return paywalled
	case n < maxStub && breaksOff.MatchString(text):
		return "the text breaks off"
	}
	return ""
}

// breaksOff matches a text that ends with a mark of omission.
var breaksOff = regexp.MustCompile(`(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\(…\))[\s"”»]*$`)

// visible is the text that a page shows, noscript included, at most limit bytes of it.
func visible(doc *html.Node, limit int) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case b.Len() > limit:
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			b.WriteByte(' ')
		case invisible[n.DataAtom] && n.DataAtom != atom.Noscript && n.DataAtom != atom.Button, hidden(n):
		default:
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c)
			}
		}
	}
	walk(doc)
	return squeeze(b.String())
}
