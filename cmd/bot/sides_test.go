package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/config"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/story"
)

// said is a sentence with the party for which its speaker speaks.
type said struct{ sentence, party string }

// bothSides has, for each preset topic, speakers of both sides: spelled out, short, possessive.
var bothSides = map[string][]said{
	"ukraine-war": {
		{"Russia's defence ministry said its troops had taken the village of Tykhe in Ukraine's Kharkiv " +
			"region.", "Russia"},
		{"The Russian Ministry of Defence said 40 Ukrainian drones had been shot down over Crimea " +
			"overnight.", "Russia"},
		{"The Kremlin said Ukraine had attacked a pipeline in the Rostov region on Monday.", "Russia"},
		{"Kremlin spokesman Dmitry Peskov said Ukraine had rejected the proposal on Monday.", "Russia"},
		{"The FSB said it had arrested two Ukrainian saboteurs near Bryansk on Monday.", "Russia"},
		{"Moscow said its forces had struck a Ukrainian airfield near Poltava on Monday.", "Russia"},
		{"The governor of Russia's Belgorod region said Ukrainian shelling had killed two people on " +
			"Monday.", "Russia"},
		{"Ukraine's military said it had sunk a Russian patrol boat in the Black Sea on Monday.", "Ukraine"},
		{"The General Staff of the Armed Forces of Ukraine said 90 clashes had taken place near " +
			"Pokrovsk.", "Ukraine"},
		{"Ukraine's SBU said its drones had hit an oil depot near Ryazan on Monday.", "Ukraine"},
		{"Ukrainian President Volodymyr Zelensky said Russia had fired 120 missiles overnight.", "Ukraine"},
		{"Kyiv said Russia had fired a ballistic missile at Odesa on Monday.", "Ukraine"},
		{"The Ukrainian air force said it had shot down 60 Russian drones overnight.", "Ukraine"},
		{"The Russian MoD said its troops had taken Siversk in Ukraine on Monday.", "Russia"},
		{"The AFU General Staff said Russian troops had lost 40 vehicles near Siversk.", "Ukraine"},
		{"Sumy governor Oleh Marchuk said Russian shelling had killed two people on Monday.", "Ukraine"},
		{"NATO said Russian jets had crossed into Estonian airspace during a strike on Ukraine.", "NATO"},
		{"The Pentagon said Ukraine would receive 200 interceptor missiles by December.", "United States"},
	},
	"gaza-israel": {
		{"The Israeli military said it had blown up a tunnel in Beit Hanoun in Gaza on Monday.", "Israel"},
		{"The IDF said its troops had killed ten gunmen in Jabalia on Monday.", "Israel"},
		{"Israel's defence minister said the army would stay in the Philadelphi corridor of Gaza.", "Israel"},
		{"Israeli army spokesman Avi Regev said three rockets had been fired from Rafah.", "Israel"},
		{"Netanyahu's office said Israel would send a team to talks on Gaza on Monday.", "Israel"},
		{"Hamas said its fighters had blown up an Israeli tank in Khan Younis on Monday.", "Hamas"},
		{"The Izz ad-Din al-Qassam Brigades said they had fired mortars at troops near Rafah.", "Hamas"},
		{"Hamas's armed wing said it had handed over the bodies of two hostages on Monday.", "Hamas"},
		{"A spokesman for Hamas said the group had agreed to free ten hostages.", "Hamas"},
		{"Senior Hamas official Osama Hamdan said Israel had broken the ceasefire.", "Hamas"},
		{"Islamic Jihad said it had fired rockets at Ashkelon on Monday.", "Islamic Jihad"},
		{"Al-Quds Brigades said their fighters had hit a bulldozer east of Gaza City.", "Islamic Jihad"},
	},
	"lebanon": {
		{"Hezbollah's media office said its fighters had fired rockets at a barracks near Shlomi.", "Hezbollah"},
		{"Hezbollah said it had shot down an Israeli drone over southern Lebanon on Monday.", "Hezbollah"},
		{"The leader of Hezbollah, Naim Qassem, said the group would not give up its weapons.", "Hezbollah"},
		{"The Islamic Resistance in Lebanon said it had targeted a base near Safed on Monday.", "Hezbollah"},
		{"Israel's army said it had killed a Hezbollah commander in Nabatieh on Monday.", "Israel"},
		{"The Israel Defense Forces said they had struck launchers near Tyre on Monday.", "Israel"},
		{"Israel's military spokesman said troops had found an arms depot near Khiam.", "Israel"},
	},
	"syria": {
		{"Syria's defence ministry said its forces had entered the city of Sweida on Monday.", "Syria"},
		{"Syrian state media said Israeli jets had struck an airbase near Palmyra on Monday.", "Syria"},
		{"The Syrian army said it had retaken two villages near Aleppo on Monday.", "Syria"},
		{"The Syrian Democratic Forces said their fighters had repelled an attack near Deir " +
			"ez-Zor.", "Syrian Democratic Forces"},
		{"The SDF's spokesman said five of its fighters had been killed near Raqqa.", "Syrian Democratic Forces"},
		{"Hayat Tahrir al-Sham said it had captured an air base near Idlib on Monday.", "Hayat Tahrir al-Sham"},
		{"Turkey's defence ministry said it had killed nine Kurdish fighters in northern Syria.", "Turkey"},
		{"The Turkish army said its drones had struck positions near Kobani in Syria.", "Turkey"},
	},
	"iran": {
		{"Iran's Revolutionary Guards said their missiles had struck an Israeli cargo ship.", "Iran"},
		{"The IRGC said it had seized a tanker in the Strait of Hormuz on Monday.", "Iran"},
		{"Iran's foreign ministry said that Israeli drones had struck the port of Duqm.", "Iran"},
		{"Iranian state television said explosions had been heard near Natanz on Monday.", "Iran"},
		{"Iran's army said it had fired two missiles at a target ship in the Gulf of Oman.", "Iran"},
		{"The Israeli air force said it had destroyed launchers near Tabriz in Iran.", "Israel"},
		{"Israel's military said it had struck a missile factory in Isfahan on Monday.", "Israel"},
		{"US Central Command said its jets had struck three sites in Iran on Monday.", "United States"},
		{"The US military said it had shot down an Iranian drone over the Gulf.", "United States"},
	},
	"yemen-red-sea": {
		{"The Houthis said they had shot down an American drone over Saada in Yemen.", "Houthis"},
		{"Houthi military spokesman Yahya Saree said the group had fired missiles at a tanker.", "Houthis"},
		{"Ansar Allah said its forces had attacked a ship in the Red Sea on Monday.", "Houthis"},
		{"Yemen's Houthi-run health ministry said air strikes had killed 14 people in Hodeidah.", "Houthis"},
		{"The Saudi-led coalition said it had intercepted two drones fired by the Houthis.", "Saudi Arabia"},
		{"Yemen's internationally recognised government said the Houthis had shelled Marib.", "Yemen"},
		{"CENTCOM said its forces had destroyed two Houthi launchers near Hodeidah.", "United States"},
		{"The US military said it had struck a Houthi radar site near Sanaa on Monday.", "United States"},
	},
	"sudan": {
		{"Sudan's army said it had killed 60 fighters of the Rapid Support Forces near Babanusa.", "Sudan"},
		{"The Sudanese Armed Forces said they had broken the siege of El Obeid on Monday.", "Sudan"},
		{"The SAF said its jets had struck an airstrip near Nyala on Monday.", "Sudan"},
		{"The Sudanese military said it had retaken a bridge in Omdurman on Monday.", "Sudan"},
		{"The RSF said its fighters had shot down an army transport plane over Nyala.", "RSF"},
		{"The Rapid Support Forces said they had taken the army base at Babanusa on Monday.", "RSF"},
		{"RSF commander Hemedti said his forces would keep El Fasher.", "RSF"},
		{"A spokesman for the Rapid Support Forces said the army had bombed a market in Kutum.", "RSF"},
	},
	"dr-congo": {
		{"The Congolese army said it had retaken the village of Nzibira from M23 rebels.", "DR Congo"},
		{"FARDC spokesman Sylvain Ekenge said the rebels had been driven out of Masisi.", "DR Congo"},
		{"Congo's government said Rwandan troops had crossed the border near Goma.", "DR Congo"},
		{"The M23's spokesman said its fighters had shot down a Congolese army drone over Masisi.", "M23"},
		{"M23 rebels said they had captured the town of Walikale on Monday.", "M23"},
		{"The Congo River Alliance said its forces had entered Uvira on Monday.", "M23"},
		{"Rwanda's army said shells fired by Congolese troops had hit its side of the border.", "Rwanda"},
		{"Kigali said the Congolese army had broken the truce near Goma on Monday.", "Rwanda"},
	},
	"sahel": {
		{"Mali's armed forces said they had killed 22 jihadist fighters near Nampala on Monday.", "Mali"},
		{"The Malian junta said its drones had struck a convoy of rebels near Tinzaouaten.", "Mali"},
		{"Burkina Faso's army said it had repelled an attack on a base near Djibo.", "Burkina Faso"},
		{"Niger's defence ministry said 34 soldiers had been killed near Banibangou.", "Niger"},
		{"JNIM said its fighters had overrun an army base at Nara in Mali on Monday.", "JNIM"},
		{"The Group for the Support of Islam and Muslims said it had ambushed a convoy near Gao.", "JNIM"},
		{"The Azawad Liberation Front said it had shot down a Malian drone near Kidal.", "Azawad rebels"},
	},
	"myanmar": {
		{"Myanmar's shadow National Unity Government said soldiers had burned a village in Sagaing.", "National " +
			"Unity Government"},
		{"Myanmar's junta said it had retaken the town of Nawnghkio on Monday.", "Myanmar"},
		{"The Myanmar military said its jets had struck a camp of rebels in Sagaing.", "Myanmar"},
		{"The Tatmadaw said it had killed 15 fighters near Myawaddy on Monday.", "Myanmar"},
		{"The Arakan Army said it had captured a naval base near Sittwe on Monday.", "Arakan Army"},
		{"The National Unity Government said junta jets had bombed a school in Sagaing.", "National Unity " +
			"Government"},
		{"The KNU said its fighters had taken a junta outpost near Hpa-An.", "Karen National Union"},
		{"A spokesman for the Kachin Independence Army said it had shot down a helicopter near " +
			"Bhamo.", "Kachin Independence Army"},
	},
	"taiwan-strait": {
		{"China's defence ministry said its forces had begun drills around Taiwan on Monday.", "China"},
		{"The People's Liberation Army said it had sent 40 jets around Taiwan on Monday.", "China"},
		{"The PLA's Eastern Theatre Command said a destroyer had driven off a Taiwanese patrol boat.", "China"},
		{"Taiwan's defence ministry said 30 Chinese jets had crossed the median line.", "Taiwan"},
		{"Taipei said a Chinese coast guard ship had entered waters off Kinmen on Monday.", "Taiwan"},
		{"The Taiwanese military said it had tracked a Chinese balloon on Monday.", "Taiwan"},
	},
	"korea": {
		{"North Korea's state media said the country had tested a new missile on Monday.", "North Korea"},
		{"KCNA said Kim Jong Un had overseen the launch of a missile on Monday.", "North Korea"},
		{"Pyongyang said it had tested an engine for a ballistic missile on Monday.", "North Korea"},
		{"South Korea's military said the North had fired two missiles into the sea.", "South Korea"},
		{"South Korea's Joint Chiefs of Staff said North Korea had fired artillery near the border.", "South Korea"},
		{"Seoul said North Korean soldiers had crossed the demarcation line on Monday.", "South Korea"},
	},
	"iraq": {
		{"Iraq's military said its jets had killed nine Islamic State fighters near Kirkuk.", "Iraq"},
		{"The Iraqi Joint Operations Command said troops had found a depot near Hawija.", "Iraq"},
		{"Islamic State said its fighters had attacked an army post near Samarra on Monday.", "Islamic State"},
		{"Kataib Hezbollah said it had fired drones at a base near Erbil on Monday.", "Iraqi militias"},
		{"The Islamic Resistance in Iraq said it had struck an air base in Anbar.", "Iraqi militias"},
		{"The Peshmerga said two of their fighters had been killed near Makhmour in Iraq.", "Kurdistan Region"},
	},
	"libya": {
		{"The Government of National Unity said its drones had struck smugglers near Zawiya.", "Libya"},
		{"Libya's defence ministry said two soldiers had been killed in Tripoli on Monday.", "Libya"},
		{"The Libyan National Army said its troops had moved into Sebha on Monday.", "Libyan National Army"},
		{"Haftar's spokesman Ahmed al-Mismari said the army had taken an airfield near Ghat.", "Libyan National " +
			"Army"},
		{"The LNA said it had shot down a Turkish drone near Sirte in Libya.", "Libyan National Army"},
	},
	"ethiopia-somalia": {
		{"Ethiopia's government said its troops had retaken Lalibela from Fano fighters.", "Ethiopia"},
		{"The Ethiopian army said it had killed 40 fighters in the Amhara region.", "Ethiopia"},
		{"The TPLF said federal jets had bombed Mekelle on Monday.", "TPLF"},
		{"Fano's spokesman said the group had captured a barracks near Gondar.", "Fano"},
		{"Somalia's defence ministry said 30 al-Shabaab fighters had been killed near Adale.", "Somalia"},
		{"Al-Shabaab said its fighters had stormed a base near Beledweyne on Monday.", "al-Shabaab"},
	},
	"afghanistan-pakistan": {
		{"Pakistan's military said it had killed 12 militants in North Waziristan on Monday.", "Pakistan"},
		{"The ISPR said two soldiers had been killed near Bannu on Monday.", "Pakistan"},
		{"The Pakistani Taliban said they had attacked a police post near Tank.", "Pakistani Taliban"},
		{"The TTP said its fighters had shot dead four soldiers near Mir Ali.", "Pakistani Taliban"},
		{"The Taliban's spokesman Zabihullah Mujahid said Pakistani jets had bombed Khost.", "Taliban"},
		{"The Balochistan Liberation Army said it had blown up a train near Sibi.", "Baloch separatists"},
	},
	"kashmir": {
		{"India's army said Pakistani troops had fired across the Line of Control on Monday.", "India"},
		{"The Indian defence ministry said it had struck nine camps in Pakistan-administered Kashmir.", "India"},
		{"Pakistan's army said Indian shelling had killed four civilians in Kashmir on Monday.", "Pakistan"},
		{"Islamabad said India had fired missiles at Muzaffarabad in Kashmir on Monday.", "Pakistan"},
		{"The Resistance Front said its fighters had attacked a patrol near Pahalgam.", "Kashmiri militants"},
	},
	"haiti": {
		{"Haiti's National Police said officers had killed nine gang members in Kenscoff.", "Haiti"},
		{"The Haitian government said drones had struck a gang base in Port-au-Prince.", "Haiti"},
		{"Viv Ansanm said its men had taken a police station in Port-au-Prince.", "Haitian gangs"},
		{"Gang leader Jimmy Cherizier said his men would march on the palace in Port-au-Prince.", "Haitian gangs"},
	},
	"venezuela": {
		{"Venezuela's defence minister said two American jets had entered its airspace.", "Venezuela"},
		{"Caracas said a US destroyer had seized a fishing boat off La Orchila.", "Venezuela"},
		{"The US Southern Command said it had sunk a boat off Venezuela on Monday.", "United States"},
		{"The White House said a strike had killed eleven men off Venezuela on Monday.", "United States"},
	},
	"mexico": {
		{"Mexico's defence ministry said soldiers had killed five gunmen of the Sinaloa Cartel.", "Mexico"},
		{"The Mexican army said it had seized a truck of rifles near Culiacán.", "Mexico"},
		{"The Jalisco New Generation Cartel said its men had killed three rivals in Michoacán.", "Mexican cartels"},
		{"The CJNG said in a video that it had taken the town of Aguililla.", "Mexican cartels"},
	},
	"western-balkans": {
		{"Serbia's president said Kosovo police had shot a Serb near Zvecan on Monday.", "Serbia"},
		{"Belgrade said its army had moved closer to the border with Kosovo on Monday.", "Serbia"},
		{"Kosovo's interior minister said gunmen had attacked a patrol near Banjska.", "Kosovo"},
		{"Kosovo police said they had seized weapons in the north of Mitrovica.", "Kosovo"},
		{"The president of Republika Srpska said the Bosnian Serbs would form an army.", "Republika Srpska"},
	},
	"south-caucasus": {
		{"Armenia's defence ministry said Azerbaijani troops had opened fire near Sotk.", "Armenia"},
		{"Yerevan said two of its soldiers had been killed near the border with Azerbaijan.", "Armenia"},
		{"Azerbaijan's defence ministry said Armenian forces had shelled Lachin on Monday.", "Azerbaijan"},
		{"Baku said Armenian saboteurs had laid mines near Kalbajar on Monday.", "Azerbaijan"},
		{"The Artsakh Defence Army said Azerbaijani drones had struck Stepanakert on Monday.", "Nagorno-Karabakh"},
	},
}

