package story

import (
	"net/url"
	"strings"

	"sitrep/news"
	"sitrep/text"
)

// sectionForm is what an outlet's own filing says of an article: the section or the desk that its address names. A
// title may read like news where the section says that it is one person's story, a gallery, a broadcast or an opinion.
// The last part of an address is the article's own name and says nothing.
func sectionForm(a news.Article, gravity float64) news.Form {
	for _, name := range filed(a.URL) {
		if f := sections[name]; f != news.Report {
			return f
		}
		if besideSections[name] && gravity < grave {
			return news.Feature
		}
	}
	return news.Report
}

// filed are the sections that an address names, the site's own first: opinion.example.org,
// example.org/sport/football/….
func filed(address string) (out []string) {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	site, _, _ := strings.Cut(u.Hostname(), ".")
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	for _, name := range append([]string{site}, parts[:len(parts)-1]...) {
		out = append(out, text.Fold(name))
	}
	return out
}

// sections are the names that outlets give, in their addresses, to what is no report.
var sections = named(map[news.Form]string{
	news.Comment: `opinion opinions op-ed op-eds oped opeds comment commentary commentaries commentisfree columns
		columnist columnists column editorial editorials leaders letters viewpoint viewpoints perspective perspectives
		voices debate essay essays ideas review reviews analysis analyses think-tank interview interviews obituaries
		obituary books talk-to podcast podcasts audio
		opinion-analysis views view the-conversation tribune tribunes idees debats chroniques editos opinions-editos
		opinion-columns opiniones columnas tribuna editoriales meinung kommentar kommentare kolumnen opiniao colunas
		opinioni commenti editoriali opinie yorum yazarlar mneniya mnenie mnenia kolonki blogy dumka pohlyad pogljad`,
	news.Explainer: `explainer explainers explained fact-check factcheck fact-checks fact-checking factchecks decodeurs
		les-decodeurs hintergrund wissen visual-investigations reality-check background backgrounders timeline
		timelines interactive interactives graphics infographics maps quiz quizzes`,
	news.Feature: `feature features longform long-read long-reads longreads the-long-read magazine magazines m-le-mag
		gallery galleries picture-gallery in-pictures pictures photo photos photo-essay photo-essays photography
		video videos watch av programme programmes program programs show shows documentary documentaries
		lifestyle life-style lifeandstyle style culture kultur arts art arts-and-culture arts-culture entertainment
		celebrity celebrities people film films movies tv tv-and-radio music travel food fashion sport sports football
		soccer cricket tennis olympics`,
	news.Live: `live live-blog liveblog live-blogs liveblogs live-updates live-news briefing briefings newsletter
		newsletters roundup the-briefing morning-briefing evening-briefing`,
})

// besideSections are desks whose matter is beside a war unless a title tells of the war itself: a tanker that is hit is
// filed under "business".
var besideSections = text.WordSet(`business economy money markets finance technology tech science media education
	religion faith society climate environment health`)

// named turns lists of words by form into the form of each word.
func named(lists map[news.Form]string) map[string]news.Form {
	out := map[string]news.Form{}
	for form, list := range lists {
		for word := range strings.FieldsSeq(list) {
			out[word] = form
		}
	}
	return out
}
