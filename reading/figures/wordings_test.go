package figures

import (
	"fmt"
	"strings"
	"testing"

	"sitrep/news"
	"sitrep/reading/words/wordstest"
)

// wordings are the ways in which news tells how many, each with what it tells: kind, bound if not exact, number, "part"
// of another number, "total" of a war or a year.
var wordings = []struct{ body, want string }{
	// A toll, and what it has become.
	{"The toll from Monday's raid on the bus depot in Sarova has risen to 17, the governor said.", "killed 17"},
	{"The death toll of the strike on the hospital climbed to 23 overnight.", "killed 23"},
	{"The death toll from the attack on the crowded bakery in the old town now stands at 64.", "killed 64"},
	{"The number of dead in Sarova soared past 2,400.", "killed 2400"},
	{"The toll stands at 31, up from 28.", "killed 31"},
	{"The number of people killed in Friday's bombing of a shrine in the city reached 41 on Saturday.", "killed 41"},
	{"The number of dead has risen from nine to 13.", "killed 13"},
	{"The number of those injured in the blast rose to 80.", "injured 80"},
	{"The count of the wounded has passed 300.", "injured 300"},
	{"Fatalities reached 150 by the end of the week, the group said.", "killed 150"},
	{"Deaths from the shelling rose to 12.", "killed 12"},
	{"The governor put the death toll at 19.", "killed 19"},
	{"A spokeswoman put the dead at 16 and the wounded at 40.", "killed 16; injured 40"},
	{"The ministry put at 22 the number of people killed.", "killed 22"},
	{"Two of the wounded died in hospital, raising the toll to nine.", "killed 2 part; killed 9"},
	{"A girl died of her wounds, which brings the toll to eight.", "killed 8"},
	{"Rescuers pulled three more bodies out, bringing the number of dead to 28.", "killed 3 part; killed 28"},
	{"Six more bodies were found on Tuesday; the total is now 18.", "killed 6 part; killed 18"},
	{"Four more bodies were recovered, 21 in all.", "killed 4 part; killed 21"},
	{"Another five people died of their wounds, taking the total number of dead to 14.", "killed 5 part; killed 14"},
	{"The ministry lowered the toll to 24 from 31.", "killed 24"},
	{"The toll was revised down from 31 to 24.", "killed 24"},
	{"Officials revised the toll downwards to 24.", "killed 24"},
	{"The confirmed death toll has more than doubled to 52.", "killed 52"},
	{"Death toll in Sarova strike climbs to 23", "killed 23"},
	{"Sarova market toll jumps to 23", "killed 23"},
	{"Death toll: 12", "killed 12"},
	{"Police said the toll was at least 40.", "killed at least 40"},
	{"The total number of deaths is 7.", "killed 7"},
	{"The latest count is 33 dead and 70 wounded.", "killed 33; injured 70"},
	{"The final toll was 11 dead.", "killed 11"},

	// What befell them.
	{"Forty-three people lost their lives when a shell hit the school.", "killed 43"},
	{"The attack claimed the lives of 15 soldiers.", "killed 15"},
	{"The blast claimed 15 lives.", "killed 15"},
	{"The bombing took the lives of nine people.", "killed 9"},
	{"The mine cost four farmers their lives.", "killed 4"},
	{"The strike left 12 people dead and 30 wounded.", "killed 12; injured 30"},
	{"The strike left 12 dead.", "killed 12"},
	{"Eight sailors met their deaths on the frigate.", "killed 8"},
	{"Eleven villagers were shot dead at a well.", "killed 11"},
	{"Seven people succumbed to their injuries.", "killed 7"},
	{"Five guards were found dead.", "killed 5"},
	{"The raid resulted in 14 deaths.", "killed 14"},
	{"The army lost 20 men in the ambush.", "killed 20"},
	{"Three men were hanged on Sunday.", "killed 3"},
	{"A drone hit a queue, with 39 dead.", "killed 39"},
	{"Nine people needed treatment after the gas attack.", ""},
	{"Sixteen people were treated for injuries.", "injured 16"},
	{"Sixteen people suffered burns.", "injured 16"},
	{"The explosion sent 25 people to hospital.", "injured 25"},
	{"Thirty people are still unaccounted for.", "missing 30"},
	{"Ten miners are trapped under the rubble.", "missing 10"},
	{
		"Some 40 women are held by the rebels, although it is not known how many have been killed.",
		"captured about 40",
	},
	{"It is not known how many of the 60 passengers survived.", ""},
	{"Gunmen abducted 37 pupils from a boarding school.", "captured 37"},
	{"The army took 14 prisoners.", "captured 14"},
	{"Police detained 62 people at the rally.", "detained 62"},
	{"Authorities have 62 people in custody.", "detained 62"},
	{"About 4,000 families were forced out of the camp.", "displaced about 4000"},
	{"The fighting drove 30,000 people from their homes.", "displaced 30000"},
	{"More than 300 residents were evacuated.", "displaced at least 300"},
	{"The fighting has displaced 12 400 people.", "displaced 12400"},
	{"At least 1 200 people were killed this year.", "killed at least 1200 total"},
	{"The sides exchanged 185 prisoners of war each.", "freed 185"},
	{"Hamas released three hostages.", "freed 3"},
	{"Ninety prisoners were freed under the deal.", "freed 90"},
	{"The rebels handed over 12 captured soldiers.", "freed 12"},
	{"Some 250 abducted students have regained their freedom.", "freed about 250"},

	// Those of them.
	{"The strike killed nine people, including four children.", "killed 9; killed 4 part"},
	{"The strike killed nine people, four of them children.", "killed 9; killed 4 part"},
	{
		"The monitors documented 1,746 killed this year, of whom 312 were children.",
		"killed 1746 total; killed 312 part total",
	},
	{"Twelve people died, three of whom were under five.", "killed 12; killed 3 part"},
	{"Nine people were killed, among them two medics and a priest.", "killed 9; killed 2 part"},
	{"Five women were among the 14 killed.", "killed 5 part; killed 14"},
	{"Four children were among the dead.", "killed 4 part"},
	{"The dead included four children.", "killed 4 part"},
	{"Among the 20 wounded were two nurses.", "injured 20; injured 2 part"},
	{"Of the 30 people hurt, six are in a serious condition.", "injured 30"},
	{"The strikes killed 14 in Sarova, five in Kyiv and two in a village.", "killed 14; killed 5; killed 2"},
	{"Fire killed 5 and an airstrike 16 in the same district.", "killed 5; killed 16"},
	{"Three were killed in one village and four in another.", "killed 3; killed 4"},
	{"Two years after 61 of them died in the siege, soldiers marched past.", "killed 61"},
	{"The attack killed six people and left 20 others with injuries.", "killed 6; injured 20"},
	{"Seven people were killed and 21 were hurt.", "killed 7; injured 21"},
	{"Killed were three teachers and a driver.", "killed 3"},
	{"Two soldiers and five civilians died.", "killed 2; killed 5"},

	// Bounds.
	{"More than 60 people were killed.", "killed at least 60"},
	{"Up to 60 people were killed.", "killed up to 60"},
	{"As many as 60 people were feared dead.", "killed up to 60"},
	{"Not fewer than 60 people were killed.", "killed at least 60"},
	{"60-plus people were killed.", "killed at least 60"},
	{"Upwards of 60 people were killed.", "killed at least 60"},
	{"Between 20 and 30 people were killed.", "killed 20-30"},
	{"Nearly 60 people were killed.", "killed about 60"},
	{"60 people or more were killed.", "killed at least 60"},

	// What is over years and wars, and what is not.
	{"The ministry said 71,112 Palestinians had been killed since the war began.", "killed 71112 total"},
	{"War dead pass 71,000 in Gaza", "killed 71000 total"},
	{"The war has killed more than 150,000 people.", "killed at least 150000 total"},
	{"More than 40,000 people have been killed in the war.", "killed at least 40000 total"},
	{"In all, 12 people have been killed in the shelling.", "killed 12"},
	{"So far 12 bodies have been found.", "killed 12"},
	{"The group says 232 civilians were killed in 2025.", "killed 232 total"},
	{"A total of 232 civilians were killed last month.", "killed 232 total"},
	{"Five people were killed on Tuesday in the war's deadliest strike.", "killed 5"},
	{"The brigade has lost 400 men since 2022.", "killed 400 total"},

	// What is no toll.
	{
		"A strike killed at least 14 people on Monday and wounded dozens, two medics said.",
		"killed at least 14; injured vague 24",
	},
	{"The raid wounded 30, three officials told reporters.", "injured 30"},
	{"Among the dead were a teacher, who was 66, and his brother, 44, the family said.", ""},
	{"Among those killed was Ivan Petrov (54) and a boy of 12.", ""},
	{"The boy, who turned 12 in May, was killed.", ""},
	{"The victims were aged 8 and 61.", ""},
	{"An air strike destroyed twelve vehicles and killed 30 fighters.", "vehicles 12; killed 30"},
	{"Two tanks and three armoured vehicles were destroyed.", "vehicles 2; vehicles 3"},
	{"Jets hit 50 targets and killed six men.", "killed 6"},
	{"The rebels had threatened to kill 100 villagers.", ""},
	{"Rebels want to free 100 prisoners.", ""},
	{"The army denied that 12 people had been killed.", "killed 12"},
	{"Russia handed the bodies of 1,200 soldiers to Ukraine and took 57 back.", ""},
	{"The bodies of 84 soldiers were returned.", ""},
	{"The strike killed 20 people fleeing the city.", "killed 20"},
	{"Twenty people were killed while fleeing the city.", "killed 20"},
	{"Twelve people who were fleeing the city were killed.", "killed 12"},
	{"The strike killed eight displaced people in a tent.", "killed 8"},
	{"The shelter housed 300 displaced people.", "displaced 300"},
	{"France will give $40 million for soldiers who were wounded.", "money 40000000"},
	{"About 40 percent of the housing has been destroyed.", "percent about 40"},
	{"The two men said they saw three bodies.", "killed 3"},
	{"The 26 countries condemned the killing of 12 monks.", "killed 12"},
	{"He is wanted for the murder of 12 people in 1994.", "killed 12 total"},
	{"Article 12 was killed in committee.", ""},
	{"Two drones were shot down, and 11 reached their targets.", "drones 2; drones 11"},
	{"The group fired 40 rockets; 36 were stopped by air defences.", "missiles 40; missiles 36"},
	{"Six cruise missiles were intercepted; two got through.", "missiles 6; missiles 2"},
	{"The raid killed 14 people in what the mayor called a massacre.", "killed 14"},
	{"More than two million people are trapped in the territory.", ""},
	{"They released 90 prisoners, including those taken in the raid that killed 12 people.", "freed 90; killed 12"},
	{"At 1", ""},
	{"To 1", ""},
	{"Nobody was killed by the 12 shells.", "shells 12"},
}

func TestWordings(t *testing.T) {
	for _, tt := range wordings {
		if got := told(tt.body); got != tt.want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", tt.body, got, tt.want)
		}
	}
}

// told writes down the figures of a text, without what it measures.
func told(body string) string {
	var all []string
	for _, f := range Find(body, wordstest.Sentences(body), wordstest.Mentions(body, named)) {
		if f.Kind == news.Duration || f.Kind == news.Distance {
			continue
		}
		s := string(f.Kind) + " "
		if f.Bound != news.Exact {
			s += string(f.Bound) + " "
		}
		s += fmt.Sprint(int(f.Low))
		if f.High > f.Low {
			s += fmt.Sprint("-", int(f.High))
		}
		if f.Part {
			s += " part"
		}
		if f.Cumulative {
			s += " total"
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}
