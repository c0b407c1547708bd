package gazetteer

// countries, regions, cities and demonyms are features of the sequence model; where a place lies is the gazetteer's
// business.
const countries = `afghanistan albania algeria andorra angola antigua argentina armenia australia austria azerbaijan
	bahamas bahrain
	bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia bosnia_and_herzegovina botswana brazil
	brunei bulgaria
	burkina_faso burma burundi cambodia cameroon canada cape_verde central_african_republic chad chile china colombia
	comoros
	congo democratic_republic_of_congo democratic_republic_of_the_congo dr_congo drc republic_of_congo costa_rica
	croatia cuba cyprus
	czech_republic czechia denmark djibouti dominica dominican_republic east_timor timor-leste ecuador egypt
	el_salvador
	equatorial_guinea eritrea estonia eswatini swaziland ethiopia fiji finland france gabon gambia georgia germany
	ghana great_britain britain
	greece grenada guatemala guinea guinea-bissau guyana haiti holland honduras hungary iceland india indonesia iran
	iraq ireland israel
	italy ivory_coast cote_d'ivoire jamaica japan jordan kazakhstan kenya kiribati kosovo kuwait kyrgyzstan laos
	latvia lebanon lesotho
	liberia libya liechtenstein lithuania luxembourg madagascar malawi malaysia maldives mali malta mauritania
	mauritius mexico
	micronesia moldova monaco mongolia montenegro morocco mozambique myanmar namibia nauru nepal netherlands
	new_zealand nicaragua
	niger nigeria north_korea north_macedonia macedonia norway oman pakistan palau palestine panama papua_new_guinea
	paraguay peru philippines
	poland portugal qatar romania russia russian_federation rwanda saint_lucia samoa san_marino saudi_arabia senegal
	serbia seychelles
	sierra_leone singapore slovakia slovenia solomon_islands somalia somaliland south_africa south_korea south_sudan
	soviet_union spain sri_lanka
	sudan suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tonga trinidad_and_tobago
	tunisia turkey turkiye
	turkmenistan tuvalu u.a.e. u.k. u.s. u.s.a. uae uganda uk ukraine united_arab_emirates united_kingdom
	united_states
	united_states_of_america uruguay us usa ussr uzbekistan vanuatu vatican vatican_city venezuela vietnam yemen
	yugoslavia zambia zimbabwe
	england scotland wales northern_ireland hong_kong macau macao puerto_rico greenland україна украина росія россия
	израиль ізраїль америка
	bahrain lebanon`

const regions = `africa america americas antarctica asia europe oceania middle_east near_east far_east latin_america
	central_america south_america
	north_america north_africa west_africa east_africa southern_africa sub-saharan_africa sahel maghreb
	horn_of_africa balkans baltics
	baltic caucasus south_caucasus north_caucasus central_asia south_asia southeast_asia east_asia scandinavia gulf
	persian_gulf arctic
	siberia donbas donbass crimea crimean_peninsula donetsk luhansk lugansk kherson zaporizhzhia zaporizhia
	zaporizhzhya kharkiv_oblast
	sumy_oblast bukovina galicia transnistria abkhazia south_ossetia nagorno-karabakh karabakh artsakh chechnya
	dagestan ingushetia
	gaza gaza_strip west_bank golan_heights golan judea samaria galilee sinai negev kurdistan iraqi_kurdistan rojava
	anbar nineveh kirkuk_province
	idlib latakia hasakah hasaka deir_ez-zor deir_al-zor sweida suwayda daraa quneitra darfur north_darfur
	south_darfur west_darfur
	kordofan south_kordofan north_kordofan blue_nile gezira al-jazira tigray amhara oromia afar ogaden puntland
	jubaland north_kivu
	south_kivu kivu ituri katanga cabo_delgado kashmir jammu punjab sindh balochistan khyber_pakhtunkhwa waziristan
	helmand kandahar_province
	nangarhar xinjiang tibet inner_mongolia hainan guangdong sichuan fujian rakhine kachin shan kayah chin sagaing
	aceh papua mindanao luzon
	bihar gujarat maharashtra rajasthan kerala karnataka tamil_nadu telangana uttar_pradesh madhya_pradesh haryana
	assam manipur odisha goa bengal west_bengal
	alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana
	iowa kansas kentucky
	louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada
	new_hampshire new_jersey
	new_mexico new_york north_carolina north_dakota ohio oklahoma oregon pennsylvania rhode_island south_carolina
	south_dakota tennessee
	texas utah vermont virginia washington west_virginia wisconsin wyoming ontario quebec alberta british_columbia
	manitoba saskatchewan
	nova_scotia new_brunswick yukon queensland new_south_wales victoria tasmania western_australia northern_territory
	gauteng limpopo
	kwazulu-natal western_cape eastern_cape northern_cape free_state mpumalanga bavaria saxony catalonia andalusia
	basque_country sicily
	sardinia lombardy tuscany normandy brittany corsica flanders wallonia lapland silesia pomerania transylvania
	black_sea red_sea
	mediterranean mediterranean_sea sea_of_azov azov caspian_sea baltic_sea north_sea south_china_sea east_china_sea
	arabian_sea gulf_of_aden
	bab_al-mandab bab_el-mandeb strait_of_hormuz hormuz taiwan_strait suez_canal suez panama_canal bosphorus bosporus
	dardanelles
	atlantic atlantic_ocean pacific pacific_ocean indian_ocean arctic_ocean amazon nile tigris euphrates dnipro
	dnieper danube volga don
	rhine jordan_river litani orinoco congo_river niger_river alps himalayas andes carpathians sahara anatolia
	indo-pacific asia-pacific
	guantanamo_bay falklands falkland_islands gibraltar bermuda okinawa hokkaido jeju crimea kaliningrad
	bashkortostan tatarstan
	kursk_oblast belgorod_oblast bryansk_oblast primorye sakhalin kamchatka zanzibar bougainville kosovo vojvodina
	republika_srpska`

