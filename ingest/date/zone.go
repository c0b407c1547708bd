package date

import "time"

// zones maps abbreviations to minutes east of UTC. RFC 822 §5 binds those of North America; of the others the reading
// that most texts mean.
var zones = map[string]int{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0,
	"ast": -240, "vet": -240, "amt": -240, "cot": -300, "pet": -300, "clt": -240, "nst": -210, "ndt": -150,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"akst": -540, "akdt": -480, "hst": -600, "brt": -180, "art": -180,
	"bst": 60, "west": 60, "cet": 60, "mez": 60, "met": 60, "wat": 60,
	"cest": 120, "mesz": 120, "mest": 120, "eet": 120, "cat": 120, "sast": 120,
	"eest": 180, "msk": 180, "мск": 180, "trt": 180, "tsi": 180, "eat": 180, "idt": 180,
	"gst": 240, "azt": 240, "get": 240, "tjt": 300, "uzt": 300, "tmt": 300, "kgt": 360, "mmt": 390, "irdt": 270,
	"ist": 330, "msd": 240, "irst": 210, "aft": 270, "pkt": 300, "npt": 345,
	"ict": 420, "wib": 420, "hkt": 480, "sgt": 480, "pht": 480, "jst": 540, "kst": 540,
	"aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}

// doubtful are abbreviations that are words of a language, or of several zones: in a text they are none.
var doubtful = map[string]bool{
	"pet": true, "get": true, "ast": true, "amt": true, "nst": true,
	"ut": true, "met": true, "west": true, "art": true, "aft": true, "ist": true, "gst": true,
}

// countryZones are the readings of abbreviations in the countries where they mean something else than in zones.
var countryZones = map[string]map[string]int{
	"ist": {"IL": 120, "PS": 120, "IE": 60},
	"cst": {"CN": 480, "TW": 480, "HK": 480, "MO": 480, "CU": -300},
	"bst": {"BD": 360},
	"ast": {"SA": 180, "IQ": 180, "KW": 180, "YE": 180, "BH": 180, "QA": 180, "JO": 180, "SY": 180},
	"pst": {"PH": 480},
	"mst": {"MM": 390, "MY": 480},
	"amt": {"AM": 240},
	"gst": {"GE": 240},
	"est": {"AU": 600},
	"sst": {"SG": 480},
	"kst": {"KP": 540},
}

// americanZones are hours east of UTC, in winter, of names that do not tell summer from winter.
var americanZones = map[string]int{"et": -5, "ct": -6, "pt": -8}

func isZone(name string) bool {
	_, ok := zones[name]
	return ok || americanZones[name] != 0
}

// zoneOffset is the offset of a named zone on a day, in seconds east of UTC, as a country reads it ("": any).
func zoneOffset(name, country string, day time.Time) int {
	if minutes, ok := countryZones[name][country]; ok {
		return minutes * 60
	}
	hours := americanZones[name]
	if hours != 0 && americanSummer(day) {
		hours++
	}
	return hours*3600 + zones[name]*60
}

// americanSummer reports whether daylight saving time holds in the United States: from the second Sunday of March to
// the first of November (15 U.S.C. §260a, since 2007).
func americanSummer(day time.Time) bool {
	march := time.Date(day.Year(), time.March, 1, 0, 0, 0, 0, time.UTC)
	begin := march.AddDate(0, 0, (7-int(march.Weekday()))%7+7)
	november := time.Date(day.Year(), time.November, 1, 0, 0, 0, 0, time.UTC)
	end := november.AddDate(0, 0, (7-int(november.Weekday()))%7)
	return !day.Before(begin) && day.Before(end)
}

// offsetAt reads the number of an offset that follows its sign: 3, 03, 0300, 03:00. It returns seconds and how many
// tokens it takes; ok is false if no place on Earth is so far from UTC.
func offsetAt(list []token, i int, sign string) (seconds, n int, ok bool) {
	h, m, n := list[i].value, 0, 1
	switch {
	case list[i].digits > 2:
		h, m = h/100, h%100
	case textAt(list, i+1) == ":" && i+2 < len(list) && list[i+2].digits == 2:
		m, n = list[i+2].value, 3
	}
	seconds = h*3600 + m*60
	if sign != "+" {
		seconds = -seconds
	}
	return seconds, n, h <= 14 && m <= 59
}

func isSign(s string) bool { return s == "+" || s == "-" || s == "−" }
