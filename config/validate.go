package config

import (
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Validate reports everything that is wrong with the values of c, as [Errors]. Whether a schedule is a good one is left
// to package digest, which reads it.
func (c Config) Validate() error { return c.problems().err() }

// checker gathers problems.
type checker struct {
	c    Config
	list Errors
}

// want notes a problem unless ok.
func (k *checker) want(ok bool, key, format string, args ...any) {
	if !ok {
		k.list = append(k.list, k.c.Errorf(key, format, args...))
	}
}

func (c Config) problems() Errors {
	k := &checker{c: c}
	k.services()
	k.poll()
	k.retention()
	k.catalogue()
	k.sources()
	k.topics()
	k.subscriptions()
	return k.list
}

// services checks the sections that describe the program and what it is connected to.
func (k *checker) services() {
	c := k.c
	k.want(c.Database.Path != "", "database.path", "name the file of the database")
	k.want(!c.Database.URL.IsSet() || isPostgres(c.Database.URL.Reveal()), "database.url",
		"this must begin with postgres://, like postgres://USER:PASSWORD@HOST:5432/NAME")
	k.between("database.cache", c.Database.Cache, 1<<20, 64<<30)

	k.address("discord.api_url", c.Discord.APIURL, "http", "https")
	key := c.Discord.PublicKey
	k.want(key == "" || publicKey.MatchString(key), "discord.public_key",
		"these are not the 64 hexadecimal digits that the developer portal shows")
	k.want(key == "" || c.Web.Listen != "", "discord.public_key",
		"Discord's requests come to web.listen: set that, too")
	k.oneOf("discord.components", c.Discord.Components, "v2", "embeds")
	if c.Discord.Language != "" {
		k.oneOf("discord.language", c.Discord.Language, "en", "de", "es", "fr", "pt", "ru", "uk", "ar")
	}
	k.want(c.Discord.Guild == "" || snowflake.MatchString(c.Discord.Guild), "discord.guild",
		"%q is not the id of a Discord server: copy it from the server's menu, in quotes", c.Discord.Guild)

	k.want(0 <= c.Discord.FeedsPerServer && c.Discord.FeedsPerServer <= 10_000, "discord.feeds_per_server",
		"%d is not between 0 and 10000", c.Discord.FeedsPerServer)

	k.zone("digest.zone", c.Digest.Zone)
	k.oneOf("digest.style", c.Digest.Style, styles...)

	if c.Web.Listen != "" {
		k.want(isListenAddress(c.Web.Listen), "web.listen",
			`%q is not host:port: write one like "127.0.0.1:8080" or ":8080"`, c.Web.Listen)
	}
	for _, host := range c.Web.Hosts {
		k.want(host != "" && !strings.ContainsAny(host, "/: "), "web.hosts",
			`%q is not the name of a host: write it without scheme and port, like "sitrep.example.org"`, host)
	}
	k.oneOf("log.level", c.Log.Level, "debug", "info", "warn", "error")
	k.oneOf("log.format", c.Log.Format, "text", "json")
}

func (k *checker) poll() {
	p := k.c.Poll
	k.want(1 <= p.Workers && p.Workers <= 256, "poll.workers", "%d is not between 1 and 256", p.Workers)
	k.want(p.MinInterval > 0, "poll.min_interval", "%v is no interval: it must be more than 0", p.MinInterval)
	k.want(p.MaxInterval >= p.MinInterval, "poll.max_interval", "%v is less than poll.min_interval, which is %v",
		p.MaxInterval, p.MinInterval)
	k.want(0 < p.Timeout && p.Timeout <= Duration(10*time.Minute), "poll.timeout", "%v is not between 0s and 10m",
		p.Timeout)
	k.between("poll.max_bytes", p.MaxBytes, 64<<10, 1<<30)
	k.between("poll.pages_quota", p.PagesQuota, 1<<20, 1<<50)
	k.between("poll.feed_quota", p.FeedQuota, 1<<20, 1<<50)
	k.want(p.KeepPages >= 0, "poll.keep_pages", "%v is negative: 0s keeps none", p.KeepPages)
	k.want(p.UserAgent != "" && printable(p.UserAgent), "poll.user_agent", "name the program, in printable ASCII")
	k.want(p.Contact == "" || isContact(p.Contact), "poll.contact", "%q is neither an e-mail address nor a URL",
		p.Contact)
	for i, host := range p.AllowPrivate {
		k.want(isHostOrBlock(host), at("poll.allow_private", i),
			`%q is neither a host name nor an address nor a block like "10.0.0.0/8"`, host)
	}
}

// leastRetention is how long any text is kept: longer than a story is awake and than an item's page is asked for again,
// which compare texts.
const leastRetention = Duration(14 * 24 * time.Hour)

func (k *checker) retention() {
	r := k.c.Retention
	for key, d := range map[string]Duration{
		"retention.articles": r.Articles, "retention.off_topic": r.OffTopic, "retention.revisions": r.Revisions,
	} {
		k.want(d == 0 || d >= leastRetention, key, "%v is less than two weeks, %v: 0s keeps texts for good", d,
			leastRetention)
	}
}

func (k *checker) catalogue() {
	known := map[string]bool{}
	for _, s := range Catalogue().Sources {
		known[fold(s.Name)] = true
	}
	for key, names := range map[string][]string{
		"catalogue.only":   k.c.Catalogue.Only,
		"catalogue.except": k.c.Catalogue.Except,
	} {
		for i, name := range names {
			k.want(known[fold(name)], at(key, i), "the catalogue has no outlet called %q", name)
		}
	}
	for i, l := range k.c.Catalogue.Languages {
		k.want(languageTag.MatchString(l), at("catalogue.languages", i), notALanguage, l)
	}
}

func (k *checker) sources() {
	topics := map[string]bool{}
	for _, t := range k.c.AllTopics() {
		topics[t.Slug] = true
	}
	names, feeds := map[string]bool{}, map[string]bool{}
	for i, s := range k.c.Sources {
		key := at("sources", i)
		k.source(key, s)
		k.want(s.Name == "" || !names[fold(s.Name)], key+".name", "there is another outlet called %q", s.Name)
		names[fold(s.Name)] = true
		for j, f := range s.Feeds {
			feed := at(key+".feeds", j)
			k.address(feed, f.URL, "http", "https")
			k.want(!feeds[f.URL], feed, "%s is listed twice", f.URL)
			feeds[f.URL] = true
			for n, slug := range f.Topics {
				k.want(topics[slug], at(feed+".topics", n), noSuchTopic, slug)
			}
		}
	}
}

func (k *checker) source(key string, s Source) {
	k.want(strings.TrimSpace(s.Name) != "", key+".name", "the outlet needs a name")
	k.want(s.Country == "" || isCountry(s.Country), key+".country", notACountry, s.Country)
	k.oneOf(key+".kind", s.Kind, kinds...)
	k.want(s.Language == "" || languageTag.MatchString(s.Language), key+".language", notALanguage, s.Language)
	if s.Home != "" {
		k.address(key+".home", s.Home, "http", "https")
	}
}

func (k *checker) topics() {
	seen := map[string]bool{}
	for i, t := range k.c.Topics {
		key := at("topics", i)
		k.topic(key, t)
		k.want(t.Slug == "" || !seen[t.Slug], key+".slug", "there is another topic %q", t.Slug)
		seen[t.Slug] = true
	}
}

func (k *checker) topic(key string, t Topic) {
	// Discord shows at most 100 characters of a choice and sends back as many.
	k.want(len(t.Slug) <= 100 && slug.MatchString(t.Slug), key+".slug",
		`%q is not a slug: write one like "ukraine-war"`, t.Slug)
	k.want(strings.TrimSpace(t.Name) != "" && utf8.RuneCountInString(t.Name) <= 100, key+".name",
		"the topic needs a name of at most 100 characters")
	k.want(len(t.Words)+len(t.Entities)+len(t.Countries)+len(t.Sources) > 0, key,
		"the topic %q needs words, entities, countries or sources, or it matches nothing", t.Slug)
	for i, code := range t.Countries {
		k.want(isCountry(code), at(key+".countries", i), notACountry, code)
	}
	k.want(0 <= t.Colour && t.Colour <= 0xFFFFFF, key+".colour", "%#x is not between 0x000000 and 0xFFFFFF", t.Colour)
	k.want(isSign(t.Sign), key+".sign", "%q is not one emoji", t.Sign)
}

func (k *checker) subscriptions() {
	topics := map[string]bool{"": true}
	for _, t := range k.c.AllTopics() {
		topics[t.Slug] = true
	}
	for i, s := range k.c.Subscriptions {
		key := at("subscriptions", i)
		k.want(snowflake.MatchString(s.Channel), key+".channel", "%q is not the id of a Discord channel", s.Channel)
		k.want(topics[s.Topic], key+".topic", noSuchTopic, s.Topic)
		k.want(strings.TrimSpace(s.Schedule) != "", key+".schedule",
			`say when: five cron fields, like "0 8 * * *" for daily at 08:00`)
		if s.Zone != "" {
			k.zone(key+".zone", s.Zone)
		}
		if s.Style != "" {
			k.oneOf(key+".style", s.Style, styles...)
		}
	}
}

// What values may be. Discord ids are 64-bit numbers that count milliseconds since 2015 in their upper bits, which
// makes 17 digits the fewest.
var (
	snowflake   = regexp.MustCompile(`^\d{17,20}$`)
	publicKey   = regexp.MustCompile(`^[0-9a-fA-F]{64}$`)
	slug        = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-\d{3})?$`)
	hostName    = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$`)
	styles      = []string{"brief", "standard", "full"}
	kinds       = []string{
		"", "wire", "newspaper", "broadcaster", "official", "state media", "think tank",
		"aggregator",
	}
)

