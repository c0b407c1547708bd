package lang

import (
	"slices"

	"sitrep/text"
)

// Calendars are the languages whose months and weekdays are known, by which dates are read: all that the register has,
// and those of which nothing else is written down yet.
func Calendars() []*text.Language {
	all := slices.Clone(All())
	for i := range calendars {
		all = append(all, &calendars[i])
	}
	return all
}

// calendar describes a language by its months, and by its weekdays ("" if they are not written down), Sunday first.
func calendar(tag, months, weekdays string) text.Language {
	l := text.Language{Tag: tag, Dates: text.Dates{Months: text.Numbered(1, months)}}
	if weekdays != "" {
		l.Dates.Weekdays = text.Numbered(0, weekdays)
	}
	return l
}

// SolarMonths are the months of the solar Hijri calendar, by which Iran and Afghanistan count; their names in Persian,
// Dari and Pashto.
var SolarMonths = text.Numbered(1, `فروردین حمل وری, اردیبهشت ثور غویی, خرداد جوزا غبرگولی, تیر سرطان چنگاښ,
	مرداد اسد زمری, شهریور سنبله وږی, مهر میزان تله, آبان عقرب لړم, آذر قوس لیندۍ, دی جدی مرغومی, بهمن دلو سلواغه,
	اسفند حوت کب`)

// Halves are the words that stand before or behind a time of the first half of the day ("a") or the second ("p") where
// people write neither am nor pm.
var Halves = map[string]string{
	"오전": "a", "오후": "p", "上午": "a", "下午": "p", "午前": "a", "午後": "p", "午后": "p",
	"π.μ": "a", "μ.μ": "p", "صباحا": "a", "صباحًا": "a", "ص": "a", "مساء": "p", "مساءً": "p", "م": "p",
	"ق.ظ": "a", "ب.ظ": "p", "sáng": "a", "chiều": "p", "tối": "p",
}

