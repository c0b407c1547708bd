package ingest

import (
	"strings"
	"testing"

	"sitrep/news"
)

// item is what a feed says of an article.
var (
	ferryItem = summary("/a/1", "Ferry with migrants sinks off Zuwara",
		"A ferry with 40 migrants sank off Zuwara on Monday, Libya's coastguard said.")
	paukItem = summary("/a/2", "Junta jets bomb school in Pauk",
		"Jets bombed a school in Pauk, Magway, killing 17, residents said.")
	ryazanItem = summary("/a/3", "Дрони вдарили по заводу в Рязані",
		"Українські дрони вдарили по нафтопереробному заводу в Рязані, повідомив губернатор.")
	fasherItem = summary("/a/4", "قصف على سوق في الفاشر",
		"قتل تسعة أشخاص في قصف على سوق في مدينة الفاشر، قال أطباء.")
	kinmenItem = summary("/a/5", "两艘军舰驶过台湾海峡",
		"台湾国防部说，两艘军舰星期一驶过台湾海峡。")
	gaoItem = summary("/a/6", "Mali : une attaque près de Gao fait neuf morts",
		"Neuf soldats ont été tués lundi dans une attaque près de Gao, selon l'armée malienne.")
	bambergItem = summary("/a/7", "Drohne stürzt bei Rzeszów ab",
		"Eine Drohne ist am Montag bei Rzeszów abgestürzt, teilte das polnische Militär mit.")
	kobaniItem = summary("/a/8", "Kobani'de patlama: dört ölü",
		"Kobani'de pazartesi günü meydana gelen patlamada dört kişi öldü, yerel yetkililer açıkladı.")
)

func summary(path, title, body string) news.Article {
	return news.Article{URL: "https://tidings.example" + path, Title: title, Body: body, Partial: true}
}

func paras(list ...string) string { return "<p>" + strings.Join(list, "</p><p>") + "</p>" }

// closed is a page that shows what the feed has, and then what its rest costs.
func closed(a news.Article, offers ...string) string {
	return "<title>" + a.Title + "</title><article><h1>" + a.Title + "</h1>" +
		paras(append([]string{a.Body}, offers...)...) + "</article>"
}

// teaserOf and card are what sections and home pages say of an article.
func teaserOf(title, line string) string {
	return `<div class="entry"><h2><a href="/x">` + title + `</a></h2><p>` + line + `</p></div>`
}

func card(title, line string) string {
	return `<div class="box"><a href="/x"><h3>` + title + `</h3><p>` + line + `</p></a></div>`
}

