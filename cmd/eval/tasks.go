package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sitrep/ingest/extract"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/figures"
	"sitrep/reading/people"
	"sitrep/reading/statements"
	"sitrep/text"
	"sitrep/text/lang"
)

// task is something that reading does and data exists for. Metrics are those shown; score computes them all.
type task struct {
	name    string
	sets    []string
	run     func(*room, string, []document) ([]document, error)
	score   func(gold, answers []document) scores
	metrics []string
}

var tasks = []task{
	{
		"sentences",
		[]string{"golden_rules", "ewt_dev", "gum_dev"},
		each(readSentences),
		scoreSentences,
		[]string{"f1", "ends", "documents_right"},
	},
	{
		"entities",
		[]string{"worldwide", "wikigold", "re3d", "uner_ewt"},
		each(readEntities),
		scoreEntities,
		[]string{"f1", "kinds.person.f1", "kinds.organisation.f1", "kinds.place.f1", "overlap", "span"},
	},
	{
		"aliases",
		[]string{"ruwa"},
		groupNames,
		scoreAliases,
		[]string{"f1", "p", "r"},
	},
	{
		"statements",
		[]string{"polnear_dev"}, // polnear_train is what package statements learns from
		each(readStatements),
		scoreStatements,
		[]string{"exact.source.f1", "exact.cue.f1", "exact.content.f1", "speaker.found", "speaker.right"},
	},
	{
		"figures",
		[]string{"muc_dev"},
		each(readFigures),
		scoreFigures,
		[]string{"f1", "p", "r", "number.f1", "number.r", "bound"},
	},
	{
		"places",
		[]string{"lgl", "geovirus"},
		each(readPlaces),
		scorePlaces,
		[]string{
			"recognition.f1", "recognition.p", "recognition.r", "acc161", "placed",
			"end_to_end.f1", "end_to_end_placed", "median_km",
		},
	},
	{
		"extraction",
		[]string{"readability"},
		extractPages,
		scoreExtraction,
		[]string{"f1", "p", "r", "accuracy"},
	},
	{
		"stories",
		[]string{"basil", "basil" + headlines, "ecbplus", "ecbplus" + headlines},
		placeArticles,
		scoreStories,
		[]string{"b3.f1", "b3.p", "b3.r", "pairwise.f1", "clusters", "gold_clusters"},
	},
	{
		"novelty",
		[]string{"background_train", "background_dev", "background_train" + apart, "background_dev" + apart},
		scoreSteps,
		mustScoreNovelty,
		[]string{"auc", "auc_event"},
	},
	otherLanguage("entities_ru", "factrueval"),
	otherLanguage("entities_ar", "anercorp"),
	otherLanguage("entities_fr", "wikineural"),
	{
		"acts",
		[]string{"plover"},
		each(readEvents),
		scoreActs,
		[]string{"accuracy", "macro_f1", "answered", "roles", "swapped", "mode_agrees"},
	},
	{
		"kinds",
		[]string{"case2021"},
		each(readEvents),
		scoreKinds,
		[]string{"weighted_f1", "macro_f1", "accuracy", "any", "answered"},
	},
	{
		"contrast",
		[]string{"own", "claimdiff"},
		compareClaims,
		scoreContrast,
		[]string{"macro_f1", "accuracy", "auc"},
	},
}

// otherLanguage scores names in another language than English as those in English.
func otherLanguage(name, set string) task {
	return task{
		name,
		[]string{set},
		each(readEntities),
		scoreEntities,
		[]string{"f1", "kinds.person.f1", "kinds.organisation.f1", "kinds.place.f1", "overlap", "span"},
	}
}

// Ways of giving a set, behind its name.
const (
	headlines = " headlines" // titles without their texts
	apart     = " apart"     // each step on its own, nothing remembered of those before
)

// file is the name of a set's file.
func file(set string) string {
	name, _, _ := strings.Cut(set, " ")
	return name
}

// taskNamed finds a task. A language behind its name chooses nothing: the names of any are scored alike.
func taskNamed(name string) (task, error) {
	for _, t := range tasks {
		if t.name == name {
			return t, nil
		}
	}
	if base, language, ok := strings.Cut(name, "_"); ok && len(language) == 2 {
		return taskNamed(base)
	}
	return task{}, usagef("task %q is none of %s", name, strings.Join(taskNames(), ", "))
}

func taskNames() (out []string) {
	for _, t := range tasks {
		out = append(out, t.name)
	}
	return out
}