const cities = `aachen abidjan abuja abu_dhabi abu_ghraib accra adana addis_ababa addis adelaide aden adrar afrin
	agadez agra ahmedabad ahvaz ajdabiya al-arish al-bab
	al-bukamal al-fashir el_fasher el-fasher al-fashir al-mawasi al-qaim al-raqqa al-tanf aleppo alexandria algiers
	almaty amman amritsar amsterdam
	anchorage andijan ankara ankara antakya antalya antananarivo antwerp apia aqaba arbil erbil arlington arusha
	asadabad ashdod ashgabat ashkelon asmara
	astana aswan asuncion athens atlanta auckland austin avdiivka azaz baalbek bab_al-hawa baghdad baghuz bahawalpur
	bahir_dar baku bakhmut balakliia baltimore bamako bamiyan
	bandar_abbas bandung bangalore bengaluru bangkok bangui banjul banias barcelona basel basra bauchi bayda
	beersheba bein_lahia beit_hanoun beit_lahiya beijing beirut
	beledweyne belfast belgorod belgrade belmopan benghazi berdiansk berdyansk berlin bern bethlehem bhopal bilbao
	birmingham bishkek bissau
	blantyre bloemfontein bogota bologna bonn bordeaux bosaso boston bouake brasilia bratislava brazzaville bremen
	brest bridgetown
	brisbane bristol brooklyn brovary brussels bryansk bucha bucharest budapest buenos_aires buffalo bujumbura bukavu
	bukhara bulawayo bunia burgas bursa busan
	cairo calais calcutta kolkata calgary cali cambridge canberra cannes cape_town caracas cardiff cartagena
	casablanca chandigarh charleston
	charlotte chasiv_yar chelyabinsk chengdu chennai cherkasy chernihiv chernivtsi chernobyl chicago chisinau
	chittagong chongqing christchurch chop
	cincinnati cleveland cologne colombo columbus conakry copenhagen cordoba cotonou cox's_bazar dakar dallas
	damascus dammam dandong dar_es_salaam darwin davos
	dayton debaltseve deir_al-balah deir_el-balah delhi denver detroit dhaka dhahran diffa dili diyarbakir
	djibouti_city dnipropetrovsk dodoma doha dombas
	donetsk douala douma dover dresden dubai dublin dubrovnik durban dushanbe dusseldorf ed_daein edinburgh edmonton
	eilat el_geneina el-geneina
	el_obeid el-obeid el_paso enerhodar erez essen fallujah fallujah famagusta faizabad feodosia florence fort_worth
	frankfurt freetown fukushima fukuoka funafuti
	gaborone gao garissa gaza_city gaziantep gdansk geneva genoa georgetown ghazni ghent giza glasgow goma gothenburg
	graz grozny guadalajara
	guangzhou guatemala_city guayaquil gwadar gwoza hadera hague the_hague haifa halifax hama hamburg hamilton
	hangzhou hannover hanoi haram harare harbin hargeisa
	hatay havana hebron helsinki herat hiroshima ho_chi_minh_city hodeida hodeidah homs honolulu horlivka houston
	hrodna huliaipole hyderabad iasi ibadan
	idlib_city irbid irkutsk irpin isfahan islamabad istanbul ivano-frankivsk izium izyum izmir jabalia jabaliya
	jacksonville jaffa jaipur
	jakarta jalalabad jaffna jeddah jenin jericho jerusalem east_jerusalem johannesburg juba kabul kaduna kafr_qasim
	kaesong kalamata kampala kamianske kandahar kano kansas_city karachi karbala kassala kathmandu
	katowice kaunas kazan kerch kerman kermanshah kfar_aza khan_younis khan_yunis khartoum khartoum_north
	khmelnytskyi kherson kharkiv kharkov
	kibbutz_beeri kidal kiev kyiv kigali kinshasa kirkuk kiryat_shmona kismayo kobani kobane konotop kosti
	kostiantynivka kosovska_mitrovica krakow kramatorsk krasnodar krasnohorivka
	kremenchuk kropyvnytskyi kryvyi_rih kuala_lumpur kunduz kupiansk kupyansk kurakhove kursk kut kyoto la_paz lagos
	lahore las_vegas lashkar_gah lausanne leeds
	leipzig liege lilongwe lille lima limassol lisbon liverpool ljubljana lod lome london los_angeles louisville
	luanda lubumbashi lucknow lugano
	lusaka lutsk luxor lviv lyman lyon lysychansk madrid maidan maiduguri makhachkala makiivka malaga malakal male
	malmo managua manama manbij manchester mandalay
	manhattan manila maputo maracaibo marib mariupol marjayoun marrakech marrakesh marseille mashhad mazar-i-sharif
	mecca medina mekelle
	melbourne melitopol memphis merida merv metula mexico_city miami milan milwaukee minneapolis minsk misrata
	mogadishu mombasa monrovia
	monterrey montevideo montpellier montreal moscow mosul mukalla multan mumbai munich muscat mykolaiv mytilene
	nabatieh nablus nagasaki nagorno nagoya nairobi najaf nampo
	nanjing nantes naples naqoura nasiriyah naypyidaw nazareth n'djamena ndjamena new_delhi new_orleans new_york_city
	newark niamey nice nicosia nikopol nis
	nizhny_novgorod nouakchott novi_sad novorossiysk novosibirsk nottingham nuku'alofa nur-sultan nuuk nyala oakland
	ochakiv odesa odessa okhtyrka oklahoma_city omdurman omsk
	orikhiv orlando osaka oslo ottawa ouagadougou oxford padua palermo palmyra panama_city panmunjom paramaribo paris
	pensacola perth peshawar perm philadelphia
	phnom_penh phoenix pittsburgh podgorica pokrovsk poltava port_sudan port-au-prince port_moresby port_louis
	port_of_spain portland porto prague praia pretoria pristina
	pskov pyongyang qalqilya qamishli qatif quebec_city quetta quito quneitra qusayr rabat rafah raleigh ramadi
	ramallah ramla ramstein raqqa rawalpindi
	recife reykjavik riga rio_de_janeiro riyadh rome rosario rostov rostov-on-don rotterdam rubizhne ryazan saada
	sacramento saky salt_lake_city salzburg samara samarkand samarra
	san_antonio san_diego san_francisco san_jose san_juan san_salvador sanaa sana'a santiago santo_domingo sao_paulo
	sarajevo sarmin sderot seattle sebha selydove seoul
	sevastopol severodonetsk sievierodonetsk shanghai sharjah sharm_el-sheikh shebaa shenyang shenzhen shiraz shostka
	sidon simferopol sinjar sinnar sirte skopje sloviansk slovyansk sochi
	sofia soledar southampton srebrenica srinagar st._louis st._petersburg saint_petersburg stepanakert stockholm
	strasbourg stuttgart sudzha sukhumi sumy
	surabaya suva sweida_city sydney synelnykove tabriz taganrog taipei taiz taipei tal_afar tal_abyad tall_abyad
	tallinn tampa tangier taraz tartus tashkent tawila
	tbilisi tegucigalpa tehran tel_aviv temecula ternopil tetouan thessaloniki thimphu tianjin tijuana tikrit
	timbuktu tirana tiraspol tobruk tokmak tokyo toledo toretsk
	toronto toulouse tripoli tulkarm tulkarem tunis turin tver tyre tyumen ufa ulaanbaatar uman utrecht uvira
	uzhhorod valencia valletta vancouver
	vaduz varna velyka_novosilka venice verona vienna vientiane vilnius vinnytsia vladivostok vnukovo volgograd
	volnovakha voronezh vovchansk vuhledar vyborg wad_madani
	wagadugu warsaw washington_dc washington_d.c. washington,_d.c. wellington windhoek winnipeg wuhan xian yalta
	yamoussoukro yangon yaounde yekaterinburg yerevan yokohama york zabul zagreb
	zahedan zamboanga zanjan zaria zaporizhzhia_city zhytomyr zolotoi zurich zuwara київ киев москва харків харьков
	одеса одесса львів донецьк маріуполь`

