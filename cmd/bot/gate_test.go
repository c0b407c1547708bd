package main

import (
	"log/slog"
	"slices"
	"testing"
	"time"

	"sitrep/config"
	"sitrep/ingest"
	"sitrep/news"
	"sitrep/reading"
)

// gated is an article with the topics that it belongs to; nil for one that stays out.
type gated struct {
	language, title, body string
	topics                []string
}

var gateCases = []gated{
	// Great events in few words.
	{"en", "Supreme Leader is dead", "Iran's Supreme Leader is dead, state television said on " +
		"Monday.", []string{"iran"}},
	{"en", "Iran shuts strait", "Iran has shut the strait to tankers, its navy said on Monday.", []string{"iran"}},
	{"en", "Blast in Kabul", "A blast hit a mosque in Kabul on Friday, officials " +
		"said.", []string{"afghanistan-pakistan"}},
	{"en", "Ship sank off Hodeidah", "A cargo ship sank off Hodeidah on Monday, its owner " +
		"said.", []string{"yemen-red-sea"}},
	{"en", "Cease-fire holds", "The cease-fire in Aleppo held for a second day on Monday, residents " +
		"said.", []string{"syria"}},
	{"en", "Militants storm base", "Militants stormed a base near Maiduguri on Monday and made off with " +
		"vehicles.", []string{}},
	{"en", "Assad leaves Damascus", "Bashar al-Assad has left Damascus for an unknown destination.", []string{"syria"}},
	{"en", "Sirens in Haifa", "Sirens sounded in Haifa on Monday morning.", []string{"gaza-israel"}},
	{"en", "Gunmen kill 34 soldiers in western Niger", "Gunmen killed 34 soldiers near Banibangou in western " +
		"Niger.", []string{"sahel"}},
	{"en", "Power out across Ukraine", "Half of Ukraine was without power on Monday.", []string{"ukraine-war"}},
	{"en", "Hostages freed in Zamfara", "Forty schoolgirls taken last month in Zamfara were freed on " +
		"Monday.", []string{}},
	{
		"en", "Rocket hits football pitch", "A rocket hit a football pitch in Majdal Shams during a match and " +
			"12 children are dead.",
		[]string{"syria"},
	},
	{"en", "Prigozhin's jet crashes", "All on board are dead, the agency said.", []string{"ukraine-war"}},
	{"en", "Netanyahu sacks minister", "He is to leave on Monday.", []string{"gaza-israel"}},
	{"en", "Hossein Dehqan dead", "Esmail Qaani said so in a message.", []string{"iran"}},
	{"en", "Lashio lost", "A command is lost for the first time, the MNDAA said.", []string{"myanmar"}},
	{"en", "Rescue teams reach helicopter", "The teams reached the wreck near Tabriz.", []string{"iran"}},
	{"en", "Seven dead in Karak", "Gun attacks near Karak left seven people dead, four of them officers.", []string{}},
	{"en", "Bombers strike in Ankara", "Two suicide bombers blew themselves up near Ankara.", []string{}},
	{
		"en", "Mali round-up", "Clashes between the army and rebels resumed near Kidal in Mali on Monday.\n\n" +
			"In Bamako Djoliba beat Stade Malien 3-1 in the cup final.\n\nRain is forecast for Tuesday.",
		[]string{"sahel"},
	},
	{"en", "Kinshasa severs ties with Kigali", "Kinshasa severs ties with Kigali.", []string{"dr-congo"}},
	{"en", "Black Sea freighter hits mine", "A freighter hit a mine in the Black Sea.", []string{"ukraine-war"}},
	{"en", "Russia claims Siversk", "Russia claims Siversk.", []string{"ukraine-war"}},
	{"en", "Finland scrambles F-16s", "Finland scrambles F-16s.", []string{}},
	{"en", "Shelling at Rajouri", "Shelling at Rajouri.", []string{"kashmir"}},
	// Places that are elsewhere, and names that are no places.
	{"en", "Five shot dead in Lebanon, Ohio", "A gunman shot dead five people in Lebanon, Ohio, on Monday, " +
		"police said.", []string{}},
	{"en", "Troops fire on crowd in Brazzaville", "Soldiers of the Republic of the Congo fired on a crowd in " +
		"Brazzaville.", []string{}},
	{"en", "South Sudan army retakes town", "The army of South Sudan retook Nasir from rebels on Monday.", []string{}},
	// Sport, markets, shows, weather.
	{"en", "Israel Adesanya wins title fight", "Israel Adesanya knocked out his opponent in their middleweight " +
		"title fight.", nil},
	{"en", "Israel beat Norway 2-1", "Israel beat Norway 2-1 on Monday with a late goal in a World Cup " +
		"qualifier in Haifa.", nil},
	{"en", "Bulls fight back", "A late battle ended with a shot from the half line as the Bulls took their " +
		"revenge.", nil},
	{"en", "Syrian-born model on cover", "She grew up in Sydney.", nil},
	{"en", "Lebanese designer opens show", "Her gowns drew applause in Paris.", nil},
	{"en", "Yemen's honey prized", "Bee keepers in Hadramawt sell it in jars.", nil},
	{"en", "Svitolina through", "Elina Svitolina of Ukraine fought back to reach the semi-finals, winning the " +
		"battle in three sets.", nil},
	{"en", "Pakistan collapse", "Pakistan lost six wickets before lunch as England's attack struck early in the " +
		"second Test.", nil},
	{"en", "Rockets win", "The Rockets beat the Warriors 110-108 in overtime on Monday after a last-second shot " +
		"by their guard.", nil},
	{"en", "Taipei shares up", "Taiwan stocks rose 1.2% on Monday, led by chipmakers, as investors shrugged off " +
		"inflation data.", nil},
	{"en", "Heatwave in Iraq", "Temperatures in Baghdad passed 50 degrees Celsius on Monday, the weather " +
		"service said.", nil},
	{"en", "Singer opens festival", "The Lebanese singer Nour opened the Baalbek festival with songs of her new " +
		"album.", nil},
	{"en", "Oil slips", "Oil prices slipped 1% on worries about demand in China, while traders waited for data " +
		"on U.S. stocks.", nil},
	{"en", "Damascus Street bar closes", "Damascus Street bar closes in Leeds.", nil},
	{"en", "Georgia governor signs budget", "Georgia governor signs budget.", nil},
	{"en", "Smog shuts schools in Karachi", "Smog shuts schools in Karachi.", nil},
	{"en", "Iran's Rezaei signs for Lyon", "Iran's Rezaei signs for Lyon.", nil},
	// Ten other languages.
	{"uk", "Обстріл Херсона", "Двоє людей загинули внаслідок обстрілу Херсона в п'ятницю.", []string{"ukraine-war"}},
	{"uk", "Динамо перемогло", "Динамо обіграло Шахтар у матчі чемпіонату України з футболу.", nil},
	{"ru", "Удар по Харькову", "Ракетный удар по Харькову разрушил склад, погибли трое " +
		"рабочих.", []string{"ukraine-war"}},
	{"ru", "Израиль нанёс удар по Бейруту", "Израиль нанёс удар по пригороду " +
		"Бейрута.", []string{"gaza-israel", "lebanon"}},
	{"ru", "Спартак победил", "Московский «Спартак» обыграл «Зенит» в матче чемпионата России по футболу.", nil},
	{"ar", "غارة إسرائيلية على غزة", "قتل خمسة أشخاص في غارة إسرائيلية على مدينة غزة.", []string{"gaza-israel"}},
	{"ar", "الجيش يتقدم في الفاشر", "قال الجيش السوداني إن قواته تقدمت في الفاشر.", []string{"sudan"}},
	{"ar", "الأهلي يفوز", "فاز الأهلي على الزمالك في مباراة الدوري بهدف لاعب الوسط.", nil},
	{"he", "תקיפה בעזה", "צה\"ל תקף הלילה בעזה, חמישה מחבלים נהרגו.", []string{"gaza-israel"}},
	{"he", "מכבי ניצחה", "מכבי ניצחה במשחק הליגה בכדורגל.", nil},
	{"fa", "حمله به تهران", "در حمله موشکی به تهران سه نفر کشته شدند.", []string{"iran"}},
	{"fa", "پیروزی تیم فوتبال", "تیم فوتبال در لیگ برتر با درخشش بازیکن جوان پیروز شد.", nil},
	{"zh", "解放军军机越过台湾海峡中线", "中国军机周一越过台湾海峡中线。", []string{"taiwan-strait"}},
	{"zh", "中国队赢球", "中国足球队在比赛中以2比1获胜,球员庆祝进球。", nil},
	{"fr", "Attaque au Mali", "Des hommes armés ont tué douze soldats au Mali lundi.", []string{"sahel"}},
	{"fr", "Paris bat Lyon", "Paris a battu Lyon en championnat grâce à son attaquant, auteur de deux buts du " +
		"match.", nil},
	{"es", "Ataque en Siria", "Un ataque con drones mató a cinco soldados en Siria.", []string{"syria"}},
	{"de", "Angriff im Sudan", "Bei einem Angriff im Sudan wurden zwölf Menschen getötet.", []string{"sudan"}},
	{"tr", "Suriye'de saldırı", "Suriye'de bir saldırıda beş asker öldürüldü.", []string{"syria"}},
}

func TestGateAndTopics(t *testing.T) {
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	topics, sources, err := catalogue(config.Default())
	if err != nil {
		t.Fatal(err)
	}
	parties, conflicts := conflicts()
	p := ingest.Dry(slog.New(slog.DiscardHandler), reader, ingest.Options{
		Topics: topics, Known: sources, Parties: parties, Conflicts: conflicts, Now: time.Now,
	})
	for _, tt := range gateCases {
		a := p.Prepare(news.Article{
			Title: tt.title, Body: tt.body, Language: tt.language, Source: news.Source{Name: "Podil Post"},
		})
		r := reader.Read(a)
		rel, got := p.Relevance(a, r), p.Topics(a, r)
		if rel.On != (tt.topics != nil) {
			t.Errorf("%s: let in is %v (%s), want %v", tt.title, rel.On, rel.Reason, tt.topics != nil)
		}
		if rel.On && !slices.Equal(got, tt.topics) && len(got)+len(tt.topics) > 0 {
			t.Errorf("%s: topics are %v, want %v", tt.title, got, tt.topics)
		}
	}
}
