package feed

import (
	"bytes"
)

// tokenKind says what a token is.
type tokenKind int

const (
	endOfInput tokenKind = iota
	characters           // text, still with its references
	verbatim             // the content of a CDATA section
	startTag
	endTag
)

// token is one piece of an XML document. Its slices point into the source.
type token struct {
	kind  tokenKind
	at    int    // byte offset in the source
	text  []byte // of characters and verbatim
	name  []byte // of tags, with its prefix
	attrs []attribute
	empty bool // <name/>
}

type attribute struct{ name, value []byte }

// scanner splits a document into tokens, well-formed or not. Every byte is looked at a bounded number of times: a
// search that fails once is never repeated.
type scanner struct {
	s        []byte
	pos      int
	entities *entities
	cutShort bool // the document ends within a comment, a CDATA section or a tag
	noPI     bool // no "?>" follows
}

// maxAttrs bounds the attributes of one element: the namespaces that real feeds declare are fewer than 40.
const maxAttrs = 64

func (z *scanner) next() token {
	for z.pos < len(z.s) {
		rest := z.s[z.pos:]
		if rest[0] != '<' {
			end := bytes.IndexByte(rest, '<')
			if end < 0 {
				end = len(rest)
			}
			return z.take(token{kind: characters, text: rest[:end]}, end)
		}
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			z.skipPast("-->", 4)
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			end := bytes.Index(rest, []byte("]]>"))
			if end < 0 {
				z.cutShort = true
				return z.take(token{kind: verbatim, text: rest[9:]}, len(rest))
			}
			return z.take(token{kind: verbatim, text: rest[9:end]}, end+3)
		case bytes.HasPrefix(rest, []byte("<!")):
			z.declaration()
		case bytes.HasPrefix(rest, []byte("<?")) && !z.noPI:
			if end := bytes.Index(rest, []byte("?>")); end >= 0 {
				z.pos += end + 2
			} else {
				z.noPI = true
			}
		default:
			if t, n := tag(rest); n > 0 {
				return z.take(t, n)
			}
			return z.take(token{kind: characters, text: rest[:1]}, 1) // a stray "<"
		}
	}
	return token{kind: endOfInput, at: z.pos}
}

func (z *scanner) take(t token, n int) token {
	t.at = z.pos
	z.pos += n
	return t
}

// skipPast moves behind the next mark, or to the end if there is none.
func (z *scanner) skipPast(mark string, from int) {
	end := bytes.Index(z.s[z.pos+from:], []byte(mark))
	if end < 0 {
		z.cutShort = true
		z.pos = len(z.s)
		return
	}
	z.pos += from + end + len(mark)
}

// declaration reads <!DOCTYPE …> with its internal subset, and skips any other.
func (z *scanner) declaration() {
	rest := z.s[z.pos:]
	end := bytes.IndexByte(rest, '>')
	if end < 0 {
		z.cutShort = true
		z.pos = len(z.s)
		return
	}
	open := bytes.IndexByte(rest[:end], '[')
	if open < 0 || len(rest) < 9 || !bytes.EqualFold(rest[:9], []byte("<!DOCTYPE")) {
		z.pos += end + 1
		return
	}
	subset := rest[open+1:]
	n := bytes.Index(subset, []byte("]>"))
	if alt := bytes.Index(subset, []byte("]\n")); n < 0 {
		n = alt
	}
	if n < 0 {
		z.pos += end + 1
		return
	}
	z.entities.declare(subset[:n])
	z.pos += open + 1 + n + 1
	if gt := bytes.IndexByte(z.s[z.pos:], '>'); gt >= 0 && gt < 16 {
		z.pos += gt + 1
	}
}

// tag reads the tag that s begins with and returns its length, 0 if it is none.
func tag(s []byte) (t token, n int) {
	i := 1
	t.kind = startTag
	if i < len(s) && s[i] == '/' {
		t.kind = endTag
		i++
	}
	start := i
	if i >= len(s) || !nameStart(s[i]) {
		return token{}, 0
	}
	for i < len(s) && nameByte(s[i]) {
		i++
	}
	if t.name = s[start:i]; bytes.Count(t.name, []byte(":")) > 1 {
		return token{}, 0
	}
	for {
		for i < len(s) && (space(s[i]) || s[i] == '/') {
			t.empty = s[i] == '/'
			i++
		}
		switch {
		case i >= len(s):
			return token{}, 0
		case s[i] == '>':
			return t, i + 1
		case s[i] == '<': // the ">" was forgotten
			return t, i
		}
		var a attribute
		a, i = readAttribute(s, i)
		if i < 0 {
			return token{}, 0
		}
		t.empty = false
		if len(a.name) > 0 && nameStart(a.name[0]) && bytes.Count(a.name, []byte(":")) <= 1 && len(t.attrs) < maxAttrs {
			t.attrs = append(t.attrs, a)
		}
	}
}

// readAttribute reads name="value" at i, also unquoted or without a value, and returns where it ends, -1 if the
// document or the next tag begins before.
func readAttribute(s []byte, i int) (attribute, int) {
	var a attribute
	start := i
	for i < len(s) && nameByte(s[i]) {
		i++
	}
	a.name = s[start:i]
	if i == start {
		return a, i + 1 // no name: step over whatever it is
	}
	for i < len(s) && space(s[i]) {
		i++
	}
	if i >= len(s) || s[i] != '=' {
		return a, i
	}
	i++
	for i < len(s) && space(s[i]) {
		i++
	}
	if i >= len(s) {
		return a, -1
	}
	if quote := s[i]; quote == '"' || quote == '\'' {
		start = i + 1
		for i = start; i < len(s) && s[i] != quote; i++ {
			if s[i] == '<' { // not allowed in a value: the quote was forgotten
				return a, -1
			}
		}
		if i >= len(s) {
			return a, -1
		}
		a.value = s[start:i]
		return a, i + 1
	}
	start = i
	for i < len(s) && !space(s[i]) && s[i] != '>' && s[i] != '<' {
		i++
	}
	a.value = s[start:i]
	return a, i
}

func space(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// Names are ASCII: no vocabulary of feeds has others, and the rules for those are long.
func nameStart(b byte) bool {
	return b|0x20 >= 'a' && b|0x20 <= 'z' || b == '_'
}

func nameByte(b byte) bool {
	return nameStart(b) || b >= '0' && b <= '9' || b == '-' || b == '.' || b == ':'
}

// split divides a qualified name.
func split(name []byte) (prefix, local []byte) {
	prefix, local, found := bytes.Cut(name, []byte(":"))
	if !found {
		return nil, name
	}
	return prefix, local
}
