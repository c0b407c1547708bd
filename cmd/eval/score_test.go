package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func parse(t *testing.T, lines ...string) (out []document) {
	t.Helper()
	for _, l := range lines {
		var d document
		if err := json.Unmarshal([]byte(l), &d); err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

// TestScores has small pairs of gold and answer; the expected figures are worked out by hand from the definitions.
func TestScores(t *testing.T) {
	tests := []struct {
		name    string
		score   func(gold, answers []document) scores
		gold    []string
		answers []string
		want    map[string]float64
	}{
		{
			name:  "entities: one right, one of the wrong kind, one optional met",
			score: scoreEntities,
			gold: []string{`{"id":"a","entities":[{"start":0,"end":4,"kind":"person"},
				{"start":5,"end":9,"kind":"place"},
				{"start":20,"end":30,"kind":"place","optional":true}]}`},
			answers: []string{`{"id":"a","entities":[{"start":0,"end":4,"kind":"person"},
				{"start":5,"end":9,"kind":"organisation"},
				{"start":22,"end":30,"kind":"place"}]}`},
			want: map[string]float64{
				"p": .5, "r": .5, "f1": .5, "gold": 2, "pred": 2, "kinds.person.f1": 1,
				"kinds.place.r": 0, "span": 1, "overlap": .5,
			},
		},
		{
			name:  "entities: any overlap counts once",
			score: scoreEntities,
			gold:  []string{`{"id":"a","entities":[{"start":0,"end":10,"kind":"person"}]}`},
			answers: []string{`{"id":"a","entities":[{"start":0,"end":4,"kind":"person"},{"start":5,"end":10,` +
				`"kind":"person"}]}`},
			want: map[string]float64{"f1": 0, "overlap": .6667},
		},
		{
			name:    "a document without an answer, an answer without a document",
			score:   scoreEntities,
			gold:    []string{`{"id":"a","entities":[{"start":0,"end":4,"kind":"person"}]}`},
			answers: []string{`{"id":"b","entities":[{"start":0,"end":4,"kind":"person"}]}`},
			want:    map[string]float64{"r": 0, "pred": 0, "missing": 1, "unknown": 1},
		},
		{
			name:    "aliases: three pairs wanted, one of two given is right",
			score:   scoreAliases,
			gold:    []string{`{"names":["a","b","c"]}`, `{"names":["d"]}`},
			answers: []string{`{"names":["a","b"]}`, `{"names":["c","d","stranger"]}`},
			want:    map[string]float64{"p": .5, "r": .3333, "f1": .4, "gold_pairs": 3, "pred_pairs": 2},
		},
		{
			name:  "statements: the cue right, the source begins right, the content covers more than half",
			score: scoreStatements,
			gold: []string{`{"id":"a","statements":[{"source":[[0,10]],"cue":[[11,15]],"content":[[16,40]],` +
				`"quote":"direct"}]}`},
			answers: []string{`{"id":"a","statements":[{"source":[[0,8]],"cue":[[11,15]],"content":[[20,40]],` +
				`"quote":"direct"}]}`},
			want: map[string]float64{
				"exact.source.f1": 0, "exact.cue.f1": 1, "begin.source.f1": 1, "exact.content.f1": 0,
				"speaker.found": 1, "speaker.right": 1,
			},
		},
		{
			name:  "statements: the speaker of a quote that is not found is not right",
			score: scoreStatements,
			gold: []string{`{"id":"a","statements":[{"source":[[0,10]],"cue":[],"content":[[16,40]],` +
				`"quote":"direct"}]}`},
			answers: []string{`{"id":"a","statements":[{"source":[[0,10]],"cue":[],"content":[[30,40]],` +
				`"quote":"direct"}]}`},
			want: map[string]float64{
				"exact.source.f1": 1, "speaker.direct": 1, "speaker.found": 0,
				"speaker.right": 0,
			},
		},
		{
			name:  "figures: an alternative counts, a kind that gold never uses is left out, an optional one is free",
			score: scoreFigures,
			gold: []string{`{"id":"a","figures":[{"kind":"killed","low":7,"alt":[8],"bound":"at least"},
				{"kind":"killed","low":3,"bound":"exact"},
				{"kind":"injured","low":1,"bound":"exact","optional":true}]}`, `{"id":"b"}`},
			answers: []string{`{"id":"a","figures":[{"kind":"killed","low":8,"bound":"exact"},{"kind":"injured",` +
				`"low":1},{"kind":"drones","low":40},{"kind":"injured","low":5}]}`},
			want: map[string]float64{
				"p": .5, "r": .5, "pred": 2, "gold": 2, "bound": 0, "number.r": .5,
				"number.p": .5, "documents": 1,
			},
		},
		{
			name:  "places: one found and near, one found and far, one spurious, one not to be placed",
			score: scorePlaces,
			gold: []string{`{"id":"a","places":[{"start":0,"end":4,"lat":50.45,"lon":30.52},
				{"start":10,"end":14,"lat":33.66,"lon":-95.55},
				{"start":30,"end":34,"lat":null,"lon":null}]}`},
			answers: []string{`{"id":"a","places":[{"start":0,"end":4,"lat":50,"lon":30},
				{"start":8,"end":12,"lat":48.85,"lon":2.35},
				{"start":20,"end":24,"lat":0,"lon":0},{"start":30,"end":34}]}`},
			want: map[string]float64{
				"recognition.p": .75, "recognition.r": 1, "exact": .5714, "acc161": .5, "end_to_end.p": .3333,
				"end_to_end.r": .5, "unplaced": 0,
			},
		},
		{
			name:    "extraction: the first three of four words missing leaves no 4-gram",
			score:   scoreExtraction,
			gold:    []string{`{"id":"a","text":"one two three four five"}`, `{"id":"b","text":"six"}`},
			answers: []string{`{"id":"a","text":"Two, three - four five!"}`, `{"id":"b","text":"six"}`},
			want:    map[string]float64{"p": .5, "r": .5, "f1": .5, "accuracy": .5},
		},
		{
			name:    "sentences: white space at the ends does not count",
			score:   scoreSentences,
			gold:    []string{`{"id":"a","text":"One. Two. Three.","sentences":[[0,4],[5,9],[10,16]]}`},
			answers: []string{`{"id":"a","sentences":[[0,5],[5,16]]}`},
			want:    map[string]float64{"p": .5, "r": .3333, "f1": .4, "ends": .8, "documents_right": 0},
		},
		{
			name:    "stories: two clusters merged",
			score:   scoreStories,
			gold:    []string{`{"id":"a","story":"x"}`, `{"id":"b","story":"x"}`, `{"id":"c","story":"y"}`},
			answers: []string{`{"id":"a","story":"1"}`, `{"id":"b","story":"1"}`, `{"id":"c","story":"1"}`},
			want: map[string]float64{
				"b3.p": .5556, "b3.r": 1, "pairwise.p": .3333, "pairwise.r": 1, "clusters": 1,
				"gold_clusters": 2,
			},
		},
		{
			name:  "novelty: one of the two pairs in order, one tied",
			score: novelty(t),
			gold: []string{`{"event":"e","step":1,"candidates":[{"text":"n","new":true},{"text":"o"},` +
				`{"text":"p"}]}`},
			answers: []string{`{"event":"e","step":1,"scores":[0.5,0.5,0.1]}`},
			want:    map[string]float64{"auc": .75, "auc_event": .75, "events.e": .75, "new": 1, "old": 2},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.score(parse(t, tt.gold...), parse(t, tt.answers...))
			for name, want := range tt.want {
				if v, ok := got.get(name); !ok || v != want {
					t.Errorf("%s = %v, want %v", name, v, want)
				}
			}
		})
	}
}

func novelty(t *testing.T) func(gold, answers []document) scores {
	return func(gold, answers []document) scores {
		s, err := scoreNovelty(gold, answers)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

// TestAgreesWithReference compares every figure with what the reference scorer prints, for answers that are gold with
// random damage.
func TestAgreesWithReference(t *testing.T) {
	data := findData(t)
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Fatalf("the reference scorer is there, and nothing to run it with: install python3 (%v)", err)
	}
	for _, tt := range []struct {
		task, set string
		score     func(gold, answers []document) scores
	}{
		{"entities", "re3d", scoreEntities},
		{"aliases", "ruwa", scoreAliases},
		{"statements", "polnear_dev", scoreStatements},
		{"figures", "muc_dev", scoreFigures},
		{"places", "lgl", scorePlaces},
		{"extraction", "readability", scoreExtraction},
		{"sentences", "golden_rules", scoreSentences},
		{"stories", "basil", scoreStories},
		{"novelty", "background_dev", novelty(t)},
		{"entities_ru", "factrueval", scoreEntities},
		{"acts", "plover", scoreActs},
		{"kinds", "case2021", scoreKinds},
		{"contrast", "own", scoreContrast},
		{"contrast", "claimdiff", scoreContrast},
	} {
		t.Run(tt.task, func(t *testing.T) {
			gold, err := loadSet(data, tt.task, tt.set)
			if err != nil {
				t.Fatal(err)
			}
			answers := damage(gold, rand.New(rand.NewPCG(7, 7)))
			want := reference(t, []string{python, filepath.Join(data, "score.py")}, tt.task, gold, answers)
			got := map[string]float64{}
			for _, s := range tt.score(gold, answers) {
				got[s.name] = s.value
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
				t.Errorf("%s differs from the reference (-want +got):\n%s", tt.task, diff)
			}
		})
	}
}

func findData(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if path := filepath.Join(dir, "shared", "data"); exists(filepath.Join(path, "score.py")) {
			return path
		}
		if dir == filepath.Dir(dir) {
			t.Skip("the annotated data (../shared/data beside the repository) is not there")
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// damage drops, moves and relabels parts of gold.
func damage(gold []document, r *rand.Rand) (out []document) {
	move := func(s *span) {
		if r.IntN(4) == 0 {
			s[1] += r.IntN(5)
		}
	}
	for _, g := range gold {
		if r.IntN(20) == 0 && g.Event == "" {
			continue
		}
		a := document{ID: g.ID, Names: g.Names, Story: g.Story, Event: g.Event, Step: g.Step, Text: g.Text}
		for _, e := range g.Entities {
			if r.IntN(5) > 0 {
				e.End += r.IntN(3)
				e.Kind = entityKinds[min(r.IntN(12), 2)]
				e.Optional = false
				a.Entities = append(a.Entities, e)
			}
		}
		for _, s := range g.Statements {
			c := statement{Quote: s.Quote, Cue: s.Cue}
			for _, x := range s.Content {
				move(&x)
				c.Content = append(c.Content, x)
			}
			if r.IntN(3) > 0 {
				c.Source = s.Source
			}
			a.Statements = append(a.Statements, c)
		}
		for _, f := range g.Figures {
			low := float64(r.IntN(4))
			if r.IntN(3) > 0 {
				low = *f.Low
			}
			a.Figures = append(a.Figures, figureAt{Kind: f.Kind, Low: &low, Bound: "exact"})
		}
		for _, p := range g.Places {
			p.End += r.IntN(2) * r.IntN(9)
			if p.Lat != nil && r.IntN(3) == 0 {
				lat := *p.Lat + 4*r.Float64() - 2
				p.Lat = &lat
			}
			if r.IntN(6) > 0 {
				a.Places = append(a.Places, p)
			}
		}
		for _, s := range g.Sentences {
			move(&s)
			a.Sentences = append(a.Sentences, s)
		}
		damageEvents(&a, g, r)
		if r.IntN(3) == 0 {
			a.Story = fmt.Sprint(r.IntN(9))
			a.Text = a.Text[:len(a.Text)/2]
			if len(a.Names) > 1 {
				a.Names = a.Names[1:]
			}
		}
		for range g.Candidates {
			a.Scores = append(a.Scores, float64(r.IntN(8))/8)
		}
		out = append(out, a)
	}
	return out
}

// damageEvents answers what gold says of events and of pairs of claims, with some labels and spans wrong or missing.
func damageEvents(a *document, g document, r *rand.Rand) {
	if g.Act != "" || g.Kind != "" {
		for range r.IntN(3) {
			e := eventAt{Act: g.Act, Kind: g.Kind, Actor: g.Source.at, Target: g.Target}
			switch r.IntN(5) {
			case 0:
				e.Act, e.Kind = "COERCE", "arrest"
			case 1:
				e.Actor, e.Target, e.Mode = e.Target, e.Actor, "did"
			case 2:
				e.Act, e.Kind, e.Mode = "", "", "will"
			}
			a.Events = append(a.Events, e)
		}
	}
	if g.A != "" {
		a.Relation = []string{"same", "revised", "opposed", "different", ""}[r.IntN(5)]
		if r.IntN(2) == 0 {
			score := r.Float64()
			a.Score = &score
		}
	}
}

func reference(t *testing.T, scorer []string, task string, gold, answers []document) map[string]float64 {
	t.Helper()
	dir := t.TempDir()
	for name, docs := range map[string][]document{"gold.jsonl": gold, "pred.jsonl": answers} {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		for _, d := range docs {
			if err := e.Encode(full(d)); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), scorer[0], "-B", scorer[1], task, filepath.Join(dir, "gold.jsonl"),
		filepath.Join(dir, "pred.jsonl"))
	cmd.Env = append(os.Environ(), "PYTHONHASHSEED=0", "PYTHONUTF8=1")
	printed, err := cmd.Output()
	if err != nil {
		t.Fatalf("reference scorer: %v", err)
	}
	var tree map[string]any
	if err := json.Unmarshal(printed, &tree); err != nil {
		t.Fatal(err)
	}
	delete(tree, "task")
	out := map[string]float64{}
	flatten("", tree, out)
	return out
}

// full writes a document with the empty lists that the reference expects to be there.
func full(d document) map[string]any {
	notNil := func(n int, v any) any {
		if n == 0 {
			return []int{}
		}
		return v
	}
	m := map[string]any{
		"id": d.ID, "text": d.Text, "story": d.Story, "event": d.Event, "step": d.Step,
		"entities": notNil(len(d.Entities), d.Entities), "places": notNil(len(d.Places), d.Places),
		"sentences": notNil(len(d.Sentences), d.Sentences), "names": notNil(len(d.Names), d.Names),
		"candidates": d.Candidates, "scores": notNil(len(d.Scores), d.Scores),
	}
	if d.Figures != nil {
		m["figures"] = d.Figures
	}
	if d.Act != "" || d.Kind != "" || d.Events != nil {
		m["source"], m["target"], m["act"], m["kind"], m["mode"] = d.Source.at, d.Target, d.Act, d.Kind, d.Mode
		m["events"] = notNil(len(d.Events), d.Events)
	}
	maps.Copy(m, ofClaims(d))
	statements := []map[string]any{}
	for _, s := range d.Statements {
		statements = append(statements, map[string]any{
			"source": notNil(len(s.Source), s.Source), "cue": notNil(len(s.Cue), s.Cue),
			"content": notNil(len(s.Content), s.Content), "quote": s.Quote,
		})
	}
	m["statements"] = statements
	var candidates []map[string]any
	for _, c := range d.Candidates {
		candidates = append(candidates, map[string]any{"text": c.Text, "new": c.New})
	}
	m["candidates"] = candidates
	return m
}

// ofClaims is what a document says of two claims, without what it lacks.
func ofClaims(d document) map[string]any {
	m := map[string]any{}
	if d.Relation != "" {
		m["relation"], m["type"] = d.Relation, d.Type
	}
	if d.Weakens != nil {
		m["weakens"] = d.Weakens
	}
	if d.Score != nil {
		m["score"] = d.Score
	}
	return m
}

func flatten(prefix string, tree map[string]any, out map[string]float64) {
	for k, v := range tree {
		switch v := v.(type) {
		case map[string]any:
			flatten(prefix+k+".", v, out)
		case float64:
			out[prefix+k] = v
		case []any: // a share, and of how many
			out[prefix+k] = v[0].(float64)
			out[prefix+k+".gold"] = v[1].(float64)
		case nil:
			out[prefix+k] = math.NaN()
		}
	}
}
