package command

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
)

// Invocation is a command with its options, as somebody asked for it.
type Invocation struct {
	Path   string            // "who", "sources list"
	Values map[string]string // by option name; absent options are absent
}

// maxLine bounds a command line, in bytes. Discord takes 6,000 characters of option values; nobody types that many.
const maxLine = 8000

// Parse reads a command as Discord's command line shows it: `/who witkoff`, `/search query:"air defence"
// from:2025-04-01`. What stands before the first option name belongs to the first option; a value ends where the next
// option of the command begins, and may be put in quotation marks, in which \" and \\ stand for the characters
// themselves. The errors are *news.Error, fit to be shown.
func Parse(line string) (Invocation, error) {
	line = strings.TrimSpace(line)
	switch {
	case len(line) > maxLine:
		return Invocation{}, errorf("That line is too long: %d bytes, at most %d.", len(line), maxLine)
	case !utf8.ValidString(line):
		return Invocation{}, errorf("That line is not UTF-8.")
	case !strings.HasPrefix(line, "/"):
		return Invocation{}, errorf("A command begins with a slash: /latest, /who witkoff, /help.")
	}
	all := All()
	command, path, rest, err := takePath(all, line[1:])
	if err != nil {
		return Invocation{}, err
	}
	inv := Invocation{Path: path, Values: map[string]string{}}
	for first := true; rest != ""; first = false {
		name, value := "", ""
		if name, rest = takeName(command, rest); name == "" {
			if !first || len(command.Options) == 0 {
				return Invocation{}, noOption(command, path, rest)
			}
			value, rest = takeBare(command, rest)
			inv.Values[command.Options[0].Name] = value
			continue
		}
		value, rest = takeValue(command, rest)
		if _, twice := inv.Values[name]; twice {
			return Invocation{}, errorf("/%s: the option %s: is given twice.", path, name)
		}
		if value == "" {
			return Invocation{}, errorf("/%s: nothing stands after %s:", path, name)
		}
		inv.Values[name] = value
	}
	return inv, inv.Check(command)
}

// takePath reads the command's name, and the subcommand's.
func takePath(all []Command, s string) (c Command, path, rest string, err error) {
	name, rest := cutSpace(s)
	name = strings.ToLower(name)
	i := slices.IndexFunc(all, func(c Command) bool { return c.Name == name })
	if i < 0 {
		return c, "", "", Unknown(all, "", name)
	}
	c = all[i]
	if len(c.Commands) == 0 {
		return c, name, rest, nil
	}
	sub, rest := cutSpace(rest)
	sub = strings.ToLower(sub)
	if sub == "" {
		return c, "", "", errorf("/%s needs one of: %s.", name, strings.Join(Paths(c.Commands), ", "))
	}
	j := slices.IndexFunc(c.Commands, func(c Command) bool { return c.Name == sub })
	if j < 0 {
		return c, "", "", Unknown(c.Commands, name+" ", sub)
	}
	return c.Commands[j], name + " " + sub, rest, nil
}

// Unknown is the error for a name that is none of the commands: it says which one may be meant.
func Unknown(all []Command, prefix, name string) error {
	var names []string
	for _, c := range all {
		names = append(names, c.Name)
	}
	if near := answer.Nearest(name, names); near != "" {
		return errorf(
			"There is no command /%s%s. Did you mean /%s%s?",
			prefix,
			message.Shorten(message.Clean(name), 40),
			prefix,
			near,
		)
	}
	return errorf("There is no command /%s%s. /help lists all.", prefix, message.Shorten(message.Clean(name), 40))
}

// noOption is the error for text that belongs to no option.
func noOption(c Command, path, text string) error {
	if len(c.Options) == 0 {
		return errorf("/%s takes no options.", path)
	}
	return errorf(
		"/%s: %q belongs to no option. Its options are %s.",
		path,
		message.Shorten(message.Clean(text), 40),
		optionNames(c),
	)
}

func optionNames(c Command) string {
	var names []string
	for _, o := range c.Options {
		names = append(names, o.Name+":")
	}
	return strings.Join(names, ", ")
}

