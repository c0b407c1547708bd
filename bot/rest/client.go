package rest

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"time"
)

const (
	apiVersion = "10"
	apiDefault = "https://discord.com"

	// maxAnswer bounds what is read of one answer of Discord, in bytes.
	maxAnswer = 4 << 20
)

// Options are what a client needs beside its log. Of every field but Token the zero value has a meaning.
type Options struct {
	APIURL    string // of Discord's API, with or without /api/v10; "" is Discord itself
	Token     string // of the bot, without "Bot "
	Version   string // of Sitrep, for Discord's logs
	Contact   string // of whoever runs it, likewise; may be ""
	Transport http.RoundTripper
	Now       func() time.Time
	Ledger    Ledger // shared with other processes of the bot; nil if there are none
}

// Client speaks Discord's HTTP API. It is safe for concurrent use; all requests of a process should go through one,
// because the limits are counted for the bot and for the address.
type Client struct {
	client  *http.Client
	limiter *limiter
	base    string // without a slash at the end
	token   string
	agent   string
}

// New returns a client. It fails if the API's address is none.
func New(lg *slog.Logger, o Options) (*Client, error) {
	base, err := apiBase(o.APIURL)
	if err != nil {
		return nil, err
	}
	if o.Transport == nil {
		o.Transport = http.DefaultTransport
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	l := newLimiter(lg, base.Path, o.Transport, o.Now)
	if o.Ledger != nil {
		l.share(o.Ledger)
	}
	return &Client{
		client: &http.Client{
			Transport: l,
			// The API does not redirect; whoever does is not to be given the token.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		limiter: l,
		base:    base.String(),
		token:   o.Token,
		agent:   "DiscordBot (" + cmp.Or(o.Contact, "Sitrep") + ", " + cmp.Or(o.Version, "dev") + ")",
	}, nil
}

// apiBase completes the address of an API: https://discord.com becomes https://discord.com/api/v10.
func apiBase(address string) (*url.URL, error) {
	u, err := url.Parse(cmp.Or(address, apiDefault))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, fmt.Errorf("%q is not an http or https address", address)
	}
	u.Path = strings.TrimRight(u.Path, "/")
	switch last := u.Path[strings.LastIndexByte(u.Path, '/')+1:]; {
	case strings.HasPrefix(last, "v") && len(last) > 1 && strings.Trim(last[1:], "0123456789") == "":
	case last == "api":
		u.Path += "/v" + apiVersion
	default:
		u.Path += "/api/v" + apiVersion
	}
	return u, nil
}

// Request is one request to the API.
type Request struct {
	Method string
	Path   string // below the API's root: "/channels/12/messages"
	Body   any    // sent as JSON, nil for nothing
	Files  []File // sent beside Body
	Bulk   bool   // nobody waits for it: requests that somebody waits for go first
}

// File is an attachment.
type File struct {
	Name string
	Type string // media type, "" for bytes of any kind
	Data []byte
}

// Do sends r when the limits allow it, and reads the answer into out if that is not nil. The error is a *[LimitError]
// if a limit would not let it in time for ctx, an *[Error] if Discord refuses.
func (c *Client) Do(ctx context.Context, r Request, out any) error {
	payload, contentType, err := encode(r.Body, r.Files)
	if err != nil {
		return fmt.Errorf("%s %s: %w", r.Method, r.Path, err)
	}
	if r.Bulk {
		ctx = inBulk(ctx)
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, c.base+r.Path, payload)
	if err != nil {
		return fmt.Errorf("%s %s: %w", r.Method, r.Path, err)
	}
	req.Header.Set("User-Agent", c.agent)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	// those have a token of their own
	if !strings.HasPrefix(r.Path, "/interactions/") && !strings.HasPrefix(r.Path, "/webhooks/") {
		req.Header.Set("Authorization", "Bot "+c.token)
	}
	resp, err := c.client.Do(req)
	if err != nil {
		return fmt.Errorf("%s: %w", r.Method, err)
	}
	defer func() {
		drain(resp.Body)
		_ = resp.Body.Close()
	}()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("%s: read answer: %w", r.Method, err)
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return refusal(resp, answer)
	}
	if out == nil || len(answer) == 0 {
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return fmt.Errorf("%s: decode answer: %w", r.Method, err)
	}
	return nil
}

// Get reads what is at path into out.
func (c *Client) Get(ctx context.Context, path string, out any) error {
	return c.Do(ctx, Request{Method: http.MethodGet, Path: path}, out)
}

// Post sends body to path and reads the answer into out if that is not nil.
func (c *Client) Post(ctx context.Context, path string, body, out any) error {
	return c.Do(ctx, Request{Method: http.MethodPost, Path: path, Body: body}, out)
}

// drain reads what is left of a body, bounded, so that its connection can be used again.
func drain(body io.Reader) { _, _ = io.Copy(io.Discard, io.LimitReader(body, 1<<20)) }

// encode writes a request's body: JSON, or a form with the JSON and files (Discord documentation, "Uploading Files").
func encode(body any, files []File) (io.Reader, string, error) {
	if body == nil {
		return nil, "", nil
	}
	payload, err := json.Marshal(body)
	if err != nil {
		return nil, "", fmt.Errorf("encode: %w", err)
	}
	if len(files) == 0 {
		return bytes.NewReader(payload), "application/json", nil
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part := func(disposition, contentType string, data []byte) error {
		p, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {disposition},
			"Content-Type":        {contentType},
		})
		if err != nil {
			return err
		}
		_, err = p.Write(data)
		return err
	}
	err = part(`form-data; name="payload_json"`, "application/json", payload)
	for i, f := range files {
		err = errors.Join(err, part(fmt.Sprintf(`form-data; name="files[%d]"; filename=%q`, i, f.Name),
			cmp.Or(f.Type, "application/octet-stream"), f.Data))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, "", fmt.Errorf("encode form: %w", err)
	}
	return &form, w.FormDataContentType(), nil
}
