package command

import (
	"slices"
	"strconv"
	"strings"

	"sitrep/bot/message"
)

// packMark begins a packed line, packSeparator its options.
const (
	packMark      = "!"
	packSeparator = ";"
)

// pack writes a command line shorter: options by the letters that tell them apart, none of which begin with another's,
// and ids in base 36. A line with a separator in a value cannot be packed.
func pack(line string) (string, bool) {
	inv, err := Parse(line)
	command, ok := Find(All(), inv.Path)
	if err != nil || !ok {
		return "", false
	}
	var b strings.Builder
	b.WriteString(packMark + inv.Path)
	for _, o := range command.Options {
		value, given := inv.Values[o.Name]
		if !given {
			continue
		}
		if strings.Contains(value, packSeparator) || strings.HasPrefix(value, packMark) {
			return "", false
		}
		if n, err := strconv.ParseUint(value, 10, 64); err == nil && len(value) > 12 &&
			strconv.FormatUint(n, 10) == value {
			value = packMark + strconv.FormatUint(n, 36)
		}
		b.WriteString(packSeparator + optionLetters(command, o.Name) + value)
	}
	return b.String(), true
}

// unpack is the inverse of pack.
func unpack(packed string) (string, bool) {
	packed, ok := strings.CutPrefix(packed, packMark)
	if !ok {
		return "", false
	}
	parts := strings.Split(packed, packSeparator)
	command, ok := Find(All(), parts[0])
	if !ok {
		return "", false
	}
	inv := Invocation{Path: parts[0], Values: map[string]string{}}
	for _, part := range parts[1:] {
		i := slices.IndexFunc(command.Options, func(o Option) bool {
			return strings.HasPrefix(part,
				optionLetters(command, o.Name))
		})
		if i < 0 {
			return "", false
		}
		value := strings.TrimPrefix(part, optionLetters(command, command.Options[i].Name))
		if id, isID := strings.CutPrefix(value, packMark); isID {
			n, err := strconv.ParseUint(id, 36, 64)
			if err != nil {
				return "", false
			}
			value = strconv.FormatUint(n, 10)
		}
		inv.Values[command.Options[i].Name] = value
	}
	return inv.String(), true
}

// optionLetters is the shortest beginning of an option's name that no other option of the command has.
func optionLetters(c Command, name string) string {
	for n := 1; n < len(name); n++ {
		if !slices.ContainsFunc(c.Options, func(o Option) bool {
			return o.Name != name &&
				strings.HasPrefix(o.Name, name[:n])
		}) {
			return name[:n]
		}
	}
	return name
}

// Renderer shows replies; long command lines are packed in their buttons.
var Renderer = message.Renderer{Pack: pack}

// StateOf reads what a button, a menu or a form does from its custom_id.
func StateOf(id string) (message.State, error) { return message.DecodeState(id, unpack) }
