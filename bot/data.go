package bot

import (
	"context"
	"encoding/json"
	"fmt"

	"sitrep/bot/message"
	"sitrep/news"
)

// dataStore is what a server has of its own.
type dataStore interface {
	ServerData(ctx context.Context, guild string) (news.ServerData, error)
	EraseServer(ctx context.Context, guild string) error
}

// maxDataFile is how large the file of a server's data may be: Discord takes 10 MiB.
const maxDataFile = 9 << 20

// exportData answers /data export.
func (a *answers) exportData(ctx context.Context, r *Request) (message.Reply, error) {
	if r.Guild == "" {
		return message.Reply{}, errorf("/data works in a server: what is exported is the server's.")
	}
	all, err := a.store.ServerData(ctx, r.Guild)
	if err != nil {
		return message.Reply{}, fmt.Errorf("export: %w", err)
	}
	data, err := json.MarshalIndent(all, "", " ")
	for i := 0; err == nil && len(data) > maxDataFile && i < len(all.Articles); {
		for next := min(len(all.Articles), i+1+len(all.Articles)/8); i < next; i++ { // the oldest first
			if all.Articles[i].Text != "" {
				all.Articles[i].Text = ""
				all.TextsLeftOut++
			}
		}
		data, err = json.MarshalIndent(all, "", " ")
	}
	if err != nil {
		return message.Reply{}, fmt.Errorf("encode: %w", err)
	}
	w := r.words()
	reply := message.Notice(say(w, "All that is this server's own: %s, %s, %s, %s sent.",
		counted(w, len(all.Feeds), "%s feed", "%s feeds"), counted(w, len(all.Articles), "%s article", "%s articles"),
		counted(w, len(all.Subscriptions), "%s subscription", "%s subscriptions"),
		counted(w, len(all.Deliveries), "%s message", "%s messages"))...)
	reply.Ephemeral = true
	reply.Files = []message.File{{Name: "sitrep-data.json", Type: "application/json", Data: data}}
	return reply, nil
}

// erasing is what an admin says to have all erased.
const erasing = "erase"

// eraseData answers /data erase: it asks once, and then forgets all that is the server's own.
func (a *answers) eraseData(ctx context.Context, r *Request) (message.Reply, error) {
	if r.Guild == "" {
		return message.Reply{}, errorf("/data works in a server: what is erased is the server's.")
	}
	w := r.words()
	if r.value("confirm") != erasing {
		return message.Reply{Ephemeral: true, Blocks: []message.Block{{Lines: []message.Line{
			message.Para(done("⚠️", say(w, "%s, and forgets its feeds with all that they brought, its topics and its "+
				"settings. It cannot be undone. /data export gives you a file with all of it first.",
				message.Bold(w.Say("This ends all digests and alerts of this server"))))...),
		}}}, Buttons: []message.Button{{Label: "Erase all", Line: "/data erase confirm:" + erasing}}}, nil
	}
	if err := a.store.EraseServer(ctx, r.Guild); err != nil {
		return message.Reply{}, fmt.Errorf("erase: %w", err)
	}
	a.forgetOwn(r.Guild)
	return message.Notice(done("✅", say(w, "All that was this server's own is erased."))...), nil
}