// takeName reads "name:" if s begins with an option of c.
func takeName(c Command, s string) (name, rest string) {
	head, tail, ok := strings.Cut(s, ":")
	if !ok {
		return "", s
	}
	for _, o := range c.Options {
		if strings.EqualFold(o.Name, head) {
			return o.Name, strings.TrimLeft(tail, " \t")
		}
	}
	return "", s
}

// takeBare reads up to where the next option begins, quotation marks included: in a search they mean something.
func takeBare(c Command, s string) (value, rest string) {
	for i := range len(s) {
		if i > 0 && s[i-1] == ' ' {
			if name, _ := takeName(c, s[i:]); name != "" {
				return strings.TrimSpace(s[:i]), s[i:]
			}
		}
	}
	return strings.TrimSpace(s), ""
}

// takeValue reads a value: a quotation that is followed by a space or nothing, or else like takeBare.
func takeValue(c Command, s string) (value, rest string) {
	if strings.HasPrefix(s, `"`) {
		var b strings.Builder
		for i := 1; i < len(s); i++ {
			switch {
			case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
				i++
				b.WriteByte(s[i])
			case s[i] == '"' && (i+1 == len(s) || s[i+1] == ' '):
				return strings.TrimSpace(b.String()), strings.TrimLeft(s[i+1:], " \t")
			case s[i] == '"':
				return takeBare(c, s) // it goes on behind the quotation: words of a search
			default:
				b.WriteByte(s[i])
			}
		}
	}
	return takeBare(c, s)
}

// cutSpace splits s at its first run of white space.
func cutSpace(s string) (head, rest string) {
	i := strings.IndexAny(s, " \t")
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimLeft(s[i:], " \t")
}

// Check reports options that are missing or have a value that is not allowed.
func (inv Invocation) Check(c Command) error {
	for _, o := range c.Options {
		value, given := inv.Values[o.Name]
		if !given {
			if o.Required {
				return errorf("/%s needs %s: %s.", inv.Path, o.Name, LowerFirst(o.Description))
			}
			continue
		}
		if o.Max > 0 && utf8.RuneCountInString(value) > o.Max {
			return errorf("/%s: %s is too long: at most %d characters.", inv.Path, o.Name, o.Max)
		}
		if len(o.Choices) > 0 &&
			!slices.ContainsFunc(o.Choices, func(c message.Choice) bool { return c.Value == value }) {
			var names []string
			for _, c := range o.Choices {
				names = append(names, c.Value)
			}
			return errorf("/%s: %s is one of %s.", inv.Path, o.Name, strings.Join(names, ", "))
		}
	}
	return nil
}

// String writes inv as the shortest line that Parse reads as inv: the first option without its name, values in
// quotation marks only where they must be.
func (inv Invocation) String() string {
	var b strings.Builder
	b.WriteString("/" + inv.Path)
	command, _ := Find(All(), inv.Path)
	for i, o := range command.Options {
		value, given := inv.Values[o.Name]
		if !given {
			continue
		}
		b.WriteByte(' ')
		if bare, rest := takeBare(command, value); i == 0 && rest == "" && bare == value && !ledByName(command, value) {
			b.WriteString(value)
			continue
		}
		b.WriteString(o.Name + ":")
		if back, rest := takeValue(command, value); rest == "" && back == value && !strings.HasPrefix(value, `"`) {
			b.WriteString(value)
			continue
		}
		b.WriteString(`"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`)
	}
	return b.String()
}

// ledByName reports whether s begins with an option name of c.
func ledByName(c Command, s string) bool {
	name, _ := takeName(c, s)
	return name != ""
}

// LowerFirst makes a description part of a sentence.
func LowerFirst(s string) string {
	if len(s) > 1 && s[1] >= 'a' && s[1] <= 'z' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

// LastOption splits text, which is what has been typed behind the path of c, before its last option.
func LastOption(c Command, text string) (done, name, value string) {
	name, value = c.Options[0].Name, text
	for i := range len(text) {
		if i > 0 && text[i-1] != ' ' {
			continue
		}
		if n, rest := takeName(c, text[i:]); n != "" {
			done, name, value = strings.TrimSpace(text[:i]), n, rest
		}
	}
	return done, name, strings.Trim(value, `" `)
}

// errorf is news.Errorf for what a user did.
func errorf(format string, args ...any) error { return news.Errorf(news.Invalid, format, args...) }
