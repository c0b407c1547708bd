package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// Anybody who reads may report an event; whoever manages a server may hide it from that server. Both are said about the
// event, not about the message, and stand until they are taken back (storage/event_decision.go).

// reportStore keeps what readers report, and what is hidden.
type reportStore interface {
	FindEvent(ctx context.Context, id int64) (news.Event, error)
	SaveReport(ctx context.Context, r news.ReaderReport) (news.ReaderReport, error)
	Reports(ctx context.Context, q news.ReportQuery) ([]news.ReaderReport, error)
	HideEvent(ctx context.Context, id int64, guild, by string) (news.Event, error)
	ShowEvent(ctx context.Context, id int64, guild, by string) (news.Event, error)
	HiddenEvents(ctx context.Context, guild string, limit int) ([]news.Event, error)
}

// Bounds of what is listed.
const (
	reportsListed  = 10
	reportsBriefly = 3
	hiddenListed   = message.MaxChoices
)

// eventLine is the command line of /events about an event.
func eventLine(sub string, id int64, more map[string]string) string {
	values := map[string]string{"event": strconv.FormatInt(id, 10)}
	for name, value := range more {
		if value != "" {
			values[name] = value
		}
	}
	return command.Invocation{Path: "events " + sub, Values: values}.String()
}

// eventNumber reads the option event.
func eventNumber(r *Request) (int64, error) {
	said := r.value("event")
	id, err := strconv.ParseInt(strings.TrimPrefix(said, "#"), 10, 64)
	if err != nil || id <= 0 {
		return 0, errorf("event: %q is no number of an event. The Report button below a digest lists those that it "+
			"tells.", message.Shorten(message.Clean(said), 40))
	}
	return id, nil
}

// event is the event that r is about, by the id that it has now.
func (a *answers) event(ctx context.Context, r *Request) (news.Event, error) {
	id, err := eventNumber(r)
	if err != nil {
		return news.Event{}, err
	}
	e, err := a.store.FindEvent(ctx, id)
	if news.ErrorCode(err) == news.NotFound {
		return e, news.Errorf(news.NotFound, "There is no event %d, or no longer.", id)
	}
	return e, wrap(err, "find event %d", id)
}

// reportable says whether it is known of anything in a digest which event it is.
func reportable(d news.Digest) bool {
	return slices.ContainsFunc(d.Developments, func(dev news.Development) bool { return dev.Event != 0 })
}

// reportView lists the events of a digest, to report one or to hide it.
func reportView(r *Request, d news.Digest) (message.Reply, error) {
	w := r.words()
	what := w.Say("Which one? What you say reaches whoever runs this bot, with the event.")
	if r.Guild != "" && r.Manager {
		what += " " + w.Say("You can also hide it from this server.")
	}
	reply := message.Reply{
		Ephemeral: true, Title: message.Para(say(w, "Report")...), Colour: d.Colour, End: d.To,
		Blocks: []message.Block{{Lines: []message.Line{message.Para(message.Plain(what))}}},
	}
	menu := message.Menu{Placeholder: "Choose what to report"}
	for i, dev := range d.Developments {
		if dev.Event == 0 || len(menu.Picks) == message.MaxChoices {
			continue
		}
		menu.Picks = append(menu.Picks, message.Pick{
			Label: fmt.Sprintf("%d · %s", i+1, message.Clean(dev.Headline)), Turn: true,
			Line: eventLine("report", dev.Event, map[string]string{"message": r.Message}),
		})
	}
	if len(menu.Picks) == 0 {
		return reply, news.Errorf(news.NotFound, "There is nothing here that can be reported.")
	}
	reply.Menu = &menu
	return reply, nil
}

