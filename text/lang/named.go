package lang

import "strings"

// Name is what a language is called in English, by its BCP 47 tag; the tag itself where nobody has named it here.
func Name(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	if name, ok := named[tag]; ok {
		return name
	}
	return tag
}

// Described reports whether something of a language is known: what ends its sentences, the words of its wars.
func Described(tag string) bool { return Of(tag) != unknown }

var named = map[string]string{
	"am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
	"bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
	"es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "gu": "Gujarati",
	"ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "ht": "Haitian Creole", "hu": "Hungarian",
	"hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
	"km": "Khmer", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "lt": "Lithuanian", "lv": "Latvian",
	"mk": "Macedonian", "ml": "Malayalam", "mr": "Marathi", "ms": "Malay", "my": "Burmese", "ne": "Nepali",
	"nl": "Dutch", "no": "Norwegian", "nb": "Norwegian", "om": "Oromo", "pa": "Punjabi", "pl": "Polish",
	"ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "sd": "Sindhi",
	"si": "Sinhala", "sk": "Slovak", "sl": "Slovene", "so": "Somali", "sq": "Albanian", "sr": "Serbian",
	"sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "tg": "Tajik", "th": "Thai", "ti": "Tigrinya",
	"tl": "Filipino", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
	"zh": "Chinese",
}
