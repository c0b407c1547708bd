package bot

import (
	"context"
	"strings"

	"sitrep/answer"
	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/wording"
)

// help answers /help: all commands, or one.
func (a *answers) help(_ context.Context, r *Request) (message.Reply, error) {
	if name := strings.TrimPrefix(answer.Fold(r.value("command")), "/"); name != "" {
		return helpOn(r, name)
	}
	w := r.words()
	reply := message.Reply{
		Title: message.Para(message.Plain("Sitrep")),
		Blocks: []message.Block{{Lines: []message.Line{message.Para(message.Plain(w.Say(
			"Reads conflict news and posts what is new: who claims it, on whose authority, and how many independent " +
				"origins stand behind it. Every sentence is verbatim from an article.")))}}},
	}
	reply.Blocks = append(reply.Blocks, a.firstSteps(r))
	ask, serve := message.Block{
		Lines: []message.Line{message.Para(message.Bold(w.Say("Ask")))},
	}, message.Block{
		Lines: []message.Line{
			message.Para(message.Bold(w.Say("For your server"))),
			message.Quiet(message.Plain(w.Say("needs the permission Manage Server"))),
		},
	}
	for _, c := range command.All() {
		open, admin := c, c
		open.Commands, admin.Commands = nil, nil
		for _, sub := range c.Commands {
			if c.Admin || sub.Admin {
				admin.Commands = append(admin.Commands, sub)
			} else {
				open.Commands = append(open.Commands, sub)
			}
		}
		if !c.Admin && (len(c.Commands) == 0 || len(open.Commands) > 0) {
			ask.Lines = append(ask.Lines, a.helpLine(open, w))
		}
		if c.Admin || len(admin.Commands) > 0 {
			serve.Lines = append(serve.Lines, a.helpLine(admin, w))
		}
	}
	reply.Blocks = append(reply.Blocks, ask)
	if r.Manager || r.Local {
		reply.Blocks = append(reply.Blocks, serve)
	}
	reply.Blocks = append(reply.Blocks, message.Block{Rule: true, Lines: []message.Line{
		message.Quiet(message.Plain(signs(w))),
		message.Quiet(say(w, "More about one of them: %s", message.Code("/help search"))...),
	}})
	return reply, nil
}

// signs is what the signs of items mean: see [statusSign].
func signs(w *wording.Words) string {
	return "🔹 " + w.Say("reported: an outlet or somebody it names says so") + " · 📣 " +
		w.Say("claimed: only a party to the conflict says so") + " · ✅ " +
		w.Say("confirmed: independent origins agree, or the one it concerns admits it") + " · ⚖️ " +
		w.Say("disputed: some say so, others deny it") + " · ⛔ " + w.Say("denied") + " · ✏️ " +
		w.Say("corrected or withdrawn") + " · ❔ " +
		w.Say("unconfirmed: whoever tells it does not vouch for it.")
}

// firstSteps is what people want of Sitrep, with the command that does it.
func (a *answers) firstSteps(r *Request) message.Block {
	w := r.words()
	step := func(want, path string) message.Line {
		return message.Item(message.Plain(want+" "), message.Command(path, a.commandID(path)))
	}
	b := message.Block{Lines: []message.Line{
		step(w.Say("What is new?"), "latest"),
		step(w.Say("Who is somebody?"), "who"),
		step(w.Say("How did it come to this?"), "timeline"),
		step(w.Say("Which numbers are given, and by whom?"), "figures"),
		step(w.Say("What turned out differently?"), "changed"),
		step(w.Say("Where was it written?"), "search"),
	}}
	if r.Manager || r.Local {
		b.Lines = append(b.Lines, step(w.Say("A digest in a channel of yours, by choices:"), "setup"),
			step(w.Say("An alert when several agree:"), "watch"))
	}
	return b
}

// commandID is the id that Discord gave the command of a path, "" where it is not known.
func (a *answers) commandID(path string) string {
	if a.registered == nil {
		return ""
	}
	name, _, _ := strings.Cut(path, " ")
	return a.registered(name)
}

// helpLine says in one line what a command does.
func (a *answers) helpLine(c command.Command, w *wording.Words) message.Line {
	if c.Message != "" {
		return message.Item(
			message.Bold(described(c.Message, w)),
			message.Plain(" "+w.Say("%s: in a message's menu, under Apps", described(c.Description, w))),
		)
	}
	name := "/" + c.Name
	if len(c.Commands) > 0 {
		var names []string
		for _, sub := range c.Commands {
			names = append(names, sub.Name)
		}
		return message.Item(
			message.Code(name),
			message.Plain(" "+strings.Join(names, ", ")+": "+lowered(described(c.Description, w), w)),
		)
	}
	return message.Item(message.Command(c.Name, a.commandID(c.Name)), message.Plain(" "+described(c.Description, w)))
}

// helpOn explains a command or a group of them.
func helpOn(r *Request, name string) (message.Reply, error) {
	all := command.All()
	if c, ok := command.Find(all, name); ok {
		return helpOne(r, name, c), nil
	}
	for _, c := range all {
		if c.Name == name {
			return helpGroup(c, r.words()), nil
		}
	}
	return message.Reply{}, command.Unknown(all, "", name)
}

// usage is a command with its options: "/latest [topic] [about] [since]".
func usage(path string, c command.Command) string {
	s := "/" + path
	if len(c.Commands) > 0 {
		var names []string
		for _, sub := range c.Commands {
			names = append(names, sub.Name)
		}
		return s + " " + strings.Join(names, "|")
	}
	for _, o := range c.Options {
		if o.Required {
			s += " " + o.Name
		} else {
			s += " [" + o.Name + "]"
		}
	}
	return s
}

func helpOne(r *Request, path string, c command.Command) message.Reply {
	w := r.words()
	out := message.Reply{Title: message.Para(message.Code(usage(path, c)))}
	b := message.Block{Lines: []message.Line{message.Para(message.Plain(described(c.Description, w) + "."))}}
	for _, o := range c.Options {
		text := described(o.Description, w)
		if len(o.Choices) > 0 {
			var values []string
			for _, c := range o.Choices {
				value := c.Value
				if !r.Local { // on the console the value is typed, in Discord the name is chosen
					value = described(c.Name, w)
				}
				values = append(values, value)
			}
			text += w.Say("%s: ", "") + strings.Join(values, " · ")
		}
		b.Lines = append(b.Lines, message.Item(message.Bold(o.Name), message.Plain(" — "+text)))
	}
	if c.Admin {
		b.Lines = append(b.Lines, message.Quiet(message.Plain(w.Say("Needs the permission Manage Server."))))
	}
	out.Blocks = []message.Block{b}
	return out
}

func helpGroup(c command.Command, w *wording.Words) message.Reply {
	r := message.Reply{Title: message.Para(message.Code("/" + c.Name))}
	b := message.Block{Lines: []message.Line{message.Para(message.Plain(described(c.Description, w) + "."))}}
	for _, sub := range c.Commands {
		b.Lines = append(
			b.Lines,
			message.Item(message.Code(usage(c.Name+" "+sub.Name, sub)),
				message.Plain(" — "+described(sub.Description, w))),
		)
	}
	r.Blocks = []message.Block{b}
	return r
}