// described are speakers in other words: by what they are, by whom they are backed, without a name.
var described = []said{
	{"Oleh Synehubov, the governor of Ukraine's Kharkiv region, said a missile had hit a school on " +
		"Monday.", "Ukraine"},
	{"Army chief General Asim Munir said Pakistan would answer any attack by India.", "Pakistan"},
	{"Sudanese army spokesman Brigadier Nabil Abdallah said troops had entered Bara on Monday.", "Sudan"},
	{"A senior Hezbollah commander said Israel had struck a depot near Baalbek on Monday.", "Hezbollah"},
	{"Israeli officials said the strike had killed two commanders in Gaza on Monday.", "Israel"},
	{"Houthi-run Al-Masirah TV said U.S. jets had struck Hodeidah on Monday.", "Houthis"},
	{"The junta's information ministry said rebels had shelled a monastery near Sagaing in Myanmar.", "Myanmar"},
	{"The president's office in Bamako said two soldiers had been killed near Kidal in Mali.", "Mali"},
	{"The Russian-appointed governor of Zaporizhzhia said shelling had cut power on Monday.", "Russia"},
	{"The Turkish-backed Syrian National Army said it had taken Manbij on Monday.", "Syrian rebels"},
	{"The Rwanda-backed M23 said it had withdrawn from Uvira on Monday.", "M23"},
	{"The Iran-backed Houthis said they had attacked a British tanker on Monday.", "Houthis"},
	{"The Syrian president, Ahmed al-Sharaa, said Israel had violated the agreement.", "Syria"},
	{"The Royal Thai Army said Cambodian rockets had hit a petrol station in Surin.", "Thailand"},
	{"Taiwan's defence ministry said 20 Chinese ships had been seen near the Taiwan Strait.", "Taiwan"},
	{"The Sinaloa Cartel said its men had killed three rivals in Culiacan in Mexico.", "Mexican cartels"},
	// an armed group is no word of the state that stands before it
	{"Lebanon's Hezbollah said it had fired rockets at a barracks near Haifa on Monday.", "Hezbollah"},
	{"Yemen's Iran-backed Houthis said they had fired a missile at Eilat on Monday.", "Houthis"},
	{"The Palestinian militant group Hamas said it had agreed to free ten hostages.", "Hamas"},
	{"Myanmar's National Unity Government said jets had bombed a clinic in Sagaing.", "National Unity Government"},
	{"Syria's Kurdish-led SDF said it had shelled a post near Manbij on Monday.", "Syrian Democratic Forces"},
	{"Sudan's paramilitary Rapid Support Forces said they had taken Babanusa on Monday.", "RSF"},
	{"The Nigerian militants of Boko Haram said they had burned a base near Bama.", "Boko Haram"},
	{"Nigeria's military said its jets had killed dozens of Boko Haram fighters near Bama.", "Nigeria"},
}

