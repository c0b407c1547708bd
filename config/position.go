package config

import (
	"fmt"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// position is where a value stands in a document; lines and byte columns count from 1.
type position struct{ line, column int }

// origin knows where the values of a Config came from.
type origin struct {
	file string
	at   map[string]position // by path: "poll.timeout", "sources[2].feeds[0]"
	path map[position]string // of the key or value that stands there
	env  map[string]string   // path → name of the variable that set it
}

func newOrigin(file string) origin {
	return origin{file, map[string]position{}, map[position]string{}, map[string]string{}}
}

// remember notes where v stands.
func (o origin) remember(v value) {
	o.at[v.path] = v.position
	for _, p := range []position{v.position, v.key} {
		if _, taken := o.path[p]; !taken { // what contains a value comes before it and may stand at the same place
			o.path[p] = v.path
		}
	}
}

// blame fills in where the value of e.Key stands. A value that stands nowhere is looked for in the table that lacks it.
func (o origin) blame(e *Error) *Error {
	for path := e.Key; path != ""; path = parent(path) {
		if name, ok := o.env[path]; ok {
			e.File = name
			return e
		}
		if p, ok := o.at[strings.ToLower(path)]; ok {
			e.File, e.Line, e.Column = o.file, p.line, p.column
			return e
		}
	}
	e.File = o.file
	return e
}

// parent cuts the last key or index off path.
func parent(path string) string { return path[:max(0, strings.LastIndexAny(path, ".["))] }

// value is a value of a document with its path.
type value struct {
	path string
	kind unstable.Kind
	text string // of a scalar
	position
	key position
}

// outline lists the tables and values of a document in order. A document that is not TOML gives those before the
// mistake; decoding reports that one.
func outline(doc []byte) []value {
	o := outliner{lines: lineStarts(doc), elements: map[string]int{}}
	o.parser.Reset(doc)
	table := ""
	for o.parser.NextExpression() {
		switch e := o.parser.Expression(); e.Kind {
		case unstable.Table:
			var at unstable.Range
			table, at = o.key("", e.Key())
			o.add(table, e, at, at)
		case unstable.ArrayTable:
			name, at := o.key("", e.Key())
			table = fmt.Sprintf("%s[%d]", name, o.elements[name])
			o.elements[name]++
			o.add(table, e, at, at)
		case unstable.KeyValue:
			o.keyValue(table, e)
		}
	}
	return o.values
}

type outliner struct {
	parser   unstable.Parser
	lines    []int          // offsets at which lines begin
	elements map[string]int // how many tables each array of tables has so far
	values   []value
}

func (o *outliner) add(path string, n *unstable.Node, at, key unstable.Range) {
	o.values = append(o.values, value{path, n.Kind, string(n.Data), o.place(at), o.place(key)})
}

// place counts line and column. The parser's own Shape counts from the start of the document each time.
func (o *outliner) place(r unstable.Range) position {
	offset := int(r.Offset)
	line := sort.SearchInts(o.lines, offset+1)
	return position{line, offset - o.lines[line-1] + 1}
}

// lineStarts lists the offsets at which lines begin.
func lineStarts(doc []byte) []int {
	starts := []int{0}
	for i, b := range doc {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

func (o *outliner) keyValue(table string, n *unstable.Node) {
	path, at := o.key(table, n.Key())
	o.value(path, n.Value(), at)
}

// value adds n and what it contains. Its place is its own if the parser knows it, else that of its key.
func (o *outliner) value(path string, n *unstable.Node, key unstable.Range) {
	at := key
	if n.Raw.Length > 0 {
		at = n.Raw
	}
	o.add(path, n, at, key)
	children := n.Children()
	switch n.Kind {
	case unstable.Array:
		for i := 0; children.Next(); i++ {
			o.value(fmt.Sprintf("%s[%d]", path, i), children.Node(), at)
		}
	case unstable.InlineTable:
		for children.Next() {
			o.keyValue(path, children.Node())
		}
	}
}

// key returns the path of a key within table, and where it stands. Keys are matched as the decoder does, in any case.
func (o *outliner) key(table string, parts unstable.Iterator) (string, unstable.Range) {
	path := table
	at := unstable.Range{}
	for parts.Next() {
		if path != "" {
			// A table below an array of tables belongs to its last element.
			if n := o.elements[path]; n > 0 && !strings.HasSuffix(path, "]") {
				path = fmt.Sprintf("%s[%d]", path, n-1)
			}
			path += "."
		}
		path += strings.ToLower(string(parts.Node().Data))
		if at.Length == 0 {
			at = parts.Node().Raw
		}
	}
	return path, at
}
