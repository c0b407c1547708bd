package rest

import "time"

const (
	invalidWindow = 10 * time.Minute
	// invalidBudget is how many invalid requests we allow ourselves in invalidWindow. At 10,000 Discord bans the
	// address, which may not be ours alone.
	invalidBudget = 2000
)

// budget counts the invalid requests of the last minutes (Discord documentation, "Rate Limits", "Invalid Request
// Limit"). Whoever uses it holds the limiter's lock.
type budget struct {
	spent []time.Time // oldest first
	told  time.Time   // when the log was last told that it is used up

	shared int       // likewise of all processes of the bot, as it was heard last
	heard  time.Time // when
}

// expire forgets invalid requests that count no more.
func (b *budget) expire(now time.Time) {
	for len(b.spent) > 0 && now.Sub(b.spent[0]) >= invalidWindow {
		b.spent = b.spent[1:]
	}
	if now.Sub(b.heard) >= hearAgain {
		b.shared = 0
	}
	invalidLeft.Set(float64(invalidBudget - b.refused()))
}

// spend counts an invalid request, and reports whether the budget is used up and nobody was told in this window.
func (b *budget) spend(now time.Time) (tell bool) {
	b.spent = append(b.spent, now)
	b.expire(now)
	if !b.exhausted() || now.Sub(b.told) < invalidWindow {
		return false
	}
	b.told = now
	return true
}

// exhausted reports whether nothing may be sent until renewed.
func (b *budget) exhausted() bool { return b.refused() >= invalidBudget }

// refused is how many invalid requests are known of, of this process and of others.
func (b *budget) refused() int { return max(len(b.spent), b.shared) }

// hearAgain is how long nothing is sent, after which it is asked again how all processes stand, once they have used up
// the budget together.
const hearAgain = time.Minute

// renewed is when the oldest invalid request counts no more, or how all stand is to be asked again. The budget must be
// exhausted.
func (b *budget) renewed() time.Time {
	if len(b.spent) < invalidBudget {
		return b.heard.Add(hearAgain)
	}
	return b.spent[0].Add(invalidWindow)
}

// Standing is how the process stands with Discord.
type Standing struct {
	Refused   int           // invalid requests within the last 10 minutes
	Allowed   int           // at so many nothing is sent
	PausedFor time.Duration // until something is sent again after so many; 0 if nothing is held back
	BannedFor time.Duration // until the proxy before Discord may let this address in again; 0 if it does
}

// Standing says how the process stands with Discord now.
func (c *Client) Standing() Standing { return c.limiter.standing() }

func (l *limiter) standing() Standing {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.budget.expire(now)
	s := Standing{Refused: l.budget.refused(), Allowed: invalidBudget, BannedFor: max(0, l.ban.Sub(now))}
	if l.budget.exhausted() {
		s.PausedFor = l.budget.renewed().Sub(now)
	}
	return s
}
