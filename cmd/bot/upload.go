package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"sitrep/bot"
	"sitrep/news"
)

// uploadHosts serve what people attach (Discord documentation, "Reference", "CDN").
var uploadHosts = []string{"cdn.discordapp.com", "media.discordapp.net"}

// maxUpload bounds a file that somebody gives a command, in bytes: an OPML list of 2,000 feeds has half a million.
const maxUpload = 4 << 20

// download fetches a file that somebody gave a command, from Discord and nowhere else: the address comes with the
// command.
func (p *program) download(ctx context.Context, f bot.Upload) ([]byte, error) {
	if !p.servesUploads(f.URL) {
		return nil, news.Errorf(news.Invalid, "That file does not come from Discord.")
	}
	tooLarge := news.Errorf(news.Invalid, "That file is too large: at most %d MiB are read.", maxUpload>>20)
	if f.Size > maxUpload {
		return nil, tooLarge
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.URL, http.NoBody)
	if err != nil {
		return nil, err
	}
	client := &http.Client{
		Timeout: 20 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return errors.New("a file of Discord's is never elsewhere")
		},
	}
	unavailable := func(err error) error {
		return &news.Error{
			Code: news.Unavailable, Message: "Discord does not give the file. Attach it again.",
			Err: err,
		}
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, unavailable(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, unavailable(errors.New(resp.Status))
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxUpload+1))
	switch {
	case err != nil:
		return nil, unavailable(err)
	case len(data) > maxUpload:
		return nil, tooLarge
	}
	return data, nil
}

// servesUploads reports whether an address is one of Discord's for files, or one of the server that stands in its
// place.
func (p *program) servesUploads(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return false
	}
	if u.Scheme == "https" && slices.Contains(uploadHosts, strings.ToLower(u.Host)) {
		return true
	}
	api, err := url.Parse(p.config.Discord.APIURL)
	return err == nil && u.Scheme == api.Scheme && u.Host == api.Host
}