// neutral speakers are of no side, whatever nationality or country stands beside them.
var neutral = []string{
	// somebody of a people is not its state's word
	"A Russian said he had seen Ukrainian drones over Bryansk on Monday.",
	"An Israeli said the strike on Gaza had woken him on Monday.",
	"Two Ukrainians said they had fled Russian shelling near Pokrovsk.",
	"Halyna Bondar, a Ukrainian pensioner, said a missile had hit her street in Sumy on Wednesday.",
	"The Sudan Doctors Network said shelling had wounded 31 people in Omdurman on Wednesday.",
	"The Red Cross said it had visited 200 prisoners of war held in Yemen on Wednesday.",
	"The UN mission in South Sudan said clashes had killed 20 people in Malakal on Monday.",
	"The United Nations envoy for Yemen, Hans Grundberg, said both sides had agreed to a truce.",
	"The Syrian Observatory for Human Rights said an Israeli strike had killed four people near Homs.",
	"Rescuers said they had pulled nine bodies from a block of flats in Kharkiv on Monday.",
	"Ukraine's State Emergency Service said a fire had broken out at a depot in Odesa.",
	"A doctor at Gaza's Nasser hospital said 14 people had been killed in Khan Younis on Monday.",
	"Switzerland's foreign ministry said Russia and Ukraine had accepted its offer of talks.",
	"Turkey's foreign minister said Russia and Ukraine would meet in Istanbul on Monday.",
	"Norway's envoy to Israel said aid had entered Gaza on Monday.",
	"The Palestinian Red Crescent said its crews had taken eight wounded people to hospital in Jenin.",
	"A Russian military blogger said Ukrainian drones had hit a depot near Belgorod.",
	"Residents of rebel-held Goma said they had heard shelling on Monday night.",
	"An Israeli human rights group said settlers had attacked a village near Nablus on Monday.",
	"Indonesia's president said his country would send doctors to Gaza on Monday.",
	"A Lebanese journalist said a drone had hit a car near Tyre on Monday.",
	"India's foreign ministry said three of its sailors had been hurt in the Red Sea.",
	"The African Union said both sides in Sudan had agreed to meet on Monday.",
	"Médecins Sans Frontières said its hospital in El Fasher had been shelled on Monday.",
	"The International Atomic Energy Agency said drones had flown near the plant at Zaporizhzhia.",
	"A former Israeli general said the army had made mistakes in Gaza City.",
	"Brazil's foreign minister said Russia had accepted a plan for a truce in Ukraine.",
	"Qatar's foreign ministry said Israel and Hamas had agreed to extend the truce in Gaza.",
	"Poland's prime minister said Russian drones had crossed into its airspace on Monday.",
	"A spokesman for UN Secretary-General Antonio Guterres said Israel had blocked an aid convoy.",
	"Saudi Arabia's foreign minister said the Sudanese army and the RSF would meet in Jeddah.",
	"The US State Department said the RSF had committed genocide in Darfur.",
	"China's foreign ministry said Israel and Iran should return to talks.",
	"Israeli media said a rocket had fallen near Haifa on Monday.",
	"Gaza's civil defence agency said its crews had found six bodies in Beit Lahia.",
	"The mother of an Israeli hostage said her son had been freed on Monday.",
}

