package digest

import (
	"context"
	"fmt"
	"time"
)

// How soon alerts follow. An alert is to leave within half a minute of its article being filed: the program asks every
// [AlarmTick], and a run that takes long is not begun again at once, so that many watches do not keep a core busy.
const (
	AlarmTick  = 5 * time.Second
	alarmAlike = time.Minute      // between runs while nothing comes: pauses, quiet hours and days end by themselves
	alarmRest  = 4                // times as long as a run took, another is not begun
	alarmMost  = 20 * time.Second // and no longer
)

// arrivalStore says whether anything has come.
type arrivalStore interface {
	LastArticle(ctx context.Context) (int64, error)
}

// Alarm runs a [Watcher] soon after something has come, and once a minute while nothing comes. It is not safe for
// concurrent use.
type Alarm struct {
	watcher *Watcher
	store   arrivalStore
	newest  int64     // the last article that was there at the last run
	due     time.Time // of the next run, whatever comes
	rest    time.Time // before which there is none
}

// NewAlarm returns an alarm that has not run yet.
func NewAlarm(w *Watcher, store arrivalStore) *Alarm { return &Alarm{watcher: w, store: store} }

// Run runs the watcher if it is time to, and returns how many alerts it has committed.
func (a *Alarm) Run(ctx context.Context) (int, error) {
	begun := a.watcher.now()
	if begun.Before(a.rest) {
		return 0, nil
	}
	newest, err := a.store.LastArticle(ctx)
	if err != nil {
		return 0, fmt.Errorf("what came last: %w", err)
	}
	if newest == a.newest && begun.Before(a.due) {
		return 0, nil
	}
	n, err := a.watcher.Run(ctx)
	took := a.watcher.now().Sub(begun)
	a.rest = begun.Add(took + min(alarmRest*took, alarmMost))
	if err == nil {
		a.newest, a.due = newest, begun.Add(alarmAlike)
	}
	return n, err
}