// TestWalls serves what outlets serve in an article's place: none of its words may become the article's.
func TestWalls(t *testing.T) {
	for _, c := range []struct {
		name string
		item news.Article
		page string
		junk string // a word of the wall
	}{
		{"consent with the headline above it", ferryItem, `<title>Ferry with migrants sinks off Zuwara - ` +
			`Tidings</title><h1>Ferry with migrants sinks off Zuwara</h1>` + paras("Tidings and its 812 partners "+
			"read and keep information on your device, such as unique identifiers, to select and measure "+
			"content.", "You may agree to that, or refuse, at any time by a click at the foot of each "+
			"page.", "Some partners do not ask and rely on legitimate interest instead."), "partners"},
		{"subscription below the headline", paukItem, `<title>Junta jets bomb school in ` +
			`Pauk</title><article><h1>Junta jets bomb school in Pauk</h1>` + paras("Tidings is read in a hundred "+
			"countries because its reporters go where others do not.", "For the price of a coffee each month "+
			"you get every report on every device, and the crossword.", "Cancel whenever you like. "+
			"Students pay half.") + `</article>`, "coffee"},
		{"subscription below headline and summary", paukItem, `<title>Junta jets bomb school in ` +
			`Pauk</title><article><h1>Junta jets bomb school in Pauk</h1>` + paras("Jets bombed a school in Pauk, "+
			"Magway, killing 17, residents said.", "This article is reserved for members. Become a member to "+
			"read on: one month costs no more than a coffee.", "Already a member? Sign in.") +
			`</article>`, ""},
		{"scripts only, with the headline in its place", ferryItem, `<title>Ferry with migrants sinks off ` +
			`Zuwara</title><div id="root"></div><noscript><p>This application needs JavaScript. Switch it on in ` +
			`the settings of your browser, or use our app for Android and iOS instead of this ` +
			`page.</p></noscript>`, "JavaScript"},
		{"scripts only, in Turkish", kobaniItem, `<title>Haber</title><div id="app"><p>Bu sayfayı ` +
			`görüntüleyebilmek için tarayıcınızda JavaScript özelliğini açmanız gerekmektedir. Ayarlar bölümünden ` +
			`etkinleştirin.</p></div>`, "JavaScript"},
		{
			"a bot check in German", bambergItem,
			`<title>Einen Moment bitte</title><h1>Sicherheitsüberprüfung</h1>` + paras("Wir prüfen, ob Sie ein "+
				"Mensch sind. Ihr Browser löst dazu eine kleine Rechenaufgabe, das dauert nur wenige Sekunden.",
				"Danach werden Sie automatisch zum Artikel weitergeleitet."), "Browser",
		},
		{"consent in German, as a choice to pay", bambergItem, `<title>Drohne stürzt bei Rzeszów ` +
			`ab</title><h1>Mit Werbung weiterlesen oder Pur-Abo wählen</h1>` + paras("Besuchen Sie uns wie "+
			"gewohnt mit Werbung und Tracking. Details zu Werbe- und Analyse-Trackern sowie zum jederzeit "+
			"möglichen Widerruf finden Sie in unserer Erklärung.", "Oder nutzen Sie uns ohne "+
			"Werbetracking für 4,99 Euro im Monat."), "Werbung"},
		{"consent in French", gaoItem, `<title>Mali : une attaque près de Gao fait neuf morts</title><h1>Mali : ` +
			`une attaque près de Gao fait neuf morts</h1>` + paras("Avec votre accord, nos 914 partenaires et "+
			"nous conservons des informations sur votre terminal afin de mesurer l'audience.", "Vous pouvez "+
			"retirer votre accord à tout moment depuis le bas de page."), "partenaires"},
		{"subscription in French behind the first sentence", gaoItem, `<title>Mali : une attaque près de Gao fait ` +
			`neuf morts</title><article><h1>Mali : une attaque près de Gao fait neuf morts</h1>` + paras(
			"Neuf soldats ont été tués lundi dans une attaque près de Gao, selon l'armée malienne.",
			"Il vous reste 84 % de cet article à lire. La suite est réservée aux abonnés.",
			"Lisez sans limite dès 1 € par mois, sans engagement.") + `</article>`, ""},
		{"a block in Ukrainian", ryazanItem, `<title>Доступ обмежено</title><h1>Доступ обмежено</h1>` + paras(
			"Ваш запит схожий на запит програми. Якщо ви людина, позначте це нижче, і ми покажемо сторінку.",
			"Код звернення 81f2."), "запит"},
		{"registration in Arabic", fasherItem, `<title>قصف على سوق في الفاشر</title><h1>قصف على سوق في ` +
			`الفاشر</h1>` + paras("سجل الدخول أو أنشئ حسابا مجانيا لمواصلة القراءة والحصول على نشرتنا اليومية.",
			"لن نشارك بريدك مع أحد."), "حسابا"},
		{"consent in Chinese", kinmenItem, `<title>两艘军舰驶过台湾海峡</title><h1>两艘军舰驶过台湾海峡</h1>` + paras(
			"本网站使用小型文件来改善您的浏览体验，并为您显示合适的广告。继续使用即表示您同意我们的政策。", "您可以随时在设置中更改选择。"), "广告"},
		{
			"not here, in your country", ferryItem,
			`<title>Unavailable</title><h1>Not available where you are</h1>` + paras("We are sorry: for legal "+
				"reasons this site cannot be shown to readers in the European Union at present. We are working on "+
				"it.", "Call 555-0100 to subscribe to the print edition."), "European",
		},
		{
			"a newsletter in the article's place", paukItem, `<title>Tidings Daily</title><h1>Good mornings begin ` +
				`here</h1>` + paras("The most important reports of the night, in your mailbox at six, written by "+
				"people who were up anyway.", "A hundred thousand people read it. It is free and will stay so."),
			"mailbox",
		},
		{
			"the home page under the article's address", ferryItem,
			`<title>Tidings</title><h1>Tidings</h1><div>` + strings.Repeat(`<h2><a href="/b">Rain stops play in `+
				`the cup final</a></h2><p>Nine wickets fell before lunch on a wet day at the oval, and the crowd `+
				`went home early.</p><h2><a href="/c">Budget passes after a night of `+
				`votes</a></h2><p>Deputies argued about fuel and pensions until four in the morning.</p>`, 3) +
				`</div>`,
			"wickets",
		},
		{"another article, of the same country", ferryItem, `<title>Libya's oil output ` +
			`rises</title><article><h1>Libya's oil output rises</h1>` + paras("Libya's oil output rose to 1.4 "+
			"million barrels a day in October, the state company said on Tuesday.", "Fields in the south came "+
			"back after two months, and the port of Sidra loaded nine tankers.",
			"Prices fell in London.") + `</article>`, "barrels"},
		{"another article, of the same outlet and day", kobaniItem, `<title>Dolar güne yükselişle ` +
			`başladı</title><article><h1>Dolar güne yükselişle başladı</h1>` + paras("Dolar kuru haftanın ilk "+
			"gününde yüzde 0,4 yükseldi, uzmanlar açıklanacak verileri bekliyor.", "Borsa İstanbul ise güne "+
			"yatay başladı.") + `</article>`, "Dolar"},
		{"a section that tells of the item among others", ferryItem, `<title>World - Tidings</title><h1>World</h1>` +
			teaserOf(ferryItem.Title, ferryItem.Body) + teaserOf("Budget passes after a night of votes", "Deputies "+
			"argued about "+
			"fuel and pensions until four in the morning.") + teaserOf("Rain stops the cup final", "Nine wickets "+
			"fell before "+
			"lunch on a wet day at the oval.") + teaserOf("Minister quits over crash", "The minister resigned on "+
			"Sunday "+
			"after the crash near Bern that killed three."), "wickets"},
		{"cards of a home page, links as a whole", paukItem, `<title>Tidings</title>` + card(paukItem.Title,
			paukItem.Body) + card("Budget passes after a night of votes", "Deputies argued about fuel and pensions "+
			"until "+
			"four in the morning.") + card("Rain stops the cup final", "Nine wickets fell before lunch on a wet "+
			"day at "+
			"the oval.") + card("Minister quits over crash", "The minister resigned on Sunday after the crash near "+
			"Bern "+
			"that killed three."), "wickets"},
		{
			"proof of work", paukItem, `<title>One moment</title><h1>One moment</h1>` + paras("This site asks your "+
				"computer for a sum before it lets you in, since too many programs copy it.", "Working… difficulty 4, "+
				"3 kH/s"),
			"difficulty",
		},
		{"whether the reader is old enough", ferryItem, `<title>` + ferryItem.Title + `</title><article><h1>` +
			ferryItem.Title + `</h1>` + paras("This report has pictures that may upset you.", "Say that you are 18 "+
			"to "+
			"see them.") + `</article>`, "upset"},
		{"consent in Dutch", ferryItem, `<title>` + ferryItem.Title + `</title>` + paras("Wij en onze 143 partners "+
			"plaatsen kleine bestanden om u advertenties te tonen en het gebruik te meten.", "U kunt uw keuze later "+
			"altijd wijzigen."), "partners"},
		{"new terms", kobaniItem, `<title>` + kobaniItem.Title + `</title>` + paras("Kullanım koşullarımızı "+
			"güncelledik, 1 Aralık'tan itibaren geçerlidir.", "Devam ederek kabul etmiş olursunuz."), "güncelledik"},
		{"an answer for programs", ryazanItem, `{"error":"forbidden","message":"client not allowed"}`, "forbidden"},
		{"e-mail for the rest", ferryItem, closed(ferryItem, "Enter your email to keep reading for free.",
			"By signing up you agree to our terms."), ""},
		{"a maintenance note", ryazanItem, `<title>Тидінгс</title>` + paras("Ми оновлюємо сайт і повернемося за "+
			"кілька годин. Дякуємо, що читаєте нас, і перепрошуємо за незручності.", "Стежте за новинами в наших "+
			"каналах."), "сайт"},
		{"the rest is for subscribers, in Turkish", kobaniItem, closed(kobaniItem, "Haberin devamını okumak için "+
			"abone olun.", "İlk ay ücretsiz, dilediğiniz zaman iptal edin."), ""},
		{"the rest is for subscribers, in Chinese", kinmenItem, closed(kinmenItem, "登录后即可阅读全文。", "首月只需一元。"), ""},
		{"the rest is for subscribers, in Ukrainian", ryazanItem, closed(ryazanItem, "Матеріал доступний лише за "+
			"передплатою: оформіть передплату.", "Перший місяць безкоштовно."), ""},
		{"the rest is for subscribers, in Arabic", fasherItem, closed(fasherItem, "لمتابعة القراءة، اشترك الآن "+
			"بسعر رمزي.", "ألغ الاشتراك متى شئت."), ""},
		{"the rest is for subscribers, in German", bambergItem, closed(bambergItem, "Jetzt weiterlesen mit dem "+
			"Monatsabo.", "Sie haben bereits ein Abo? Hier anmelden.", "Jederzeit kündbar."), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			page, err := articlePage(c.item, []byte("<!DOCTYPE html><html><body>"+c.page+"</body></html>"),
				"text/html; charset=utf-8", c.item.URL, april24)
			switch {
			case err != nil && c.junk != "":
			case err == nil && c.junk != "":
				t.Errorf("taken for the article: %q", page.Text)
			case err == nil && (page.Partial == "" || page.Text != c.item.Body):
				t.Errorf("taken for the whole article: %q", page.Text)
			}
			t.Logf("%v; %q (%s)", err, page.Text, page.Partial)
		})
	}
}