// report answers /events report. Without a reason it asks.
func (a *answers) report(ctx context.Context, r *Request) (message.Reply, error) {
	e, err := a.event(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	reason := news.ReportReason(r.value("reason"))
	note := strings.Join(strings.Fields(message.Clean(r.value("note"))), " ")
	switch {
	case reason == "" && note == "":
		return a.askReport(ctx, r, e)
	case reason == "":
		reason = news.ReportOther
	case reason == news.ReportOther && note == "":
		return askNote(r, e), nil
	}
	said := news.ReaderReport{
		Event: e.ID, Reason: reason, Note: note, Guild: r.Guild, Reporter: r.User, Link: linkTo(r),
	}
	if _, err := a.store.SaveReport(ctx, said); err != nil {
		return message.Reply{}, wrap(err, "save report")
	}
	if a.reported != nil {
		a.reported()
	}
	w := r.words()
	what := []message.Run{message.Plain(reasonWords(w, reason))}
	if note != "" {
		what = append(what, message.Plain(w.Say("%s: ", "")), message.Others(note))
	}
	where := w.Say("Whoever runs this bot is told.")
	if r.Guild != "" {
		where = w.Say("Whoever runs this bot is told, and so is whoever manages this server.")
	}
	return message.Reply{Ephemeral: true, Blocks: []message.Block{{Lines: []message.Line{
		message.Para(done("🚩", say(w, "Reported: %s — %s.", message.Bold(title(e)), what))...),
		message.Quiet(message.Plain(where + " " + w.Say("Another report of the same takes its place."))),
	}}}}, nil
}

// linkTo is the address of the message that r began with, "" if that is not known.
func linkTo(r *Request) string {
	if !message.IsID(r.value("message")) || !message.IsID(r.Channel) {
		return ""
	}
	server := r.Guild
	if server == "" {
		server = "@me"
	}
	return "https://discord.com/channels/" + server + "/" + r.Channel + "/" + r.value("message")
}

func title(e news.Event) string { return message.Shorten(message.Clean(e.Title), 200) }

// reasonWords say what is the matter.
func reasonWords(w *wording.Words, reason news.ReportReason) string {
	for _, c := range command.ReasonChoices {
		if c.Value == string(reason) {
			return lowered(w.Say(c.Name), w)
		}
	}
	return w.Say("something else")
}

// askReport asks what is the matter with an event, and offers whoever manages the server to hide it.
func (a *answers) askReport(ctx context.Context, r *Request, e news.Event) (message.Reply, error) {
	w := r.words()
	reply := message.Reply{
		Ephemeral: true, Title: message.Para(say(w, "Report")...),
		Blocks: []message.Block{{Lines: []message.Line{
			message.Para(message.Bold(title(e))),
			message.Quiet(message.Plain(w.Say("event %d", e.ID)+" · "+
				w.Count(e.Articles, "%s article", "%s articles")+" · "), message.When(e.First, message.DateTime)),
		}}},
	}
	menu := message.Menu{Placeholder: "What is the matter with it?"}
	for _, c := range command.ReasonChoices {
		menu.Picks = append(menu.Picks, message.Pick{
			Label: c.Name, Turn: c.Value != string(news.ReportOther), // which asks in a window of its own
			Line: eventLine("report", e.ID, map[string]string{"reason": c.Value, "message": r.value("message")}),
		})
	}
	reply.Menu = &menu
	if !r.Local && (!r.Manager || r.Guild == "") {
		return reply, nil
	}
	hidden, err := a.hiddenHere(ctx, r, e)
	if err != nil {
		return message.Reply{}, err
	}
	label, sub := phrase("Hide"), "hide"
	if hidden {
		label, sub = phrase("Unhide"), "unhide"
	}
	reply.Buttons = []message.Button{
		{Label: label, Line: eventLine(sub, e.ID, nil), Turn: true},
		{Label: "Reports", Line: "/events reports", Turn: true},
	}
	return reply, nil
}

// hiddenHere reports whether an event is hidden from where r is asked.
func (a *answers) hiddenHere(ctx context.Context, r *Request, e news.Event) (bool, error) {
	if e.Hidden || r.Guild == "" {
		return e.Hidden, nil
	}
	all, err := a.store.HiddenEvents(ctx, r.Guild, hiddenListed)
	return slices.ContainsFunc(all, func(h news.Event) bool { return h.ID == e.ID }), wrap(err, "list hidden events")
}

// askNote asks for the words of a report.
func askNote(r *Request, e news.Event) message.Reply {
	line := eventLine("report", e.ID, map[string]string{
		"reason": string(news.ReportOther), "message": r.value("message"),
	})
	return message.Reply{
		Ephemeral: true,
		Blocks: []message.Block{{Lines: []message.Line{
			message.Para(say(r.words(), "Say what is the matter: %s", message.Code(line+` note:"…"`))...),
		}}},
		Questions: &message.Questions{
			Title:  message.Shorten(r.words().Say("Report: %s", message.Clean(e.Title)), message.MaxFormTitle),
			Line:   line,
			Fields: []message.Field{{Name: "note", Label: "What is the matter with it?", Kind: message.TextField}},
		},
	}
}

// hide answers /events hide: nobody in this server is told of an event any more; on the console, nobody at all.
func (a *answers) hide(ctx context.Context, r *Request) (message.Reply, error) {
	e, err := a.event(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	if e, err = a.store.HideEvent(ctx, e.ID, r.Guild, r.User); err != nil {
		return message.Reply{}, wrap(err, "hide event")
	}
	w := r.words()
	where := w.Say("No digest, alert or answer in this server tells of it any more, nor of what is still reported of " +
		"it. What was posted within a week is taken out of its messages.")
	if r.Guild == "" {
		where = w.Say("Nobody is told of it any more, nor of what is still reported of it. What was posted within a " +
			"week is taken out of its messages.")
	}
	return message.Reply{
		Ephemeral: true, Blocks: []message.Block{{Lines: []message.Line{
			message.Para(done("🙈", say(w, "Hidden: %s", message.Bold(title(e))))...),
			message.Quiet(message.Plain(where)),
		}}},
		Buttons: []message.Button{{Label: "Undo", Line: eventLine("unhide", e.ID, nil), Turn: true}},
	}, nil
}

// unhide answers /events unhide.
func (a *answers) unhide(ctx context.Context, r *Request) (message.Reply, error) {
	e, err := a.event(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	if e.Hidden && r.Guild != "" {
		return message.Reply{}, errorf("Whoever runs this bot has hidden that from everybody.")
	}
	if e, err = a.store.ShowEvent(ctx, e.ID, r.Guild, r.User); err != nil {
		return message.Reply{}, wrap(err, "show event")
	}
	return message.Notice(done("👁️", say(r.words(), "Told again: %s", message.Bold(title(e))))...), nil
}

// reports answers /events reports: what readers have reported here, and what is hidden here.
func (a *answers) reports(ctx context.Context, r *Request) (message.Reply, error) {
	blocks, menu, err := a.reportBlocks(ctx, r, reportsListed)
	if err != nil {
		return message.Reply{}, err
	}
	w := r.words()
	reply := message.Reply{Ephemeral: true, Title: message.Para(say(w, "Reports")...), Blocks: blocks}
	if r.Guild != "" {
		hidden, err := a.store.HiddenEvents(ctx, r.Guild, hiddenListed)
		if err != nil {
			return message.Reply{}, fmt.Errorf("list hidden events: %w", err)
		}
		if len(hidden) > 0 {
			head := message.Para(message.Bold(w.Say("Hidden from this server")))
			b := message.Block{Rule: true, Lines: []message.Line{head}}
			for _, e := range hidden {
				b.Lines = append(b.Lines, message.Item(message.Plain(title(e))))
				menu.Picks = append(menu.Picks, message.Pick{
					Label: w.Say("Unhide: %s", title(e)), Line: eventLine("unhide", e.ID, nil), Turn: true,
				})
			}
			reply.Blocks = append(reply.Blocks, b)
		}
	}
	if len(reply.Blocks) == 0 {
		return message.Notice(say(w, "Nothing is reported here, and nothing is hidden.")...), nil
	}
	menu.Picks = menu.Picks[:min(len(menu.Picks), message.MaxChoices)]
	if len(menu.Picks) > 0 {
		reply.Menu = &menu
	}
	return reply, nil
}

// reportBlocks list the reports that whoever manages the bot where r is asked has not acted on, with what can be done.
func (a *answers) reportBlocks(
	ctx context.Context, r *Request, most int,
) (out []message.Block, menu message.Menu, err error) {
	menu.Placeholder = phrase("Hide or show what was reported")
	all, err := a.store.Reports(ctx, news.ReportQuery{Guild: r.Guild, Limit: most})
	if err != nil {
		return nil, menu, fmt.Errorf("list reports: %w", err)
	}
	for _, x := range all {
		out = append(out, message.Block{Lines: reportLines(r.words(), x)})
		if line := eventLine("hide", x.Event, nil); !slices.ContainsFunc(menu.Picks, func(p message.Pick) bool {
			return p.Line == line
		}) {
			label := r.words().Say("Hide: %s", message.Clean(x.Headline))
			menu.Picks = append(menu.Picks, message.Pick{Label: label, Line: line, Turn: true})
		}
	}
	return out, menu, nil
}

// reportLines say what somebody reported.
func reportLines(w *wording.Words, x news.ReaderReport) []message.Line {
	head := []message.Run{
		message.Bold(message.Shorten(message.Clean(x.Headline), 200)), message.Plain(" — " + reasonWords(w, x.Reason)),
	}
	if x.Note != "" {
		head = append(head, message.Plain(w.Say("%s: ", "")), message.Others("“"+message.Shorten(x.Note, 300)+"”"))
	}
	who := message.Plain(w.Say("whoever runs this bot"))
	if message.IsID(x.Reporter) {
		who = message.User(x.Reporter)
	}
	by := append([]message.Run{message.Plain(w.Say("event %d", x.Event) + " · ")}, say(w, "reported by %s", who)...)
	by = append(by, message.Plain(" · "), message.Moment(x.Time, message.DateTime))
	if x.Link != "" {
		by = append(by, message.Plain(" · "), message.Link(w.Say("the message"), x.Link))
	}
	return []message.Line{message.Item(head...), message.Quiet(by...)}
}

// reportStatus says under /status what is reported.
func (a *answers) reportStatus(ctx context.Context, r *Request) (out []message.Block, err error) {
	out, _, err = a.reportBlocks(ctx, r, reportsBriefly)
	if err != nil || len(out) == 0 {
		return nil, err
	}
	w := r.words()
	head := message.Block{Rule: true, Lines: []message.Line{
		message.Para(message.Bold(w.Say("Reported"))),
		message.Quiet(say(w, "%s shows all, and hides what should not be told.", message.Code("/events reports"))...),
	}}
	return slices.Insert(out, 0, head), nil
}

// reportedStore is what readers reported and a server's audit channel is to be told.
type reportedStore interface {
	UntoldReports(ctx context.Context, limit int) ([]news.ReaderReport, error)
	TellReport(ctx context.Context, id int64) error
}

// toldTogether is how many reports are posted in one round: more come in the next.
const toldTogether = 20

// tellReports posts what readers reported to the audit channels of their servers, where those have one. One that cannot
// be posted for now is tried again; where Discord refuses, /status and /events reports show it all the same.
func (w *permissionWatcher) tellReports(ctx context.Context) error {
	all, err := w.store.UntoldReports(ctx, toldTogether)
	if err != nil {
		return fmt.Errorf("list reports: %w", err)
	}
	for _, x := range all {
		if !w.minds(x.Guild) {
			continue
		}
		settings, err := w.store.ServerSettings(ctx, x.Guild)
		if err != nil {
			return fmt.Errorf("settings: %w", err)
		}
		if settings.Audit != "" {
			switch err := w.postReport(ctx, wording.In(settings.Language), settings.Audit, x); {
			case refusal(err):
				w.lg.WarnContext(ctx, "tell the audit channel", "guild", x.Guild, "report", x.ID, "error", err)
			case err != nil:
				return fmt.Errorf("tell of report %d: %w", x.ID, err)
			}
		}
		if err := w.store.TellReport(ctx, x.ID); err != nil {
			return fmt.Errorf("note report %d: %w", x.ID, err)
		}
	}
	return nil
}

// postReport posts a report. Sent again within minutes it is the same message.
func (w *permissionWatcher) postReport(
	ctx context.Context, ws *wording.Words, channel string, x news.ReaderReport,
) error {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	lines := reportLines(ws, x)
	r := message.Reply{
		Words: ws, Title: message.Para(message.Plain("🚩 " + ws.Say("Reported"))),
		Blocks: []message.Block{{Lines: lines}},
		Buttons: []message.Button{
			{Label: "Hide", Line: eventLine("hide", x.Event, nil)},
			{Label: "All reports", Line: "/events reports"},
		},
		View: message.ViewPage, Line: "/events reports", Asked: w.now(), Zone: time.UTC,
	}
	m := command.Renderer.Render(r, w.form).Pages[0]
	m.Nonce, m.EnforceNonce = fmt.Sprintf("report-%d", x.ID), true
	return w.rest.Post(ctx, "/channels/"+channel+"/messages", m, nil)
}
