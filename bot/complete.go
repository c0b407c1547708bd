package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sitrep/answer"
	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// Bounds of what autocomplete keeps in memory: at 10,000 names a look through all of them takes well under a
// millisecond.
const (
	memoryNames  = 10000
	memoryWindow = 90 * 24 * time.Hour
)

func (a *answers) refresh(ctx context.Context) error {
	now := a.o.Now()
	var counts []news.Count
	for _, since := range []time.Time{now.Add(-memoryWindow), {}} { // an archive has nothing recent
		for _, kind := range []news.EntityKind{news.Person, news.Organisation, news.PlaceKind} {
			top, err := a.store.TopEntities(ctx, kind, since, memoryNames/3)
			if err != nil {
				return fmt.Errorf("names for autocomplete: %w", err)
			}
			counts = append(counts, top...)
		}
		if len(counts) > 0 {
			break
		}
	}
	sources, err := a.store.Sources(ctx)
	if err != nil {
		return fmt.Errorf("outlets for autocomplete: %w", err)
	}
	slices.SortStableFunc(counts, func(x, y news.Count) int { return y.Count - x.Count })
	var m memory
	for _, c := range counts {
		m.names = append(m.names, nameOf(c.Name))
	}
	for _, s := range sources {
		m.sources = append(m.sources, s.Name)
	}
	slices.Sort(m.sources)
	feeds, err := a.store.Feeds(ctx)
	if err != nil {
		return fmt.Errorf("feeds for autocomplete: %w", err)
	}
	for _, f := range feeds {
		if f.AddedBy != "" {
			m.feeds = append(m.feeds, remembered(f))
		}
	}
	if m.topics, err = a.store.OwnTopics(ctx); err != nil {
		return fmt.Errorf("topics for autocomplete: %w", err)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.memory = m
	clear(a.own)
	return nil
}

// completeWait is how long autocomplete waits for the store: less than anybody notices.
const completeWait = 300 * time.Millisecond

// enoughNames is how many names that are only like what was typed are offered.
const enoughNames = 5

// completeName offers names that have words like those typed; names that begin so come first. Where memory has none,
// other spellings and other scripts are looked for in the store, which no writer blocks.
func (a *answers) completeName(ctx context.Context, _ *Request, typed string) []message.Choice {
	want := answer.Fold(typed)
	var first, then []message.Choice
	for _, k := range a.recalled(ctx).names {
		switch {
		case strings.HasPrefix(k.folded, want):
			first = append(first, message.Choice{Name: k.name, Value: k.name})
		case strings.Contains(k.folded, " "+want):
			then = append(then, message.Choice{Name: k.name, Value: k.name})
		}
		if len(first) == message.MaxChoices {
			break
		}
	}
	out := append(first, then...)
	if len(out) > 0 || utf8.RuneCountInString(want) < 3 {
		return out
	}
	ctx, cancel := context.WithTimeout(ctx, completeWait)
	defer cancel()
	near, err := a.lookup.Like(ctx, want, enoughNames)
	if err != nil {
		return out
	}
	for _, e := range near {
		if !slices.ContainsFunc(out, func(c message.Choice) bool { return c.Value == e.Name }) {
			out = append(out, message.Choice{Name: e.Name, Value: e.Name})
		}
	}
	return out
}

func (a *answers) completeSource(ctx context.Context, _ *Request, typed string) (out []message.Choice) {
	for _, s := range a.recalled(ctx).sources {
		if answer.HasWords(s, typed) {
			out = append(out, message.Choice{Name: s, Value: s})
		}
	}
	return out
}

// completeFeed offers the feeds that whoever asks may remove.
func (a *answers) completeFeed(ctx context.Context, r *Request, typed string) (out []message.Choice) {
	for _, f := range a.recalled(ctx).feeds {
		theirs := r.Local || f.AddedBy == r.Guild
		if theirs && (answer.HasWords(f.Source.Name, typed) || strings.Contains(news.Redacted(f.URL), typed)) {
			shown := news.Redacted(f.URL)
			out = append(out, message.Choice{Name: f.Source.Name + " · " + shown, Value: shown})
		}
	}
	return out
}

func (a *answers) completeTopic(_ context.Context, r *Request, typed string) (out []message.Choice) {
	w := wording.In(r.Locale)
	if answer.HasWords(everything, typed) || answer.HasWords(w.Say(everything), typed) {
		out = append(out, message.Choice{Name: w.Say(everything), Value: allTopics})
	}
	for _, t := range a.topicsOf(r.Guild) {
		if answer.HasWords(t.Name, typed) || answer.HasWords(w.Say(t.Name), typed) || answer.HasWords(t.Slug, typed) {
			out = append(out, message.Choice{Name: strings.TrimSpace(t.Sign + " " + w.Say(t.Name)), Value: t.Slug})
		}
	}
	return out
}

func (a *answers) completeCommand(_ context.Context, r *Request, typed string) (out []message.Choice) {
	begun := strings.TrimPrefix(answer.Fold(typed), "/")
	for _, c := range command.All() {
		if strings.HasPrefix(c.Name, begun) && (!c.Admin || r.Manager || r.Local) {
			out = append(out, message.Choice{Name: "/" + c.Name, Value: c.Name})
		}
	}
	return out
}

// completeZone offers time zones by any part of their name, by a city or a country; before anything is typed those of
// the locale of whoever asks come first.
func (a *answers) completeZone(_ context.Context, r *Request, typed string) (out []message.Choice) {
	near := zonesLike(typed)
	if a.o.Zones != nil {
		switch {
		case strings.TrimSpace(typed) == "":
			near = slices.Concat(a.o.Zones.Near(r.Locale), near)
		case len(near) == 0:
			near = a.o.Zones.Of(typed)
		}
	}
	for _, z := range near {
		if !slices.ContainsFunc(out, func(c message.Choice) bool { return c.Value == z }) {
			out = append(out, message.Choice{Name: z, Value: z})
		}
	}
	return out
}

// zonesLike returns the zones whose name or city begins like s, cities first.
func zonesLike(s string) (out []string) {
	want := strings.ReplaceAll(answer.Fold(s), " ", "_")
	if want == "" {
		return zones
	}
	var inside []string
	for _, z := range zones {
		lower := strings.ToLower(z)
		city := lower[strings.LastIndexByte(lower, '/')+1:]
		switch {
		case strings.HasPrefix(city, want):
			out = append(out, z)
		case strings.Contains(lower, want):
			inside = append(inside, z)
		}
	}
	return append(out, inside...)
}

// zones are IANA time zones that autocomplete offers: one or more for every country where conflict news is made or
// read. Any other IANA name is accepted as well when it is typed in full.
var zones = []string{
	"Africa/Abidjan", "Africa/Accra", "Africa/Addis_Ababa", "Africa/Algiers", "Africa/Asmara", "Africa/Bamako",
	"Africa/Bangui",
	"Africa/Cairo", "Africa/Casablanca", "Africa/Dakar", "Africa/Dar_es_Salaam", "Africa/Djibouti", "Africa/Harare",
	"Africa/Johannesburg", "Africa/Juba", "Africa/Kampala", "Africa/Khartoum", "Africa/Kigali", "Africa/Kinshasa",
	"Africa/Lagos",
	"Africa/Maputo", "Africa/Mogadishu", "Africa/Nairobi", "Africa/Ndjamena", "Africa/Niamey", "Africa/Ouagadougou",
	"Africa/Tripoli", "Africa/Tunis", "America/Anchorage", "America/Argentina/Buenos_Aires", "America/Bogota",
	"America/Caracas",
	"America/Chicago", "America/Denver", "America/Halifax", "America/Havana", "America/Lima", "America/Los_Angeles",
	"America/Mexico_City", "America/New_York", "America/Phoenix", "America/Port-au-Prince", "America/Santiago",
	"America/Sao_Paulo", "America/St_Johns", "America/Toronto", "America/Vancouver", "Asia/Almaty", "Asia/Amman",
	"Asia/Baghdad",
	"Asia/Baku", "Asia/Bangkok", "Asia/Beirut", "Asia/Bishkek", "Asia/Colombo", "Asia/Damascus", "Asia/Dhaka",
	"Asia/Dubai",
	"Asia/Dushanbe", "Asia/Gaza", "Asia/Ho_Chi_Minh", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Kabul",
	"Asia/Karachi", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Kuala_Lumpur", "Asia/Kuwait", "Asia/Manila",
	"Asia/Novosibirsk",
	"Asia/Pyongyang", "Asia/Qatar", "Asia/Riyadh", "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Taipei",
	"Asia/Tashkent", "Asia/Tbilisi", "Asia/Tehran", "Asia/Tokyo", "Asia/Ulaanbaatar", "Asia/Vladivostok", "Asia/Yangon",
	"Asia/Yekaterinburg", "Asia/Yerevan", "Atlantic/Reykjavik", "Australia/Adelaide", "Australia/Brisbane",
	"Australia/Perth",
	"Australia/Sydney", "Europe/Amsterdam", "Europe/Athens", "Europe/Belgrade", "Europe/Berlin", "Europe/Brussels",
	"Europe/Bucharest", "Europe/Budapest", "Europe/Chisinau", "Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki",
	"Europe/Istanbul", "Europe/Kaliningrad", "Europe/Kyiv", "Europe/Lisbon", "Europe/London", "Europe/Madrid",
	"Europe/Minsk",
	"Europe/Moscow", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Riga", "Europe/Rome", "Europe/Sarajevo",
	"Europe/Sofia", "Europe/Stockholm", "Europe/Tallinn", "Europe/Vienna", "Europe/Vilnius", "Europe/Warsaw",
	"Europe/Zagreb",
	"Europe/Zurich", "Pacific/Auckland", "Pacific/Honolulu", "UTC",
}
