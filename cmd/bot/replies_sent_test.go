package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"sitrep/bot"
	"sitrep/digest"
	"sitrep/internal/discordtest"
	"sitrep/news"
)

// suffixOf tells the pictures in a language apart; those in English have none.
func suffixOf(language string) string {
	if language == "" {
		return ""
	}
	return "-" + language
}

// demoDigest is the digest of the sample dispatches.
func demoDigest(t *testing.T, a *program) news.Digest {
	t.Helper()
	d, err := a.composer.Compose(t.Context(), digest.Request{
		Topic: demoTopic, Since: demoSince, Until: demoUntil,
		Zone: demoZone,
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// drawDigests delivers a digest, a quiet one, a late one and an alert, and draws what the channel sees, by its name.
func drawDigests(
	t *testing.T, a *program, srv *discordtest.Server, b *bot.Bot, language string,
) map[string]*discordtest.Message {
	t.Helper()
	seen := map[string]*discordtest.Message{}
	d := demoDigest(t, a)
	quiet, late, blind, alert := d, d, d, d
	quiet.Developments = nil
	late.Due = d.To.Add(-21 * time.Minute)
	late.Developments = d.Developments[:2]
	blind.Developments, blind.Feeds = d.Developments[:1], news.Health{Healthy: 12, Total: 41}
	alert.Alert, alert.Developments = 2, d.Developments[:1]
	for i, c := range []struct {
		name   string
		digest news.Digest
	}{
		{"delivered", d},
		{"delivered-quiet", quiet},
		{"delivered-late", late},
		{"delivered-blind", blind},
		{"alert", alert},
	} {
		c.digest.ID = int64(i + 1)
		id, err := b.Sender().Send(t.Context(), news.Delivery{
			ID: int64(i + 1), Digest: c.digest,
			Guild: discordtest.Desk, Channel: discordtest.News, Attempt: 1, Nonce: fmt.Sprint(i),
			Language: language,
		})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		for _, m := range srv.Messages(discordtest.News) {
			if m.ID == id.Message {
				draw(t, c.name+suffixOf(language), m.JSON(), m.Attachments...)
				seen[c.name] = m
			}
		}
	}
	return seen
}

// amendments are one of each kind, for a digest of nine developments: those whose channel is told, and the others.
func amendments(t *testing.T, d news.Digest) (grave, quiet []news.Amendment) {
	t.Helper()
	if len(d.Developments) < 9 {
		t.Fatalf("%d developments, nine are to be amended", len(d.Developments))
	}
	before := news.Figure{Kind: news.Killed, Low: 31, Bound: news.Exact}
	now := news.Figure{Kind: news.Killed, Low: 13, Bound: news.AtLeast}
	said := d.Developments[8].Sentences[0]
	for i, am := range []news.Amendment{
		{Kind: news.AmendFigure, Before: &before, Now: &now, By: "Vitali Klitschko", Sentence: &said},
		{Kind: news.AmendDenied, By: "Kremlin", Sentence: &said},
		{Kind: news.AmendWithdrawn, By: "Meridian Wire", Sentence: &said},
		{Kind: news.AmendCorrected, By: "Meridian Wire", Sentence: &said},
		{Kind: news.AmendDropped, By: "Meridian Wire"},
		{Kind: news.AmendFigure, Before: &before, Now: &now},
		{Kind: news.AmendMerged, With: 1},
		{Kind: news.AmendParted, Sentence: &said},
		{Kind: news.AmendSpeaker, By: "Yuri Ushakov", Was: "Steve Witkoff", Sentence: &said},
		{Kind: news.AmendHidden},
		{Kind: news.AmendUntold},
	} {
		am.Item, am.Time = i, d.To.Add(20*time.Minute)
		if am.Grave() {
			grave = append(grave, am)
		} else {
			am.Item, am.Time = len(quiet), d.To.Add(20*time.Hour)
			quiet = append(quiet, am)
		}
	}
	quiet = append(quiet, grave[5])
	for _, all := range [][]news.Amendment{grave, quiet} {
		for i := range all {
			all[i].Headline = d.Developments[all[i].Item].Headline
		}
	}
	return grave, quiet
}

const amendedServer = "1100000000000000800"

// amendedChannel is one of six channels: the bot's clock stands still, so that a channel takes no more messages than
// Discord lets through at once.
func amendedChannel(n int64) string { return fmt.Sprint("11000000000000008", 10+n) }

// withCorrections are the servers of the stand-in, and one in which digests are amended.
func withCorrections() []discordtest.Guild {
	g := discordtest.Guild{ID: amendedServer, Name: "Amended", Owner: discordtest.Anna}
	for n := range int64(6) {
		g.Channels = append(g.Channels, discordtest.Channel{ID: amendedChannel(n + 1), Name: fmt.Sprint("news-", n+1)})
	}
	return append(discordtest.Fixture(), g)
}

// drawCorrections amends a delivered digest in every way, tells the channel of it, and delivers the next digest; what
// the channel sees is drawn and returned by its name.
func drawCorrections(
	t *testing.T, a *program, srv *discordtest.Server, b *bot.Bot, language string,
) map[string]*discordtest.Message {
	t.Helper()
	d := demoDigest(t, a)
	grave, quiet := amendments(t, d)
	seen := map[string]*discordtest.Message{}
	next := int64(0)
	send := func(name string, d news.Digest, at news.Posted) news.Delivery {
		t.Helper()
		next++
		d.ID = 100 + next
		out := news.Delivery{
			ID: next, Digest: d, Guild: amendedServer, Channel: amendedChannel(next), Attempt: 1, Corrects: at,
			Nonce: fmt.Sprint("amended", next), Language: language,
		}
		sent, err := b.Sender().Send(t.Context(), out)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out.Message = sent.Message
		seen[name] = messageOf(t, srv, out.Channel, sent.Message)
		return out
	}
	for name, all := range map[string][]news.Amendment{"corrected": grave, "corrected-quietly": quiet} {
		e := news.Edit{Delivery: send(name, d, news.Posted{}), Revision: 1, Tries: 1}
		e.Digest.Amended = all
		if _, err := b.Sender().Edit(t.Context(), e); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		seen[name] = messageOf(t, srv, e.Channel, e.Message)
		at := news.Posted{Guild: e.Guild, Channel: e.Channel, Message: e.Message}
		notice, tomorrow := d, d
		notice.Correction, notice.Corrected, notice.Developments = true, all, nil
		send(name+"-notice", notice, at)
		tomorrow.Developments, tomorrow.Corrected = d.Developments[:1], slices.Clone(all)
		for i := range tomorrow.Corrected {
			tomorrow.Corrected[i].Posted = at
		}
		send(name+"-next", tomorrow, news.Posted{})
	}
	for name, m := range seen {
		draw(t, name+suffixOf(language), m.JSON(), m.Attachments...)
	}
	return seen
}

// messageOf is a message of a channel as it stands there now.
func messageOf(t *testing.T, srv *discordtest.Server, channel, id string) *discordtest.Message {
	t.Helper()
	for _, m := range srv.Messages(channel) {
		if m.ID == id {
			return m
		}
	}
	t.Fatalf("there is no message %s in %s", id, channel)
	return nil
}

// secondChannel is where a server that is joined again is greeted.
const secondChannel = "1100000000000000911"

// drawGreetings has the bot join a server, one again that has subscriptions, and one in which it may write nowhere.
func drawGreetings(t *testing.T, srv *discordtest.Server, language string) map[string]*discordtest.Message {
	t.Helper()
	g := discordtest.Guild{
		ID: owningServer, Name: "Annex", Owner: owningAdmin, System: owningChannel, Joined: demoNow,
		Channels: []discordtest.Channel{{ID: owningChannel, Name: "annex"}},
		Members:  []discordtest.Member{{ID: owningAdmin, Name: "olga"}},
	}
	seen := map[string]*discordtest.Message{}
	greeted := func(name, channel string) {
		t.Helper()
		all, err := srv.WaitMessages(t.Context(), channel, 1)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		seen[name] = all[len(all)-1]
		draw(t, name+suffixOf(language), seen[name].JSON())
	}
	srv.AddGuild(g)
	greeted("greeting", owningChannel)
	line := "/subscribe topic:ukraine-war schedule:daily 08:00 timezone:Europe/Kyiv"
	if _, err := srv.User(owningAdmin).In(owningChannel).Invoke(t.Context(), line); err != nil {
		t.Fatal(err)
	}
	srv.RemoveGuild(g.ID)
	g.System, g.Channels = secondChannel, []discordtest.Channel{{ID: secondChannel, Name: "annex"}}
	srv.AddGuild(g)
	greeted("greeting-again", secondChannel)
	closed := discordtest.Channel{ID: secondChannel + "1", Name: "closed", Overwrites: []discordtest.Overwrite{{
		ID: discordtest.App, Member: true, Deny: discordtest.SendMessages,
	}}}
	srv.AddGuild(discordtest.Guild{
		ID: g.ID + "1", Name: "Closed House", Owner: owningAdmin, Joined: demoNow,
		Channels: []discordtest.Channel{closed}, Members: g.Members,
	})
	greeted("greeting-direct", srv.User(owningAdmin).InDM().Channel())
	return seen
}
