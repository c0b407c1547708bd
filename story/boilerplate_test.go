package story

import (
	"testing"

	"sitrep/news"
)

func TestStates(t *testing.T) {
	a := news.Article{Title: "Port of Haifa reopens after strike", Byline: "By Dana Writer, Foreign Desk"}
	for _, tt := range []struct {
		name, s  string
		position int
		want     bool
	}{
		{"news", "The port of Haifa reopened on Tuesday, the mayor said.", 3, true},
		{
			"caption of an archive picture",
			"FILE - In this March 2, 2017 file photo, cranes stand over the port of Haifa.", 0, false,
		},
		{"caption", "In this photo released by the army, soldiers stand guard at the port.", 0, false},
		{
			"caption that tells who is who", "The mayor, left, hands the keys to the harbour master at the port.", 2,
			false,
		},
		{"pointer to another article", "Read: What the strike on the port means for trade in the region", 2, false},
		{"the author", "Dana Writer is a fellow of an institute and writes about ports.", 9, false},
		{"a note on the text", "An earlier version of this article misstated the age of the mayor.", 9, false},
		{
			"what could not be verified", "The agency could not independently verify the claims of either side.", 9,
			false,
		},
		{"names run together", "GOP Sens. Dana Writer Ann (Ann) Reader WriterSens.", 4, false},
		{
			"caption with its whole date", "Cranes stand idle at the port of Haifa, Friday, Mar. 2, 2018, near it.",
			0, false,
		},
		{"caption that ends with it", "A crane burns in Haifa, Israel, 2 March 2018.", 0, false},
		{"a whole date in the text", "The port, which was hit on Friday, March 2, 2018, reopened later.", 5, true},
		{
			"headings run in", "The mayor Dana Writer Dana Ann WriterWriter says port is safe Cranes burn in Haifa " +
				"MORE told reporters that the port was closed.", 4, false,
		},
		{"label of a page", "Story highlights The port of Haifa reopens after a week of repairs", 1, false},
		{"the title again", "Port of Haifa reopens after strike", 0, false},
		{"the sentence that the title is made of", "Port of Haifa reopens after strike.", 0, true},
		{"in capitals", "THE PORT OF HAIFA REOPENED ON TUESDAY AFTER THE STRIKE, THE MAYOR SAID.", 2, true},
		{"another script", "Порт Хайфы вновь открылся во вторник, сообщил мэр города.", 2, true},
		{"read as a verb", "Read aloud in court, the order named four commanders of the militia.", 2, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := states(tt.s, tt.position, 8, a); got != tt.want {
				t.Errorf("states(%q) = %v, want %v", tt.s, got, tt.want)
			}
		})
	}
	if !states(a.Title, 0, 1, a) {
		t.Error("an alert that is its own title states nothing")
	}
}

func TestOpinion(t *testing.T) {
	for _, tt := range []struct {
		s    string
		kind news.SourceKind
		want bool
	}{
		{"You would never know it from the price of oil.", news.KindNewspaper, true},
		{"We deny the claim that the port was hit.", news.KindOfficial, false},
		{"“We deny it,” the ministry said on Tuesday.", news.KindNewspaper, false},
		{"Let’s be clear about what our troops did.", news.KindUnknown, true},
		{"The port opened on Tuesday.", news.KindNewspaper, false},
	} {
		if got := opinion(tt.s, tt.kind); got != tt.want {
			t.Errorf("opinion(%q, %q) = %v, want %v", tt.s, tt.kind, got, tt.want)
		}
	}
}