// partyIn is the party that the first sentence of a text is marked with.
func partyIn(t *testing.T, reader *reading.Reader, book story.Directory, text string) string {
	t.Helper()
	a := news.Article{
		Title: "News of the day", Body: text, Language: "en", Source: news.Source{
			Name: "Podil Post",
			Kind: news.KindNewspaper,
		},
		Published: time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC),
	}
	all := story.Sentences(a, story.NewDraft(a), reader.Read(a), story.Known{Outlets: book})
	if len(all) == 0 {
		t.Errorf("%q states nothing", text)
		return ""
	}
	return all[0].Origin.Party
}

// TestSidesOfEveryTopic counts, for each preset topic, the speakers of both sides that are marked.
func TestSidesOfEveryTopic(t *testing.T) {
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	parties, all := conflicts()
	book := story.NewDirectory(nil).With(story.NewParties(parties, all, reading.Nations()))
	wrong, total := 0, 0
	for _, topic := range config.Catalogue().Topics {
		marked, tried := map[string]int{}, map[string]int{}
		for _, s := range bothSides[topic.Slug] {
			total++
			tried[s.party]++
			got := partyIn(t, reader, book, s.sentence)
			if got != s.party {
				wrong++
				t.Logf("%s: %q is marked %q, want %q", topic.Slug, s.sentence, got, s.party)
				continue
			}
			marked[got]++
		}
		var row []string
		for _, party := range slices.Sorted(maps.Keys(tried)) {
			row = append(row, fmt.Sprintf("%s %d of %d", party, marked[party], tried[party]))
		}
		t.Logf("%s: %s", topic.Slug, strings.Join(row, ", "))
		if len(marked) < 2 {
			t.Errorf("%s: parties marked are %v, want at least two", topic.Slug, marked)
		}
	}
	for _, s := range described {
		if got := partyIn(t, reader, book, s.sentence); got != s.party {
			t.Errorf("%q is marked %q, want %q", s.sentence, got, s.party)
		}
	}
	if wrong*20 > total {
		t.Errorf("%d of %d speakers of a side are not marked as it, want at most one in twenty", wrong, total)
	}
	for _, sentence := range neutral {
		if got := partyIn(t, reader, book, sentence); got != "" {
			t.Errorf("%q is marked %q, want no party", sentence, got)
		}
	}
}
