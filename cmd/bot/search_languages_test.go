package main

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/ingest"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// TestSearchInEveryScript searches articles in twelve languages as people type: without marks, inflected, with
// operators, where words are not spaced. Whichever database stands behind it must give the same.
func TestSearchInEveryScript(t *testing.T) {
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	db := storagetest.Open(t, storage.Options{Names: names, Lexicon: words})
	at := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	p, err := ingest.New(t.Context(), slog.New(slog.DiscardHandler), db, reader, ingest.Options{
		Now: func() time.Time { return at.Add(time.Hour) },
	})
	if err != nil {
		t.Fatal(err)
	}
	for language, text := range map[string]string{
		"en": "Rockets hit Sana'a and Ma'rib overnight, the health ministry said.",
		"uk": "Росіяни обстріляли Слов’янськ і Кам’янське, поранено чотирьох мешканців.",
		"ru": "Дроны атаковали нефтебазу под Волгоградом, сообщил губернатор.",
		"ar": "شنت الطائرات الإسرائيلية غارات على النبطية في جنوب لبنان.",
		"fa": "پدافند هوایی در اصفهان فعال شد و صدای انفجار شنیده شد.",
		"he": "צה\"ל תקף בדרום לבנון ובבקעת הלבנון, כך נמסר.",
		"fr": "L’armée malienne a repris Ménaka après deux jours de combats.",
		"tr": "Şırnak’ta bir askeri araç mayına çarptı, üç asker yaralandı.",
		"de": "Über Rzeszów wurden in der Nacht zwei Flugkörper gesichtet.",
		"zh": "解放军军机越过台湾海峡中线，国防部发表声明。",
		"ja": "北朝鮮が弾道ミサイルを発射し、日本海に落下した。",
		"th": "กองทัพเมียนมาโจมตีทางอากาศในรัฐกะเหรี่ยง",
	} {
		a := news.Article{
			Source: news.Source{Name: "Desk " + language}, Title: language, Body: text, Language: language,
			Published: at,
		}
		if _, err := p.Add(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ typed, want string }{ // languages of what is found
		{"sanaa", "en"},
		{"Sana’a marib", "en"},
		{"Слов'янськ", "uk"},
		{"Словянська", "uk"},
		{"камянське", "uk"},
		{"нефтебаза", "ru"},
		{"Волгоград", "ru"},
		{"اسرائيلية", "ar"},
		{"الاسرائيلية", "ar"},
		{"نبطية", "ar"},
		{"اصفهان", "fa"},
		{"לבנון", "he"},
		{"בקעת הלבנון", "he"},
		{"armee", "fr"},
		{"menaka", "fr"},
		{"sirnak", "tr"},
		{"ŞIRNAK", "tr"},
		{"rzeszow", "de"},
		{"uber", "de"},
		{"台湾海峡", "zh"},
		{"海峡", "zh"},
		{"峡海", ""},
		{"军机 -海峡", ""},
		{"ミサイル", "ja"},
		{"弾道ミサイル", "ja"},
		{"日本海", "ja"},
		{"กองทัพ", "th"},
		{"เมียนมา", "th"},
		{"sanaa OR menaka", "en fr"},
		{"台湾 OR ミサイル", "ja zh"},
		{`"hit Sana'a"`, "en"},
		{`"Sana'a hit"`, ""},
		{`"deux jours"`, "fr"},
		{"лебедин OR Волгоград", "ru"},
		{"armee -menaka", ""},
		{"armee -sanaa", "fr"},
		{"rzesz*", "de"},
		{"нефте*", "ru"},
		{"台*", "zh"},
		{"غار*", "ar"},
		{"لبنان -النبطية", ""},
		{`"unclosed rockets`, ""},
		{"rockets nowhere", ""},
		{"rockets NOT marib", ""},
	} {
		hits, total, err := db.Search(t.Context(), news.SearchQuery{Text: c.typed})
		var got []string
		for _, h := range hits {
			got = append(got, h.Article.Language)
		}
		slices.Sort(got)
		if s := strings.Join(got, " "); s != c.want || total != len(got) || err != nil {
			t.Errorf("searching %q finds %q (%d), %v; want %q", c.typed, s, total, err, c.want)
		}
	}
}
