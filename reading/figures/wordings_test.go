package figures

import (
	"fmt"
	"strings"
	"testing"

	"sitrep/news"
	"sitrep/reading/words/wordstest"
)

// wordings are the ways in which news tells how many, each with what it tells: kind, bound if not exact, number, "part"
// of another number, "total" of a war or a year, "recalled" of an earlier event.
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
	{"Two years after 61 of them died in the siege, soldiers marched past.", "killed 61 recalled"},
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
	{
		"A drone killed six people on Wednesday, two days after a strike on a market killed 23.",
		"killed 6; killed 23 recalled",
	},
	{"Two days after the strike, the death toll rose to 25.", "killed 25"},
	{"Twelve people were killed, six children among them.", "killed 12; killed 6 part"},
	{"At 1", ""},
	{"To 1", ""},
	{"Nobody was killed by the 12 shells.", "shells 12"},

	// And more of all of that.
	{"The overall death toll from the earthquake has surpassed 2,000, state television said.", "killed 2000"},
	{"The collapse of the dam has now killed 88 people.", "killed 88"},
	{"At least 19 people have been confirmed dead so far.", "killed at least 19"},
	{"The ministry's latest tally shows 46 dead and 112 injured.", "killed 46; injured 112"},
	{"The number of fatalities has increased to 15.", "killed 15"},
	{"Hospital officials reported receiving 17 bodies.", "killed 17"},
	{"Nasser Hospital said it received the bodies of 12 people killed in the strike.", "killed 12"},
	{"Medics retrieved 9 bodies from the site.", "killed 9"},
	{"The strike wiped out a family of eight.", ""},
	{"Rescuers have so far recovered the bodies of 33 victims.", "killed 33"},
	{"More than half of the 40 dead were children.", "killed 40"},
	{"A 7-year-old girl was among the five people killed.", "killed 5"},
	{"Four people, including a 12-year-old boy, were wounded.", "injured 4"},
	{"The shelling claimed three more lives on Friday.", "killed 3"},
	{"Seven more people died in hospital, raising the death toll to 29.", "killed 7 part; killed 29"},
	{"The attack left at least 10 people dead, while 25 others were hospitalised.", "killed at least 10; injured 25"},
	{"Gunmen killed 14 villagers, burned 20 houses and abducted nine women.", "killed 14; captured 9"},
	{"Over 100 people were either killed or injured.", "killed up to 100; injured up to 100"},
	{"Some 700,000 people have fled to neighbouring Chad since the war started.", "displaced about 700000 total"},
	{"The clashes have forced 5,000 families to leave their homes.", "displaced 5000"},
	{"Around 1,500 villagers sought shelter in a school.", ""},
	{"Two hundred and forty prisoners were swapped on Sunday.", "freed 240"},
	{"The group freed 12 of the hostages.", "freed 12"},
	{"Thirty-six hours after the quake, 300 people were still missing.", "missing 300"},
	{"The death toll in Gaza has passed 60,000 since October 2023.", "killed 60000 total"},
	{"In the past 24 hours, 52 people were killed and 241 injured.", "killed 52; injured 241"},
	{"Russia lost 1,150 soldiers over the past day, Ukraine's general staff claimed.", "killed 1150"},
	{
		"The ferry was carrying 120 passengers when it sank; 14 bodies have been found and 30 people are missing.",
		"killed 14; missing 30",
	},
	{"The plane had 72 people on board, all of whom died.", "killed 72"},
	{"All 72 people on board were killed.", "killed 72"},
	{"None of the 72 passengers survived.", ""},
	{"The bomb wounded 16, three of them critically.", "injured 16; injured 3 part"},
	{"The mayor said eight residents were hurt, one seriously.", "injured 8"},
	{"Three soldiers died and another two were hurt.", "killed 3; injured 2"},
	{"A couple and their two children were killed.", "killed 2"},
	{"An attack on a bus killed the driver and six passengers.", "killed 6"},
	{"The blast killed a policeman and wounded three others.", "injured 3"},
	{"Twin bombings killed 25 in the market and nine at the mosque.", "killed 25; killed 9"},
	{"The raid killed as few as 10 and as many as 40 people.", "killed about 10; killed up to 40"},
	{"The minister put the number of displaced at 1.2 million.", "displaced 1200000"},
	{"The strike destroyed a house where 15 people lived.", ""},
	{"More than 200 aid trucks entered on Monday.", "vehicles at least 200"},
	{"The 15 members of the council voted for the truce.", ""},
	{"It was the 3rd attack in five days, and killed 2.", "killed 2"},
	{"Casualties were feared among the 40 workers.", ""},
	{"There were 11 fatalities and 36 injuries.", "killed 11; injured 36"},
	{"Eleven died on the spot and four later succumbed to wounds.", "killed 11; killed 4"},
	{"Officials say the death toll could exceed 100.", ""},
	{"The toll is expected to rise above 50.", ""},
	{"The toll may be as high as 80.", ""},
	{"Death toll from Jakarta floods rises to 66", "killed 66"},
	{"Sudan: 40 killed in El Geneina clashes", "killed 40"},
	{"Myanmar junta airstrike kills 17 villagers", "killed 17"},
	{"Drone attack on Belgorod kills one, injures 4", "killed 1; injured 4"},
	{"60 dead as boat capsizes off Yemen", "killed 60"},
	{"Kenya protests: death toll hits 31", "killed 31"},
	{"The UN has verified 4,400 civilian deaths since February 2022.", "killed 4400 total"},
	{"Civilian deaths topped 10,000 in the second year of the war.", "killed 10000 total"},
	{"The army says it has killed more than 17,000 fighters during the war.", "killed at least 17000 total"},
	{"Militants are still holding 48 hostages, 20 of whom are believed to be alive.", "captured 48; captured 20 part"},
	{
		"Fifteen bodies were pulled from the river, bringing to 90 the number of confirmed deaths.",
		"killed 15 part; killed 90",
	},
	{"That takes the number of those killed this week to 62.", "killed 62"},
	{"The shelling has killed 5 people, up from an earlier toll of 3.", "killed 5"},
	{"The government had earlier said 30 people died.", "killed 30"},
	{"Only 3 of the 20 wounded have left hospital.", "injured 20"},
	{"No fewer than 27 persons lost their lives in the attack, the police said.", "killed at least 27"},
	{
		"An explosion at a fireworks depot has killed 18 and hurt more than 100, police say.",
		"killed 18; injured at least 100",
	},
	{"The number of children killed in the raid doubled overnight to 12.", "killed 12"},
	{"Nine bodies, some of them burned, were found in a mass grave.", "killed 9"},
	{"Fighting has claimed some 3,000 lives this year.", "killed about 3000 total"},
	{"The group's toll for the week is 114 dead, 61 of them civilians.", "killed 114; killed 61 part"},
	{"A spokesman said 28 fighters had been neutralised.", ""},
	{"Police rounded up 90 men and shot dead two.", "detained 90; killed 2"},
	{"They returned 31 children to their families.", ""},
	{"The bodies of 57 soldiers were handed over to Ukraine.", ""},
	{"Another 17 bodies have been pulled from the rubble.", "killed 17 part"},
	{"The fire, which killed 14, broke out at dawn.", "killed 14"},
	{"The attack, in which 14 people died and 3 were injured, was claimed by the group.", "killed 14; injured 3"},
	{"He survived an attack that killed his wife and three children.", "killed 3"},
	{"An estimated 20,000 people have died in the conflict.", "killed about 20000 total"},
	{"The pilots of two helicopters were killed.", ""},
	{"Three out of four victims were women.", ""},
	{"The strike on the camp killed at least 1 and wounded 5.", "killed at least 1; injured 5"},
	{"Some 30 fighters were killed or captured.", "killed up to 30; captured up to 30"},
	{"The quake killed 2.3 thousand people.", "killed 2300"},
	{
		"The overnight barrage involved 452 drones and 45 missiles, of which 413 were downed.",
		"drones 452; missiles 45; missiles 413",
	},
	{"Ukraine said it downed 383 of 452 drones, while 18 hit their targets.", "drones 383; drones 452; drones 18"},
	{"Eighteen hostages, all of them women, were released.", "freed 18"},
	{"Rebels freed 18 and kept 30 captive.", "freed 18; captured 30"},
	{"The militia handed three captives to the Red Cross.", "freed 3"},
	{"Six civilians were buried under a collapsed wall.", "missing 6"},
	{"More than 1,000 homes were destroyed and 4,000 people made homeless.", "displaced 4000"},
	{"Residents aged between 20 and 60 were detained.", ""},
	{"A 34-year-old and two teenagers were killed.", "killed 2"},
	{"One person was killed and one injured.", "killed 1; injured 1"},
	{"The death toll was put at 40 by the army and at 55 by residents.", "killed 40; killed 55"},
	{"The dead and the wounded number 60.", ""},
	{"It was the worst attack since 2014, when 150 people were killed.", "killed 150"},
	{"Death toll rises to 12 after Kharkiv strike, 40 hurt", "killed 12; injured 40"},
	{"The final count: 7 dead, 14 wounded.", "killed 7; injured 14"},
	{"The hospital admitted 43 wounded people, of whom six died.", "injured 43; killed 6"},
	{"Officials first reported 12 deaths, but later said 9.", "killed 12"},
	{"Eight of the 20 wounded later died in hospital.", "killed 8; injured 20"},
	{"The crash killed all 18 crew and passengers on board.", "killed 18"},
	{"Twelve hostages were freed and 38 remain in captivity.", "freed 12; captured 38"},
	{"The clinic said it had treated 130 people with gunshot wounds.", "injured 130"},
	{"In the Sahel 1,532 people were killed by militants in six months.", "killed 1532"},
	{"The crew of Flight 370 died on Monday.", ""},
}

// TestGivers: deeds and counts give no number, whatever they cost.
func TestGivers(t *testing.T) {
	for body, want := range map[string]string{
		"The strike claimed the lives of 16 people, most of them women.": "",
		"The number of confirmed dead stands at 77 in the city.":         "",
		"The hospital counted 12 dead on Monday.":                        "The hospital",
	} {
		for _, f := range Find(body, wordstest.Sentences(body), wordstest.Mentions(body, named)) {
			if f.By != want {
				t.Errorf("%s: the number is given by %q, want %q", body, f.By, want)
			}
		}
	}
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
		if f.Recalled {
			s += " recalled"
		}
		if f.Cumulative {
			s += " total"
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}