const demonyms = `afghan afghans albanian albanians algerian algerians american americans angolan arab arabs
	argentine argentinian armenian armenians
	asian asians australian australians austrian austrians azerbaijani azerbaijanis azeri bahraini bangladeshi
	belarusian belarusians belgian belgians
	bolivian bosnian bosnians brazilian brazilians british briton britons bulgarian bulgarians burmese burundian
	cambodian cambodians cameroonian
	canadian canadians chadian chechen chechens chilean chileans chinese christian christians colombian colombians
	congolese croatian croatians
	cuban cubans cypriot cypriots czech czechs danish dane danes druze dutch ecuadorian egyptian egyptians emirati
	emiratis english eritrean
	eritreans estonian estonians ethiopian ethiopians european europeans fijian filipino filipinos finnish finn finns
	french frenchman
	gambian gazan gazans georgian georgians german germans ghanaian ghanaians greek greeks guatemalan guinean haitian
	haitians hindu hindus honduran hungarian
	hungarians indian indians indonesian indonesians iranian iranians iraqi iraqis irish islamic islamist islamists
	israeli israelis italian
	italians ivorian jamaican japanese jew jewish jews jordanian jordanians kazakh kenyan kenyans korean koreans
	kosovar kurd kurdish kurds
	kuwaiti kuwaitis kyrgyz lao latvian latvians lebanese liberian libyan libyans lithuanian lithuanians malaysian
	malaysians malian maltese maronite
	mexican mexicans moldovan moldovans mongolian moroccan moroccans mozambican muslim muslims namibian nepalese
	nepali nicaraguan nigerian
	nigerians nigerien north_korean north_koreans norwegian norwegians omani pakistani pakistanis palestinian
	palestinians panamanian pashtun paraguayan persian peruvian
	peruvians pole poles polish portuguese qatari qataris rohingya romanian romanians russian russians rwandan
	rwandans saudi saudis scottish scot
	scots senegalese serb serbian serbians serbs shia shiite shiites singaporean slovak slovaks slovenian somali
	somalis south_african south_africans
	south_korean south_koreans south_sudanese soviet soviets spaniard spaniards spanish sri_lankan sudanese sunni
	sunnis swede swedes swedish swiss syrian syrians taiwanese tajik
	tanzanian tatar tatars thai thais tibetan tigrayan tigrayans tunisian tunisians turk turkish turkmen turks
	ugandan ugandans ukrainian ukrainians
	uruguayan uyghur uyghurs uighur uighurs uzbek venezuelan venezuelans vietnamese welsh western westerners yazidi
	yazidis yemeni yemenis zambian zimbabwean zimbabweans zionist
	african africans latin latino latinos hispanic catholic catholics orthodox protestant buddhist alawite alawites
	crimean republican democrat
	eu-wide pro-russian pro-ukrainian anti-russian euro-atlantic iberian nordic balkan caucasian`
