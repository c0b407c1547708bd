package delivery

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
)

func TestDecide(t *testing.T) {
	now := time.Date(2025, 4, 25, 8, 0, 0, 0, time.UTC)
	reset := errors.New("connection reset")
	tests := []struct {
		name    string
		attempt int
		err     error
		want    outcome
	}{
		{"sent", 1, nil, outcome{state: news.Sent}},
		{
			"an unknown error passes", 1, reset,
			outcome{state: news.Pending, at: now.Add(2 * time.Second), reason: "sending failed: connection reset"},
		},
		{
			"pauses grow", 4, reset,
			outcome{state: news.Pending, at: now.Add(16 * time.Second), reason: "sending failed: connection reset"},
		},
		{
			"a longer pause that is asked for is obeyed", 1, &Error{After: 90 * time.Second, Reason: "rate limited"},
			outcome{state: news.Pending, at: now.Add(90 * time.Second), reason: "rate limited"},
		},
		{
			"a shorter one does not shorten ours", 6, &Error{After: time.Second, Reason: "rate limited"},
			outcome{state: news.Pending, at: now.Add(64 * time.Second), reason: "rate limited"},
		},
		{
			"a permanent error pauses the subscription", 1,
			&Error{Permanent: true, Reason: "the channel was deleted", Err: reset},
			outcome{state: news.Failed, reason: "the channel was deleted", pause: true},
		},
		{
			"the last attempt gives up and pauses nothing", maxAttempts, &Error{Reason: "Discord is down"},
			outcome{state: news.Failed, reason: "given up after 40 attempts: Discord is down"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := decide(news.Delivery{Attempt: test.attempt}, test.err, now)
			if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(outcome{})); diff != "" {
				t.Errorf("decide (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBackoffIsBounded(t *testing.T) {
	last := time.Duration(0)
	total := time.Duration(0)
	for attempt := range maxAttempts {
		pause := backoff(attempt + 1)
		if pause < last || pause <= 0 || pause > time.Hour {
			t.Errorf("backoff(%d) = %v after %v", attempt+1, pause, last)
		}
		last, total = pause, total+pause
	}
	if total < 24*time.Hour || total > 48*time.Hour {
		t.Errorf("all pauses together are %v, want between one day and two", total)
	}
	if got := backoff(1 << 40); got != time.Hour {
		t.Errorf("backoff(2^40) = %v, want an hour", got)
	}
}

func TestErrorUnwraps(t *testing.T) {
	cause := errors.New("refused")
	err := error(&Error{Reason: "Discord cannot be reached", Err: cause})
	if !errors.Is(err, cause) {
		t.Error("the cause is lost")
	}
	if got, want := err.Error(), "Discord cannot be reached: refused"; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
}