// calendars are the languages of outlets that publish dates in words. Weekdays matter where another language calls
// another month by the same name: Croatian listopad is October, Polish and Czech November. Names are as people write
// them; whoever compares folds both.
var calendars = []text.Language{
	calendar("af", `januarie, februarie, maart, april, mei, junie, julie, augustus, september, oktober, november,
		desember`, ""),
	calendar("am", `ጃንዋሪ ጃንዩወሪ, ፌብሩዋሪ ፌብሩወሪ, ማርች, ኤፕሪል, ሜይ, ጁን, ጁላይ, ኦገስት, ሴፕቴምበር, ኦክቶበር,
		ኖቬምበር, ዲሴምበር`, ""),
	calendar("az", `yanvar, fevral, mart, aprel, may, iyun, iyul, avqust avgust, sentyabr sentabr, oktyabr oktabr,
		noyabr, dekabr`, ""),
	calendar("be", `студзень студзеня студз, люты лютага лют, сакавік сакавіка сак, красавік красавіка крас,
		травень траўня мая май, чэрвень чэрвеня чэрв, ліпень ліпеня ліп, жнівень жніўня жн,
		верасень верасня вер, кастрычнік кастрычніка кастр, лістапад лістапада ліст, снежань снежня снеж`, ""),
	calendar("bg", `януари ян, февруари фев, март, април апр, май, юни, юли, август авг, септември сеп септ,
		октомври окт, ноември ноем, декември дек`, ""),
	calendar("bn", `জানুয়ারি জানুয়ারী, ফেব্রুয়ারি ফেব্রুয়ারী, মার্চ, এপ্রিল, মে, জুন, জুলাই, আগস্ট, সেপ্টেম্বর,
		অক্টোবর, নভেম্বর, ডিসেম্বর`, ""),
	calendar("ca", `gener gen, febrer febr, març, abril abr, maig, juny, juliol, agost ag, setembre set, octubre oct,
		novembre nov, desembre des`, ""),
	calendar("ckb", `کانوونی_دووەم کانوونی_دووەمی, شوبات, ئازار ئادار, نیسان, ئایار, حوزەیران, تەممووز تەمووز,
		ئاب, ئەیلوول, تشرینی_یەکەم تشرینی_یەکەمی,
		تشرینی_دووەم تشرینی_دووەمی, کانوونی_یەکەم کانوونی_یەکەمی`, ""),
	calendar("cs", `leden ledna led, únor února úno, březen března bře, duben dubna dub, květen května kvě,
		červen června čvn, červenec července čvc, srpen srpna srp, září zář, říjen října říj,
		listopad listopadu lis, prosinec prosince pro`,
		`neděle ne, pondělí po, úterý út, středa st, čtvrtek čt, pátek pá, sobota so`),
	calendar("cy", `ionawr, chwefror, mawrth, ebrill, mai, mehefin,
		gorffennaf, awst, medi, hydref, tachwedd, rhagfyr`, ""),
	calendar("da", `januar, februar, marts, april, maj, juni, juli, august, september, oktober okt, november,
		december`, ""),
	calendar("el", `ιανουάριος ιανουαρίου ιαν, φεβρουάριος φεβρουαρίου φεβ, μάρτιος μαρτίου μαρ,
		απρίλιος απριλίου απρ, μάιος μαΐου μάι, ιούνιος ιουνίου ιουν, ιούλιος ιουλίου ιουλ,
		αύγουστος αυγούστου αυγ, σεπτέμβριος σεπτεμβρίου σεπ, οκτώβριος οκτωβρίου οκτ, νοέμβριος νοεμβρίου νοε,
		δεκέμβριος δεκεμβρίου δεκ`, ""),
	calendar("et", `jaanuar, veebruar, märts, aprill, mai, juuni, juuli, august, september, oktoober, november,
		detsember`, ""),
	calendar("eu", `urtarrila urtarrilaren, otsaila otsailaren, martxoa martxoaren, apirila apirilaren,
		maiatza maiatzaren, ekaina ekainaren,
		uztaila uztailaren, abuztua abuztuaren, iraila irailaren, urria urriaren, azaroa azaroaren,
		abendua abenduaren`, ""),
	calendar("fa", `ژانویه ژانویهٔ, فوریه, مارس, آوریل, مه می, ژوئن, ژوئیه ژوییه جولای, اوت آگوست, سپتامبر, اکتبر,
		نوامبر, دسامبر`, ""),
	calendar("fi", `tammikuu tammikuuta tammi, helmikuu helmikuuta helmi, maaliskuu maaliskuuta maalis,
		huhtikuu huhtikuuta huhti, toukokuu toukokuuta touko, kesäkuu kesäkuuta kesä, heinäkuu heinäkuuta heinä,
		elokuu elokuuta elo, syyskuu syyskuuta syys, lokakuu lokakuuta loka, marraskuu marraskuuta marras,
		joulukuu joulukuuta joulu`, ""),
	calendar("ga", `eanáir, feabhra, márta, aibreán, bealtaine, meitheamh, iúil, lúnasa, meán_fómhair,
		deireadh_fómhair, samhain,
		nollaig`, ""),
	calendar("gl", `xaneiro, febreiro, marzo, abril, maio, xuño,
		xullo, agosto, setembro, outubro, novembro, decembro`, ""),
	calendar("gu", `જાન્યુઆરી, ફેબ્રુઆરી, માર્ચ, એપ્રિલ, મે, જૂન,
		જુલાઈ, ઑગસ્ટ ઓગસ્ટ, સપ્ટેમ્બર, ઑક્ટોબર ઓક્ટોબર, નવેમ્બર, ડિસેમ્બર`, ""),
	calendar("ha", `janairu, fabrairu, maris, afrilu, mayu, yuni, yuli, agusta, satumba, oktoba, nuwamba,
		disamba`, ""),
	calendar("he", `ינואר בינואר, פברואר בפברואר, מרץ במרץ מרס במרס, אפריל באפריל, מאי במאי, יוני ביוני, יולי ביולי,
		אוגוסט באוגוסט, ספטמבר בספטמבר, אוקטובר באוקטובר, נובמבר בנובמבר, דצמבר בדצמבר`, ""),
	calendar("hi", `जनवरी, फरवरी फ़रवरी, मार्च, अप्रैल, मई, जून, जुलाई, अगस्त, सितंबर सितम्बर, अक्टूबर अक्तूबर,
		नवंबर नवम्बर, दिसंबर दिसम्बर`, ""),
	calendar("hr", `siječanj siječnja sij, veljača veljače velj, ožujak ožujka ožu, travanj travnja tra,
		svibanj svibnja svi, lipanj lipnja lip, srpanj srpnja srp, kolovoz kolovoza kol, rujan rujna ruj,
		listopad listopada lis, studeni studenoga studenog stu, prosinac prosinca pro`,
		`nedjelja ned, ponedjeljak pon, utorak uto, srijeda sri, četvrtak čet, petak pet, subota sub`),
	calendar("ht", `janvye, fevriye, mas, avril, , jen, jiyè, , septanm, oktòb, novanm, desanm`, ""),
	calendar("hu", `január jan, február febr, március márc, április ápr, május máj, június jún, július júl,
		augusztus, szeptember szept, október okt, november, december`, ""),
	calendar("hy", `հունվար հունվարի, փետրվար փետրվարի, մարտ մարտի, ապրիլ ապրիլի, մայիս մայիսի, հունիս հունիսի,
		հուլիս հուլիսի, օգոստոս օգոստոսի, սեպտեմբեր սեպտեմբերի, հոկտեմբեր հոկտեմբերի, նոյեմբեր նոյեմբերի,
		դեկտեմբեր դեկտեմբերի`, ""),
	calendar("id", `januari, februari, maret, april, mei, juni, juli, agustus agt ags, september, oktober okt,
		november,
		desember des`, ""),
	calendar("is", `janúar, febrúar, mars, apríl, maí, júní, júlí, ágúst, september, október, nóvember,
		desember`, ""),
	calendar("ka", `იანვარი იანვარს იან, თებერვალი თებ, მარტი მარ, აპრილი აპრ, მაისი მაი, ივნისი ივნ, ივლისი ივლ,
		აგვისტო აგვ, სექტემბერი სექ, ოქტომბერი ოქტ, ნოემბერი ნოე, დეკემბერი დეკ`, ""),
	calendar("kk", `қаңтар, ақпан, наурыз, сәуір, мамыр, маусым, шілде, тамыз, қыркүйек, қазан, қараша,
		желтоқсан`, ""),
	calendar("km", `មករា, កុម្ភៈ, មីនា, មេសា, ឧសភា, មិថុនា, កក្កដា, សីហា, កញ្ញា, តុលា, វិច្ឆិកា, ធ្នូ`, ""),
	calendar("kmr", `rêbendan çile, sibat reşemî, adar, nîsan avrêl, gulan, hezîran pûşper, tîrmeh, tebax gelawêj,
		îlon, cotmeh kewçêr, mijdar, kanûn berfanbar`, ""),
	calendar("kn", `ಜನವರಿ, ಫೆಬ್ರವರಿ, ಮಾರ್ಚ್, ಏಪ್ರಿಲ್, ಮೇ, ಜೂನ್,
		ಜುಲೈ, ಆಗಸ್ಟ್, ಸೆಪ್ಟೆಂಬರ್, ಅಕ್ಟೋಬರ್, ನವೆಂಬರ್, ಡಿಸೆಂಬರ್`, ""),
	calendar("lo", `ມັງກອນ, ກຸມພາ, ມີນາ, ເມສາ, ພຶດສະພາ, ມິຖຸນາ, ກໍລະກົດ, ສິງຫາ, ກັນຍາ, ຕຸລາ, ພະຈິກ, ທັນວາ`, ""),
	calendar("lt", `sausio sausis, vasario vasaris, kovo kovas, balandžio balandis, gegužės gegužė,
		birželio birželis, liepos liepa, rugpjūčio rugpjūtis, rugsėjo rugsėjis, spalio spalis, lapkričio lapkritis,
		gruodžio gruodis`, ""),
	calendar("lv", `janvāris janvārī, februāris februārī, marts martā, aprīlis aprīlī, maijs maijā, jūnijs jūnijā,
		jūlijs jūlijā, augusts augustā, septembris septembrī, oktobris oktobrī, novembris novembrī,
		decembris decembrī`, ""),
	calendar("mk", `јануари, февруари, март, април, мај, јуни, јули, август, септември, октомври, ноември,
		декември`, ""),
	calendar("ml", `ജനുവരി, ഫെബ്രുവരി, മാർച്ച്, ഏപ്രിൽ, മെയ് മേയ്, ജൂൺ,
		ജൂലൈ, ഓഗസ്റ്റ്, സെപ്റ്റംബർ, ഒക്ടോബർ, നവംബർ, ഡിസംബർ`, ""),
	calendar("mr", `जानेवारी, फेब्रुवारी, मार्च, एप्रिल, मे, जून,
		जुलै, ऑगस्ट, सप्टेंबर, ऑक्टोबर, नोव्हेंबर, डिसेंबर`, ""),
	calendar("ms", `januari, februari, mac, april, mei, jun, julai, ogos, september, oktober, november,
		disember`, ""),
	calendar("mt", `jannar, frar, marzu, april, mejju, ġunju,
		lulju, awwissu, settembru, ottubru, novembru, diċembru`, ""),
	calendar("my", `ဇန်နဝါရီ ဇန်နဝါရီလ, ဖေဖော်ဝါရီ ဖေဖော်ဝါရီလ, မတ် မတ်လ, ဧပြီ ဧပြီလ, မေ မေလ, ဇွန် ဇွန်လ,
		ဇူလိုင် ဇူလိုင်လ, ဩဂုတ် သြဂုတ် ဩဂုတ်လ သြဂုတ်လ, စက်တင်ဘာ စက်တင်ဘာလ, အောက်တိုဘာ အောက်တိုဘာလ,
		နိုဝင်ဘာ နိုဝင်ဘာလ, ဒီဇင်ဘာ ဒီဇင်ဘာလ`, ""),
	calendar("ne", `जनवरी, फेब्रुअरी, मार्च, अप्रिल, मे, जुन,
		जुलाई, अगस्ट, सेप्टेम्बर, अक्टोबर, नोभेम्बर, डिसेम्बर`, ""),
	calendar("no", `januar, februar, mars, april, mai, juni, juli, august, september, oktober okt, november,
		desember des`, ""),
	calendar("pa", `ਜਨਵਰੀ, ਫ਼ਰਵਰੀ ਫਰਵਰੀ, ਮਾਰਚ, ਅਪ੍ਰੈਲ, ਮਈ, ਜੂਨ, ਜੁਲਾਈ, ਅਗਸਤ, ਸਤੰਬਰ, ਅਕਤੂਬਰ, ਨਵੰਬਰ, ਦਸੰਬਰ`, ""),
	calendar("ps", `جنوري جنوری, فبروري فبروری, مارچ, اپریل, می, جون, جولای, اګست, سپتمبر, اکتوبر, نومبر, دسمبر`, ""),
	calendar("si", `ජනවාරි, පෙබරවාරි, මාර්තු, අප්‍රේල්, මැයි, ජූනි,
		ජූලි, අගෝස්තු, සැප්තැම්බර්, ඔක්තෝබර්, නොවැම්බර්, දෙසැම්බර්`, ""),
	calendar("sk", `január januára, február februára, marec marca, apríl apríla, máj mája, jún júna, júl júla,
		august augusta, september septembra, október októbra, november novembra, december decembra`, ""),
	calendar("sl", `januar januarja, februar februarja, marec marca, april aprila, maj maja, junij junija,
		julij julija,
		avgust avgusta avg, september septembra, oktober oktobra okt, november novembra, december decembra`, ""),
	calendar("so", `janaayo jannaayo, febraayo febrayo, maarso marso, abriil abril, maajo maayo, juun juunyo,
		luuliyo luulyo, agoosto agosto, sebtembar sebteembar, oktoobar oktobar, nofembar nofeembar,
		diseembar desembar`, ""),
	calendar("sq", `janar, shkurt, mars, prill, maj, qershor, korrik, gusht, shtator, tetor, nëntor, dhjetor`, ""),
	calendar("sr", `јануар јануара januar januara, фебруар фебруара februar februara, март марта mart marta,
		април априла april aprila, мај маја maj maja, јун јуна јуни jun juna juni, јул јула јули jul jula juli,
		август августа avgust avgusta avg, септембар септембра septembar septembra,
		октобар октобра oktobar oktobra okt,
		новембар новембра novembar novembra, децембар децембра decembar decembra`, ""),
	calendar("sv", `januari, februari, mars, april, maj, juni, juli, augusti, september, oktober okt, november,
		december`, ""),
	calendar("sw", `januari, februari, machi, aprili, mei, juni, julai, agosti, septemba, oktoba, novemba,
		desemba`, ""),
	calendar("ta", `ஜனவரி, பிப்ரவரி, மார்ச், ஏப்ரல், மே, ஜூன்,
		ஜூலை, ஆகஸ்ட், செப்டம்பர், அக்டோபர், நவம்பர், டிசம்பர்`, ""),
	calendar("te", `జనవరి, ఫిబ్రవరి, మార్చి, ఏప్రిల్, మే, జూన్,
		జులై జూలై, ఆగస్టు, సెప్టెంబర్, అక్టోబర్, నవంబర్, డిసెంబర్`, ""),
	calendar("tg", `январи, феврали, марти, апрели, майи, июни, июли, августи, сентябри, октябри, ноябри,
		декабри`, ""),
	calendar("th", `มกราคม, กุมภาพันธ์, มีนาคม, เมษายน, พฤษภาคม, มิถุนายน, กรกฎาคม, สิงหาคม, กันยายน, ตุลาคม,
		พฤศจิกายน, ธันวาคม`, ""),
	calendar("tk", `ýanwar, fewral, mart, aprel, maý, iýun, iýul, awgust, sentýabr, oktýabr, noýabr, dekabr`, ""),
	calendar("tl", `enero, pebrero, marso, abril, mayo, hunyo, hulyo, agosto, setyembre, oktubre, nobyembre,
		disyembre`, ""),
	calendar("ur", `جنوری, فروری, مارچ, اپریل, مئی, جون, جولائی, اگست, ستمبر, اکتوبر, نومبر, دسمبر`, ""),
	calendar("uz", `yanvar январ, fevral феврал, mart март, aprel апрел, may май, iyun июн, iyul июл,
		avgust август, sentyabr сентябр,
		oktyabr октябр, noyabr ноябр, dekabr декабр`, ""),
}