const (
	notACountry  = `%q is not a country: write its two letters of ISO 3166-1, like "UA"`
	notALanguage = `%q is not a language tag: write one like "en", "uk" or "pt-BR"`
	noSuchTopic  = "there is no topic %q"
)

func at(key string, i int) string { return fmt.Sprintf("%s[%d]", key, i) }

// fold makes names comparable.
func fold(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

func (k *checker) oneOf(key, v string, allowed ...string) {
	names := slices.DeleteFunc(slices.Clone(allowed), func(s string) bool { return s == "" })
	k.want(slices.Contains(allowed, v), key, "%q is none of %s", v, strings.Join(names, ", "))
}

func (k *checker) between(key string, v, low, high Bytes) {
	k.want(low <= v && v <= high, key, "%v is not between %v and %v", v, low, high)
}

func (k *checker) zone(key, name string) {
	// "" and "Local" would load, and mean whatever the machine is set to.
	_, err := time.LoadLocation(name)
	k.want(err == nil && name != "" && name != "Local", key,
		`%q is not a time zone: write a name like "Europe/Kyiv" or "UTC"`, name)
}

func (k *checker) address(key, s string, schemes ...string) {
	u, err := url.Parse(s)
	k.want(err == nil && u.Host != "" && slices.Contains(schemes, u.Scheme), key,
		"%q is not an address that begins with %s://", s, strings.Join(schemes, ":// or "))
}

func isListenAddress(s string) bool {
	_, port, err := net.SplitHostPort(s)
	n, bad := strconv.Atoi(port)
	return err == nil && bad == nil && 0 <= n && n <= 65535
}

func isContact(s string) bool {
	if u, err := url.Parse(s); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
		return printable(s)
	}
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && printable(s)
}

func isHostOrBlock(s string) bool {
	if _, err := netip.ParsePrefix(s); err == nil {
		return true
	}
	if _, err := netip.ParseAddr(s); err == nil {
		return true
	}
	return hostName.MatchString(s)
}

// printable reports whether s may stand in an HTTP header.
func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' })
}

// isSign reports whether s looks like one emoji: a few symbols and what joins them, no text. Flags are two regional
// indicators; the longest sequences that Unicode recommends (families, flags of regions) have ten code points.
func isSign(s string) bool {
	if utf8.RuneCountInString(s) > 10 {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x80 || unicode.IsLetter(r) || unicode.IsSpace(r) || unicode.IsControl(r)
	})
}

// countries are the officially assigned alpha-2 codes of ISO 3166-1, and XK, which is in common use for Kosovo.
var countries = strings.Fields(`
	AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
	CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
	GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
	KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS
	MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
	RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW
	TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`)

func isCountry(code string) bool { return slices.Contains(countries, code) }
