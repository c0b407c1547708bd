package bot

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"time"

	"sitrep/bot/message"
)

// Bounds of an interaction that comes by HTTP.
const (
	// maxInteraction bounds its body. A command on the longest message, with all its embeds, has some 100 KB.
	maxInteraction = 1 << 20
	// signatureAge is how old a signature may be, and how far ahead Discord's clock: what somebody has recorded is not
	// answered for long.
	signatureAge = 5 * time.Minute
)

// endpoint answers interactions that Discord sends by HTTP (Discord documentation, "Receiving an Interaction"), through
// the router that the gateway's go through.
type endpoint struct {
	key ed25519.PublicKey
	by  *responder
}

// Interactions returns what answers the interactions that Discord sends by HTTP, signed with the application's public
// key, in hexadecimal. A bad key is an Invalid error.
func (b *Bot) Interactions(publicKey string) (http.Handler, error) {
	key, err := hex.DecodeString(publicKey)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, errorf("discord.public_key: these are not the 64 hexadecimal digits of the developer portal.")
	}
	return &endpoint{key: key, by: b.responder}, nil
}

// ServeHTTP implements http.Handler. What is not signed is answered 401, which Discord tries out before it takes an
// address. The first answer to an interaction is the body; what comes later goes the way of the gateway's.
func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "only POST", http.StatusMethodNotAllowed)
		return
	}
	arrived := e.by.now()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxInteraction))
	switch _, large := errors.AsType[*http.MaxBytesError](err); {
	case large:
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	case err != nil:
		http.Error(w, "the body cannot be read", http.StatusBadRequest)
		return
	case !e.signed(r.Header, body, arrived):
		http.Error(w, "bad signature", http.StatusUnauthorized)
		return
	}
	first := make(chan firstAnswer, 1)
	// An answer under way outlives the request: what follows it is sent by itself.
	ctx := context.WithoutCancel(r.Context())
	go func() {
		err := guard(func() error {
			return e.by.interactOver(ctx, body, arrived, func(a firstAnswer) { first <- a })
		})
		if err != nil {
			e.by.lg.WarnContext(ctx, "interaction", "error", err)
		}
		close(first)
	}()
	timer := time.NewTimer(firstUntil)
	defer timer.Stop()
	select {
	case a, ok := <-first:
		if !ok {
			http.Error(w, "that is no interaction", http.StatusBadRequest)
			return
		}
		if err := a.write(w); err != nil {
			e.by.lg.WarnContext(ctx, "answer interaction", "error", err)
		}
	case <-timer.C: // Discord waits no longer
		http.Error(w, "too late", http.StatusServiceUnavailable)
	}
}

// signed reports whether Discord has signed the body, lately (Discord documentation, "Validating Security Request
// Headers").
func (e *endpoint) signed(h http.Header, body []byte, now time.Time) bool {
	signature, err := hex.DecodeString(h.Get("X-Signature-Ed25519"))
	stamp := h.Get("X-Signature-Timestamp")
	if err != nil || len(signature) != ed25519.SignatureSize || stamp == "" {
		return false
	}
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > signatureAge {
		return false
	}
	return ed25519.Verify(e.key, append([]byte(stamp), body...), signature)
}

// firstAnswer is the first answer to an interaction, with its files.
type firstAnswer struct {
	body  response
	files []message.File
}

// write sends a as the body of an HTTP response: JSON, or, with files, a form as Discord takes it from a request.
func (a firstAnswer) write(w http.ResponseWriter) error {
	data, err := json.Marshal(a.body)
	if err != nil {
		http.Error(w, "the answer cannot be written", http.StatusInternalServerError)
		return fmt.Errorf("encode answer: %w", err)
	}
	if len(a.files) == 0 {
		w.Header().Set("Content-Type", "application/json")
		_, err = w.Write(data)
		return err
	}
	var form bytes.Buffer
	m := multipart.NewWriter(&form)
	err = m.WriteField("payload_json", string(data))
	for i, f := range a.files {
		part, partErr := m.CreateFormFile(fmt.Sprintf("files[%d]", i), f.Name)
		if partErr == nil {
			_, partErr = part.Write(f.Data)
		}
		err = errors.Join(err, partErr)
	}
	if err = errors.Join(err, m.Close()); err != nil {
		return fmt.Errorf("write form: %w", err)
	}
	w.Header().Set("Content-Type", m.FormDataContentType())
	_, err = w.Write(form.Bytes())
	return err
}
