package answer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/news"
)

// ArticleStore is where the texts are that evidence is taken from.
type ArticleStore interface {
	ArticleByID(ctx context.Context, id int64) (news.Article, error)
}

// Pack returns what stands behind a digest as it was known by asOf (see [Digests.Evidence]), with what proves it: where
// each span stands in which text, when that was read, and the hashes of both. made is now. A digest without
// developments is a NotFound error.
func (d *Digests) Pack(
	ctx context.Context, texts ArticleStore, of news.Digest, asOf, made time.Time,
) (news.EvidencePack, error) {
	all, err := d.Evidence(ctx, of, asOf)
	if err != nil {
		return news.EvidencePack{}, err
	}
	if len(all) == 0 {
		return news.EvidencePack{}, news.Errorf(news.NotFound, "There is nothing here to show evidence for.")
	}
	out := news.EvidencePack{
		Format: news.EvidencePackFormat, Made: made.UTC(), Digest: of.ID, Topic: of.Topic, Name: of.Name,
		From: of.From.UTC(), To: of.To.UTC(), Articles: []news.EvidenceArticle{},
	}
	var ids []int64
	for i, e := range all {
		item := news.EvidenceItem{Headline: e.Headline, Event: of.Developments[i].Event, Spans: []news.EvidenceSpan{}}
		for _, s := range e.Sentences {
			text := strings.Trim(s.Text, "…") // of a quotation that was cut: its offsets are those of what is left
			item.Spans = append(item.Spans, news.EvidenceSpan{
				Article: s.Article, Start: s.Start, End: s.End, SHA256: hashOf(text), Text: text, Origin: s.Origin,
			})
			ids = append(ids, s.Article)
		}
		out.Developments = append(out.Developments, item)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		a, err := texts.ArticleByID(ctx, id)
		if err != nil {
			return news.EvidencePack{}, fmt.Errorf("evidence: %w", err)
		}
		out.Articles = append(out.Articles, proven(a))
	}
	return out, nil
}

// proven is what a pack says of a stored article.
func proven(a news.Article) news.EvidenceArticle {
	address := a.URL
	if address == "" {
		address = a.Canonical
	}
	out := news.EvidenceArticle{
		ID: a.ID, Source: a.Source.Name, URL: news.Redacted(address), Title: a.Title, Published: a.Published.UTC(),
		Read: a.Seen.UTC(), Revision: a.Revision, SHA256: a.Digest, Forgotten: a.Digest != "",
	}
	if !out.Forgotten {
		out.SHA256 = hashOf(a.Body)
	}
	return out
}

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// Proof is what came of holding a pack against what is stored.
type Proof struct {
	Articles, Spans int      // that are as the pack says
	Forgotten       int      // of the articles: their whole texts are kept no longer, their hashes are
	Wrong           []string // what is not as the pack says, a line each
}

// Prove recomputes every hash of a pack from the stored texts, and compares all else that the pack says of them. A pack
// of another format is an Invalid error.
func Prove(ctx context.Context, texts ArticleStore, p news.EvidencePack) (out Proof, err error) {
	if p.Format != news.EvidencePackFormat {
		return out, news.Errorf(news.Invalid, "that is no evidence pack of the format %q", news.EvidencePackFormat)
	}
	stored := map[int64]news.Article{}
	for _, said := range p.Articles {
		a, err := texts.ArticleByID(ctx, said.ID)
		if news.ErrorCode(err) == news.NotFound {
			out.Wrong = append(out.Wrong, fmt.Sprintf("article %d is not stored", said.ID))
			continue
		} else if err != nil {
			return out, fmt.Errorf("prove: %w", err)
		}
		stored[said.ID] = a
		if wrong := differs(said, proven(a)); wrong != "" {
			out.Wrong = append(out.Wrong, fmt.Sprintf("article %d: %s", said.ID, wrong))
			continue
		}
		out.Articles++
		if a.Digest != "" {
			out.Forgotten++
		}
	}
	for i, item := range p.Developments {
		for _, s := range item.Spans {
			if wrong := misplaced(s, stored); wrong != "" {
				out.Wrong = append(out.Wrong, fmt.Sprintf("development %d, article %d, bytes %d–%d: %s", i+1, s.Article,
					s.Start, s.End, wrong))
				continue
			}
			out.Spans++
		}
	}
	return out, nil
}

// differs says in what an article is not as a pack says, "" if in nothing. That its text was forgotten since is no
// difference: its hash is the same.
func differs(said, is news.EvidenceArticle) string {
	switch {
	case said.SHA256 != is.SHA256:
		return "its text has another SHA-256: " + is.SHA256
	case said.URL != is.URL:
		return "its address is " + is.URL
	case said.Source != is.Source:
		return "its outlet is " + is.Source
	case said.Title != is.Title:
		return fmt.Sprintf("its title is %q", is.Title)
	case !said.Read.Equal(is.Read) || !said.Published.Equal(is.Published) || said.Revision != is.Revision:
		return fmt.Sprintf("it is revision %d, published %s, read %s", is.Revision, is.Published.Format(time.RFC3339),
			is.Read.Format(time.RFC3339))
	}
	return ""
}

// misplaced says what is wrong with a span, "" if it stands where a pack says, and its hash is right.
func misplaced(s news.EvidenceSpan, stored map[int64]news.Article) string {
	a, ok := stored[s.Article]
	switch {
	case !ok:
		return "the pack has no such article, or none is stored"
	case s.Start < 0 || s.End < s.Start || s.End > len(a.Body):
		return fmt.Sprintf("the text has %d bytes", len(a.Body))
	case hashOf(a.Body[s.Start:s.End]) != s.SHA256:
		return fmt.Sprintf("there stands %q", a.Body[s.Start:s.End])
	case hashOf(s.Text) != s.SHA256:
		return "its text is not that of its SHA-256"
	}
	return ""
}
