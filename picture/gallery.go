package picture

import (
	"context"
	"crypto/sha256"
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Picture is a picture that is drawn: a PNG, and what it shows in words. The zero value is none.
type Picture struct {
	PNG []byte
	Alt string
}

// Gallery draws pictures and remembers the latest: the channels of one digest share its map. It draws one at a time, so
// that a burst of digests leaves the machine to those who ask. It is safe for concurrent use.
type Gallery struct {
	drawn *lru.Cache[[sha256.Size]byte, Picture]
	turn  chan struct{}
}

// remembered is how many pictures a gallery keeps, of some 40 KiB each.
const remembered = 64

// NewGallery returns an empty gallery.
func NewGallery() *Gallery {
	drawn, err := lru.New[[sha256.Size]byte, Picture](remembered)
	if err != nil {
		panic(fmt.Sprintf("picture: %v", err)) // only a size below one is refused
	}
	return &Gallery{drawn: drawn, turn: make(chan struct{}, 1)}
}

// Map draws m. A map without marks is the zero Picture.
func (g *Gallery) Map(ctx context.Context, m Map) (Picture, error) {
	key := fmt.Sprintf("map %s %q %#v %v", m.Words.Tag(), m.Title, m.Marks, m.Unplaced)
	return g.draw(ctx, key, m)
}

// Plot draws p. A plot without numbers is the zero Picture.
func (g *Gallery) Plot(ctx context.Context, p Plot) (Picture, error) {
	key := fmt.Sprintf("plot %s %q %s %#v", p.Words.Tag(), p.Title, p.zone(), p.Givers)
	return g.draw(ctx, key, p)
}

// drawable is what has a picture and words.
type drawable interface {
	PNG() ([]byte, error)
	Alt() string
}

// draw finds a picture or makes it. What goes wrong while it is drawn is an error, a panic too: nobody shall miss the
// words because of a picture.
func (g *Gallery) draw(ctx context.Context, what string, d drawable) (p Picture, err error) {
	key := sha256.Sum256([]byte(what))
	if known, ok := g.drawn.Get(key); ok {
		return known, nil
	}
	select {
	case g.turn <- struct{}{}:
	case <-ctx.Done():
		return Picture{}, fmt.Errorf("draw: %w", ctx.Err())
	}
	defer func() {
		<-g.turn
		if broken := recover(); broken != nil {
			p, err = Picture{}, fmt.Errorf("draw: %v", broken)
		}
	}()
	if known, ok := g.drawn.Get(key); ok {
		return known, nil
	}
	p.Alt = d.Alt()
	if p.PNG, err = d.PNG(); err != nil {
		return Picture{}, err
	}
	g.drawn.Add(key, p)
	return p, nil
}
