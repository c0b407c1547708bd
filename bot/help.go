package bot

import (
	"context"
	"strings"

	"sitrep/answer"
	"sitrep/bot/command"
	"sitrep/bot/message"
)

// help answers /help: all commands, or one.
func (a *answers) help(_ context.Context, r *Request) (message.Reply, error) {
	if name := strings.TrimPrefix(answer.Fold(r.value("command")), "/"); name != "" {
		return helpOn(name)
	}
	reply := message.Reply{
		Title: message.Para(message.Plain("Sitrep")),
		Blocks: []message.Block{{Lines: []message.Line{message.Para(message.Plain(
			"Reads conflict news and posts what is new: who claims it, on whose authority, and how many independent " +
				"origins stand behind it. Every sentence is verbatim from an article."))}}},
	}
	reply.Blocks = append(reply.Blocks, a.firstSteps(r))
	ask, serve := message.Block{
		Lines: []message.Line{message.Para(message.Bold("Ask"))},
	}, message.Block{
		Lines: []message.Line{
			message.Para(message.Bold("For your server")),
			message.Quiet(message.Plain("needs the permission Manage Server")),
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
			ask.Lines = append(ask.Lines, a.helpLine(open))
		}
		if c.Admin || len(admin.Commands) > 0 {
			serve.Lines = append(serve.Lines, a.helpLine(admin))
		}
	}
	reply.Blocks = append(reply.Blocks, ask)
	if r.Manager || r.Local {
		reply.Blocks = append(reply.Blocks, serve)
	}
	reply.Blocks = append(reply.Blocks, message.Block{Rule: true, Lines: []message.Line{
		message.Quiet(
			message.Plain("🔹 reported: an outlet or somebody it names says so · 📣 claimed: only a party to the " +
				"conflict says so · ✅ confirmed: independent origins agree, or the one it concerns admits it · ⚖️ " +
				"disputed: some say so, others deny it · ⛔ denied · ✏️ corrected or withdrawn · ❔ " +
				"unconfirmed: whoever tells it does not vouch for it."),
		),
		message.Quiet(message.Plain("More about one of them: "), message.Code("/help search")),
	}})
	return reply, nil
}

// firstSteps is what people want of Sitrep, with the command that does it.
func (a *answers) firstSteps(r *Request) message.Block {
	step := func(want, path string) message.Line {
		return message.Item(message.Plain(want+" "), message.Command(path, a.commandID(path)))
	}
	b := message.Block{Lines: []message.Line{
		step("What is new?", "latest"),
		step("Who is somebody?", "who"),
		step("How did it come to this?", "timeline"),
		step("Which numbers are given, and by whom?", "figures"),
		step("What turned out differently?", "changed"),
		step("Where was it written?", "search"),
	}}
	if r.Manager || r.Local {
		b.Lines = append(b.Lines, step("A digest in a channel of yours, by choices:", "setup"),
			step("An alert when several agree:", "watch"))
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
func (a *answers) helpLine(c command.Command) message.Line {
	if c.Message != "" {
		return message.Item(
			message.Bold(c.Message),
			message.Plain(" "+c.Description+": in a message's menu, under Apps"),
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
			message.Plain(" "+strings.Join(names, ", ")+": "+command.LowerFirst(c.Description)),
		)
	}
	return message.Item(message.Command(c.Name, a.commandID(c.Name)), message.Plain(" "+c.Description))
}

// helpOn explains a command or a group of them.
func helpOn(name string) (message.Reply, error) {
	all := command.All()
	if c, ok := command.Find(all, name); ok {
		return helpOne(name, c), nil
	}
	for _, c := range all {
		if c.Name == name {
			return helpGroup(c), nil
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

func helpOne(path string, c command.Command) message.Reply {
	r := message.Reply{Title: message.Para(message.Code(usage(path, c)))}
	b := message.Block{Lines: []message.Line{message.Para(message.Plain(c.Description + "."))}}
	for _, o := range c.Options {
		text := o.Description
		if len(o.Choices) > 0 {
			var values []string
			for _, c := range o.Choices {
				values = append(values, c.Value)
			}
			text += ": " + strings.Join(values, ", ")
		}
		b.Lines = append(b.Lines, message.Item(message.Bold(o.Name), message.Plain(" — "+text)))
	}
	if c.Admin {
		b.Lines = append(b.Lines, message.Quiet(message.Plain("Needs the permission Manage Server.")))
	}
	r.Blocks = []message.Block{b}
	return r
}

func helpGroup(c command.Command) message.Reply {
	r := message.Reply{Title: message.Para(message.Code("/" + c.Name))}
	b := message.Block{Lines: []message.Line{message.Para(message.Plain(c.Description + "."))}}
	for _, sub := range c.Commands {
		b.Lines = append(
			b.Lines,
			message.Item(message.Code(usage(c.Name+" "+sub.Name, sub)), message.Plain(" — "+sub.Description)),
		)
	}
	r.Blocks = []message.Block{b}
	return r
}
