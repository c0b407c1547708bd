package feed

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Budgets of entity expansion. Feeds that declare entities declare a few names of characters; a "billion laughs" wants
// 10^9.
const (
	maxEntities  = 300     // declared
	maxEntity    = 4 << 10 // bytes that one may stand for
	maxExpansion = 1 << 20 // bytes that all references of a document may add
	maxReference = 40      // bytes of a reference; the longest name in HTML has 31
	maxNesting   = 8       // entities within entities
)

// entities resolves references: those of XML and HTML, and those that the document declares. External ones are never
// read.
type entities struct {
	declared map[string]string
	resolved map[string]string
	spent    int
	bomb     bool // a budget was exceeded
}

var entityDecl = regexp.MustCompile(`<!ENTITY\s+([^\s%"'<>&;]{1,40})\s+(?:"([^"]*)"|'([^']*)')\s*>`)

// declare reads the internal subset of a DOCTYPE.
func (e *entities) declare(subset []byte) {
	e.declared = map[string]string{}
	e.resolved = map[string]string{}
	for _, m := range entityDecl.FindAllSubmatch(subset, maxEntities+1) {
		if len(e.declared) >= maxEntities {
			e.bomb = true
			return
		}
		if _, twice := e.declared[string(m[1])]; !twice { // XML 1.0 §4.2: the first binds
			e.declared[string(m[1])] = string(m[2]) + string(m[3])
		}
	}
}

// lookup returns what &name; stands for.
func (e *entities) lookup(name string) (string, bool) {
	if _, ok := e.declared[name]; ok {
		s := e.expand(name, 0)
		if e.spent += len(s); e.spent > maxExpansion {
			e.bomb = true
			return "", true
		}
		return s, true
	}
	return builtin(name)
}

// expand resolves a declared entity, each once.
func (e *entities) expand(name string, depth int) string {
	if s, ok := e.resolved[name]; ok {
		return s
	}
	if depth > maxNesting {
		e.bomb = true
		return ""
	}
	e.resolved[name] = "" // a reference to itself stands for nothing
	var b strings.Builder
	value := e.declared[name]
	for b.Len() <= maxEntity {
		before, rest, found := strings.Cut(value, "&")
		b.WriteString(before)
		if !found {
			break
		}
		ref, after, ok := strings.Cut(rest, ";")
		value = rest
		if !ok || len(ref) > maxReference {
			b.WriteByte('&')
			continue
		}
		value = after
		if _, own := e.declared[ref]; own {
			b.WriteString(e.expand(ref, depth+1))
		} else if s, ok := builtin(ref); ok {
			b.WriteString(s)
		}
	}
	s := b.String()
	if len(s) > maxEntity {
		e.bomb = true
		s = ""
	}
	e.resolved[name] = s
	return s
}

// builtin resolves the references of XML and HTML, numeric ones included.
func builtin(name string) (string, bool) {
	ref := "&" + name + ";"
	s := html.UnescapeString(ref)
	if s == ref || name == "" || strings.HasSuffix(s, ";") && name[0] != '#' && name != "semi" {
		return "", false // unknown, or only a beginning of it is known
	}
	if r, _ := utf8.DecodeRuneInString(s); !legal(r) || r == utf8.RuneError {
		return "", true // a control character, a surrogate
	}
	return s, true
}

// legal reports whether XML 1.0 §2.2 allows the character.
func legal(r rune) bool {
	return r >= 0x20 && r < 0x7f || r == '\t' || r == '\n' || r == '\r' || r >= 0xa0 && r <= 0xd7ff || r == 0x85 ||
		r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

// Characters that must be escaped.
const (
	inText  = "&<>"
	inValue = "&<>\"" // of an attribute
)

// writeText appends character data, or the value of an attribute, with every reference resolved, but for those that XML
// itself needs.
func (e *entities) writeText(out *bytes.Buffer, text []byte, special string) {
	for len(text) > 0 {
		i := bytes.IndexAny(text, special)
		if i < 0 {
			out.Write(text)
			return
		}
		out.Write(text[:i])
		c := text[i]
		text = text[i+1:]
		if c != '&' {
			escapeByte(out, c)
			continue
		}
		semi := bytes.IndexByte(text[:min(len(text), maxReference)], ';')
		if semi > 0 {
			if s, ok := e.lookup(string(text[:semi])); ok {
				escape(out, s, special)
				text = text[semi+1:]
				continue
			}
		}
		out.WriteString("&amp;")
	}
}

// escape appends s as character data, or as the value of an attribute.
func escape(out *bytes.Buffer, s, special string) {
	for {
		i := strings.IndexAny(s, special)
		if i < 0 {
			out.WriteString(s)
			return
		}
		out.WriteString(s[:i])
		escapeByte(out, s[i])
		s = s[i+1:]
	}
}

func escapeByte(out *bytes.Buffer, c byte) {
	switch c {
	case '&':
		out.WriteString("&amp;")
	case '<':
		out.WriteString("&lt;")
	case '>':
		out.WriteString("&gt;")
	case '"':
		out.WriteString("&#34;")
	}
}