// room is what the tasks share.
type room struct {
	reader *reading.Reader
	data   string
}

// openRoom opens the reader, with the names model of a file if one is given.
func openRoom(data, names string) (*room, error) {
	if names == "" {
		r, err := reading.Load()
		if err != nil {
			return nil, err
		}
		return &room{reader: r, data: data}, nil
	}
	model, err := os.ReadFile(names)
	if err != nil {
		return nil, err
	}
	r, err := reading.Open(model)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", names, err)
	}
	return &room{reader: r, data: data}, nil
}

// each answers document by document.
func each(read func(*room, document) document) func(*room, string, []document) ([]document, error) {
	return func(r *room, _ string, gold []document) ([]document, error) {
		out := make([]document, len(gold))
		for i, d := range gold {
			out[i] = read(r, document{ID: d.ID, Text: d.Text}) // never the answers
			out[i].ID = d.ID
		}
		return out, nil
	}
}

func sentencesOf(body string) []news.Span {
	found := text.Sentences(body, lang.Of(lang.Identify(body)))
	out := make([]news.Span, len(found))
	for i, s := range found {
		out[i] = news.Span(s)
	}
	return out
}

func readSentences(_ *room, d document) (out document) {
	for _, s := range text.Sentences(d.Text, lang.Of(lang.Identify(d.Text))) {
		out.Sentences = append(out.Sentences, span{s.Start, s.End})
	}
	return out
}

func readEntities(r *room, d document) (out document) {
	_, mentions := r.reader.Names(d.Text, sentencesOf(d.Text))
	for _, m := range mentions {
		if !m.Nominal {
			out.Entities = append(out.Entities, entityAt{Start: m.Start, End: m.End, Kind: string(m.Kind)})
		}
	}
	return out
}

// groupNames groups all names of the set. They are given in the order of the alphabet, which tells nothing.
func groupNames(_ *room, _ string, gold []document) (out []document, err error) {
	var names []string
	for _, d := range gold {
		names = append(names, d.Names...)
	}
	slices.Sort(names)
	for _, g := range people.Group(names) {
		out = append(out, document{Names: g})
	}
	return out, nil
}

func readStatements(r *room, d document) (out document) {
	sentences := sentencesOf(d.Text)
	_, mentions := r.reader.Names(d.Text, sentences)
	for _, s := range statements.Find(d.Text, sentences, mentions) {
		out.Statements = append(out.Statements, statement{
			spans(s.Source), spans(s.Cue), spans(s.Content),
			string(s.Quote),
		})
	}
	return out
}

func spans(in []news.Span) []span {
	out := make([]span, len(in))
	for i, s := range in {
		out[i] = span{s.Start, s.End}
	}
	return out
}

func readFigures(r *room, d document) (out document) {
	sentences := sentencesOf(d.Text)
	_, mentions := r.reader.Names(d.Text, sentences)
	for _, f := range figures.Find(d.Text, sentences, mentions) {
		out.Figures = append(out.Figures, figureAt{Kind: string(f.Kind), Low: &f.Low, Bound: string(f.Bound)})
	}
	return out
}

func readPlaces(r *room, d document) (out document) {
	_, mentions := r.reader.Names(d.Text, sentencesOf(d.Text))
	for _, p := range r.reader.Places(d.Text, mentions, "") {
		at := placeAt{Start: p.Start, End: p.End}
		if p.Point != nil {
			at.Lat, at.Lon = &p.Lat, &p.Lon
			at.Name, at.GeoNames, at.Country = p.Name, p.GeoNames, p.Country
		}
		out.Places = append(out.Places, at)
	}
	return out
}

// extractPages reads html/ID.html beside the gold file. A page that cannot be read has an empty text.
func extractPages(r *room, set string, gold []document) ([]document, error) {
	out := make([]document, len(gold))
	for i, d := range gold {
		page, err := readPage(filepath.Join(r.data, "extraction", set, "html", d.ID+".html"))
		if err != nil {
			return nil, err
		}
		gold[i].size = len(page)
		out[i].ID = d.ID
		if p, err := extract.HTML(page, "text/html; charset=utf-8", d.URL, time.Now()); err == nil {
			out[i].Text = p.Text
		}
	}
	return out, nil
}

func readPage(path string) ([]byte, error) {
	f, err := open(path)
	if err != nil {
		if f, err = open(path + ".gz"); err != nil {
			return nil, err
		}
	}
	page, err := io.ReadAll(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return page, f.Close()
}
