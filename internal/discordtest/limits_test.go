package discordtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"sitrep/internal/discordtest"
)

// post sends a body to a route of srv and returns status and answer.
func post(t testing.TB, srv *discordtest.Server, method, path, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, srv.URL()+strings.TrimPrefix(path, "/"),
		strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+srv.Token())
	req.Header.Set("User-Agent", "DiscordBot (https://example.org, 1)")
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := srv.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// v2 wraps components into a message with the flag IS_COMPONENTS_V2.
func v2(components ...string) string {
	return `{"flags":32768,"components":[` + strings.Join(components, ",") + `]}`
}

func text(n int) string { return fmt.Sprintf(`{"type":10,"content":%q}`, strings.Repeat("x", n)) }

func button(id, label string) string {
	return fmt.Sprintf(`{"type":2,"style":2,"custom_id":%q,"label":%q}`, id, label)
}

func row(children ...string) string {
	return `{"type":1,"components":[` + strings.Join(children, ",") + `]}`
}

func container(children ...string) string {
	return `{"type":17,"components":[` + strings.Join(children, ",") + `]}`
}

func embeds(n, size int) string {
	one := fmt.Sprintf(`{"description":%q}`, strings.Repeat("x", size))
	return `{"embeds":[` + strings.Repeat(one+",", n-1) + one + `]}`
}

func menu(options int) string {
	var b bytes.Buffer
	for i := range options {
		fmt.Fprintf(&b, `{"label":"l","value":"%d"},`, i)
	}
	return `{"type":3,"custom_id":"s","options":[` + strings.TrimSuffix(b.String(), ",") + `]}`
}

func repeat(n int, f func(i int) string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = f(i)
	}
	return out
}

func TestMessageLimits(t *testing.T) {
	smile := "😀" // two UTF-16 code units
	tests := []struct {
		name string
		body string
		want string // "" for accepted, else a piece of the answer
	}{
		{"content of 2000", `{"content":"` + strings.Repeat("x", 2000) + `"}`, ""},
		{
			"content of 2001", `{"content":"` + strings.Repeat("x", 2001) + `"}`,
			`{"content":{"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"Must be 2000 or fewer in length."}]}}`,
		},
		{"1001 emoji are 2002 units", `{"content":"` + strings.Repeat(smile, 1001) + `"}`, "BASE_TYPE_MAX_LENGTH"},
		{"nothing", `{}`, `"code":50006`},
		{"only spaces", `{"content":"  \n"}`, `"code":50006`},
		{"broken JSON", `{"content":`, `"code":50109`},
		{"a number for content", `{"content":7}`, "50"},
		{"nonce of 26", `{"content":"x","nonce":"` + strings.Repeat("n", 26) + `"}`, "nonce"},
		{"unknown flag", `{"content":"x","flags":64}`, "MESSAGE_FLAGS_INVALID"},
		{
			"parse and list of users", `{"content":"x","allowed_mentions":{"parse":["users"],"users":["1"]}}`,
			"mutually exclusive",
		},

		{"embed", `{"embeds":[{"title":"t","fields":[{"name":"n","value":"v"}]}]}`, ""},
		{"embed title of 257", `{"embeds":[{"title":"` + strings.Repeat("x", 257) + `"}]}`, `"embeds":{"0":{"title"`},
		{"embed title of 256 and spaces", `{"embeds":[{"title":"` + strings.Repeat("x", 250) + `  "}]}`, ""},
		{"embed without anything", `{"embeds":[{"color":1}]}`, "EMBED_EMPTY"},
		{"embed field without value", `{"embeds":[{"fields":[{"name":"n","value":""}]}]}`, "BASE_TYPE_REQUIRED"},
		{"embeds of 6000 in all", embeds(2, 3000), ""},
		{"embeds of 6002 in all", embeds(2, 3001), "MAX_EMBED_SIZE_EXCEEDED"},
		{"11 embeds", embeds(11, 1), "Must be 10 or fewer"},
		{"26 fields", `{"embeds":[{"fields":[` + strings.Join(repeat(26,
			func(int) string { return `{"name":"n","value":"v"}` }), ",") + `]}]}`, "Must be 25 or fewer"},
		{"javascript link", `{"embeds":[{"title":"x","url":"javascript:alert(1)"}]}`, "URL_TYPE"},

		{"text", v2(text(4000)), ""},
		{"4001 of text in all", v2(text(2000), container(text(2001))), "COMPONENT_MAX_TOTAL_TEXT_LENGTH_EXCEEDED"},
		{"empty text", v2(text(0)), "BASE_TYPE_REQUIRED"},
		{
			"content beside components", `{"flags":32768,"content":"x","components":[` + text(1) + `]}`,
			"MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
		},
		{
			"embeds beside components", `{"flags":32768,"embeds":[{"title":"x"}],"components":[` + text(1) + `]}`,
			"MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
		},
		{"text without the flag", `{"components":[` + text(1) + `]}`, "components"},
		{"40 components", v2(container(repeat(39, func(int) string { return text(1) })...)), ""},
		{
			"41 components", v2(container(repeat(39, func(int) string { return text(1) })...), text(1)),
			"COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
		},
		{"accessories count", v2(repeat(14, func(i int) string {
			return `{"type":9,"components":[` + text(1) + `],"accessory":` + button(fmt.Sprint(i), "x") + `}`
		})...), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"},
		{"container in a container", v2(container(container(text(1)))), "components"},
		{"button without a row", v2(button("a", "b")), "components"},
		{"section without accessory", v2(`{"type":9,"components":[` + text(1) + `]}`), `"accessory"`},
		{"section of four texts", v2(`{"type":9,"components":[` +
			strings.Join(repeat(4, func(int) string { return text(1) }), ",") + `],"accessory":` + button("a", "b") +
			`}`), "Must be between 1 and 3"},
		{"gallery", v2(`{"type":12,"items":[{"media":{"url":"https://example.org/map.png"}}]}`), ""},
		{"attachment that is not there", v2(`{"type":13,"file":{"url":"attachment://x.png"}}`), "ATTACHMENT_NOT_FOUND"},

		{"five buttons", `{"content":"x","components":[` + row(repeat(5,
			func(i int) string { return button(fmt.Sprint(i), "b") })...) + `]}`, ""},
		{"six buttons", `{"content":"x","components":[` + row(repeat(6,
			func(i int) string { return button(fmt.Sprint(i), "b") })...) + `]}`, "Must be between 1 and 5"},
		{"six rows", `{"content":"x","components":[` + strings.Join(repeat(6,
			func(i int) string { return row(button(fmt.Sprint(i), "b")) }), ",") + `]}`, "Must be 5 or fewer"},
		{"custom_id twice", v2(row(button("a", "x")), row(button("a", "y"))), "COMPONENT_CUSTOM_ID_DUPLICATED"},
		{"custom_id of 101", v2(row(button(strings.Repeat("i", 101), "x"))), "Must be between 1 and 100"},
		{"no custom_id", v2(row(`{"type":2,"style":1,"label":"x"}`)), `"custom_id"`},
		{
			"link with custom_id",
			v2(row(`{"type":2,"style":5,"label":"x","url":"https://example.org","custom_id":"a"}`)),
			"BUTTON_COMPONENT_CUSTOM_ID_FORBIDDEN",
		},
		{"link", v2(row(`{"type":2,"style":5,"label":"x","url":"https://example.org"}`)), ""},
		{"label of 81", v2(row(button("a", strings.Repeat("l", 81)))), "label"},
		{"no label", v2(row(button("a", ""))), "BUTTON_COMPONENT_EMPTY"},
		{"select and button in one row", v2(row(menu(1), button("a", "b"))), "Must be between 1 and 1"},
		{"25 options", v2(row(menu(25))), ""},
		{"26 options", v2(row(menu(26))), "options"},
		{"no options", v2(row(menu(0))), "options"},
	}
	for _, openAPI := range []string{"", "-"} {
		for i, tt := range tests {
			t.Run(fmt.Sprintf("%s/openapi=%t", tt.name, openAPI == ""), func(t *testing.T) {
				srv := discordtest.New(t, discordtest.Options{KeepViolations: true, OpenAPI: openAPI})
				status, got := post(t, srv, "POST", "/channels/"+discordtest.News+"/messages", tt.body)
				switch {
				case tt.want == "" && status != http.StatusOK:
					t.Errorf("%d %s, want it accepted", status, got)
				case tt.want == "" && len(srv.Violations()) != 0:
					t.Errorf("violations: %v", srv.Violations())
				case tt.want != "" && status != http.StatusBadRequest:
					t.Errorf("%d %s, want a refusal", status, got)
				case tt.want != "" && len(srv.Violations()) != 1:
					t.Errorf("violations: %v, want one", srv.Violations())
				case openAPI == "-" && !strings.Contains(got, tt.want):
					// With the OpenAPI description another rule may be the first to refuse.
					t.Errorf("case %d: answer %s, want %s", i, got, tt.want)
				}
			})
		}
	}
}

func TestEditIsCheckedAsAWhole(t *testing.T) {
	srv := discordtest.New(t, discordtest.Options{KeepViolations: true})
	_, body := post(t, srv, "POST", "/channels/"+discordtest.News+"/messages", v2(text(10)))
	var m discordtest.Message
	if err := json.Unmarshal([]byte(body), &m); err != nil {
		t.Fatal(err)
	}
	path := "/channels/" + discordtest.News + "/messages/" + m.ID
	if status, got := post(t, srv, "PATCH", path, `{"content":"plain"}`); status != http.StatusBadRequest ||
		!strings.Contains(got, "LEGACY_FIELDS") {
		t.Errorf("content on a message with components: %d %s", status, got)
	}
	if got := srv.Messages(discordtest.News)[0]; got.Content != "" {
		t.Errorf("a refused edit changed the message: %+v", got)
	}
	if status, got := post(t, srv, "PATCH", path, `{"flags":0,"components":[`+text(5)+`]}`); status != http.StatusOK {
		t.Errorf("edit: %d %s", status, got)
	}
	if got := srv.Messages(discordtest.News)[0]; got.Flags&discordtest.FlagComponentsV2 == 0 {
		t.Error("the flag IS_COMPONENTS_V2 was removed")
	}
}

func TestCommandLimits(t *testing.T) {
	option := func(name string, more string) string {
		return fmt.Sprintf(`{"type":3,"name":%q,"description":"d"%s}`, name, more)
	}
	command := func(name, description string, options ...string) string {
		return fmt.Sprintf(`{"type":1,"name":%q,"description":%q,"options":[%s]}`, name, description,
			strings.Join(options, ","))
	}
	tests := []struct {
		name string
		body string
		want string
	}{
		{"fine", command("who", "Who?", option("name", `,"autocomplete":true`)), ""},
		{"a name in Ukrainian", command("хто", "Хто?"), ""},
		{"upper case", command("Who", "Who?"), "APPLICATION_COMMAND_INVALID_NAME"},
		{"a space", command("who is", "Who?"), "APPLICATION_COMMAND_INVALID_NAME"},
		{"33 characters", command(strings.Repeat("a", 33), "Who?"), "name"},
		{"no description", command("who", ""), "BASE_TYPE_REQUIRED"},
		{"description of 101", command("who", strings.Repeat("d", 101)), "description"},
		{
			"26 options",
			command("who", "d", repeat(26, func(i int) string { return option(fmt.Sprint("o", i), "") })...), "options",
		},
		{"an option twice", command("who", "d", option("a", ""), option("a", "")), "NAME_DUPLICATE"},
		{
			"required after optional", command("who", "d", option("a", ""), option("b", `,"required":true`)),
			"REQUIRED_INVALID",
		},
		{"26 choices", command("who", "d", option("a", `,"choices":[`+strings.Join(repeat(26,
			func(i int) string { return fmt.Sprintf(`{"name":"%d","value":"%d"}`, i, i) }), ",")+`]`)), "choices"},
		{"choices and autocomplete", command("who", "d", option("a",
			`,"autocomplete":true,"choices":[{"name":"n","value":"v"}]`)), "AUTOCOMPLETE"},
		{"a message command with spaces", `{"type":3,"name":"Who is in this?"}`, ""},
		{
			"a message command with a description", `{"type":3,"name":"Who?","description":"d"}`,
			"CONTEXT_MENU_DESCRIPTION",
		},
		{
			"an unknown locale", `{"type":1,"name":"who","description":"d","name_localizations":{"xx":"wer"}}`,
			"name_localizations",
		},
		{"permissions as a string", `{"type":1,"name":"who","description":"d","default_member_permissions":"32"}`, ""},
		{"more than 8000 characters", command("who", "d", repeat(25, func(i int) string {
			return option(fmt.Sprint("o", i), `,"choices":[`+strings.Join(repeat(3, func(j int) string {
				return fmt.Sprintf(`{"name":%q,"value":%q}`, strings.Repeat("n", 99)+fmt.Sprint(j),
					strings.Repeat("v", 99))
			}), ",")+`]`)
		})...), "APPLICATION_COMMAND_TOO_LARGE"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			srv := discordtest.New(t, discordtest.Options{KeepViolations: true, OpenAPI: "-"})
			status, got := post(t, srv, "POST", "/applications/"+discordtest.App+"/commands", tt.body)
			if (tt.want == "") != (status == http.StatusCreated) || !strings.Contains(got, tt.want) {
				t.Errorf("%d %s, want %q", status, got, tt.want)
			}
		})
	}
}

// TestExcerptAgrees compares the built-in description with Discord's own.
func TestExcerptAgrees(t *testing.T) {
	path := discordtest.FindOpenAPI()
	if path == "" {
		t.Skip("shared/discord/openapi.json is not beside the repository")
	}
	found, err := discordtest.Contradictions(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
}

// TestOpenAPI shows that the built-in description refuses what no other rule here looks at, far from the whole one.
func TestOpenAPI(t *testing.T) {
	t.Chdir(t.TempDir())
	if path := discordtest.FindOpenAPI(); path != "" {
		t.Fatalf("%s is found from a temporary folder", path)
	}
	tests := []struct {
		name, method, path, body, want string
	}{
		{
			"text for a boolean", "POST", "/channels/" + discordtest.News + "/messages", `{"content":"x","tts":"yes"}`,
			`"tts":{"_errors":[{"code":"BASE_TYPE_BAD_TYPE"`,
		},
		{
			"the branch of a union is chosen by its type", "POST", "/channels/" + discordtest.News + "/messages",
			v2(container(row(`{"type":2,"style":"red"}`))),
			`"components":{"0":{"components":{"0":{"components":{"0":{"style"`,
		},
		{"a recipient that is no id", "POST", "/users/@me/channels", `{"recipient_id":"ben"}`, "STRING_TYPE_REGEX"},
		{
			"query", "GET", "/applications/" + discordtest.App + "/commands?with_localizations=maybe", "",
			`"with_localizations"`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			srv := discordtest.New(t, discordtest.Options{KeepViolations: true})
			status, got := post(t, srv, tt.method, tt.path, tt.body)
			if status != http.StatusBadRequest || !strings.Contains(got, tt.want) {
				t.Errorf("%d %s, want %s", status, got, tt.want)
			}
		})
	}
}

// failures collects what a test would report.
type failures struct {
	testing.TB

	all     []string
	cleanup []func()
}

func (f *failures) Errorf(format string, args ...any) {
	f.all = append(f.all, fmt.Sprintf(format, args...))
}
func (f *failures) Cleanup(fn func()) { f.cleanup = append(f.cleanup, fn) }

func TestViolationsFailTheTest(t *testing.T) {
	f := &failures{TB: t}
	srv := discordtest.New(f, discordtest.Options{})
	post(t, srv, "POST", "/channels/"+discordtest.News+"/messages", `{"content":"`+strings.Repeat("x", 2001)+`"}`)
	post(t, srv, "GET", "/nowhere", "")
	for _, fn := range f.cleanup {
		fn()
	}
	if len(f.all) != 2 || !strings.Contains(f.all[0], "BASE_TYPE_MAX_LENGTH") ||
		!strings.Contains(f.all[1], "no such route") {
		t.Errorf("the test was told %q", f.all)
	}
}

func BenchmarkCreateMessage(b *testing.B) {
	srv := discordtest.New(b, discordtest.Options{GlobalLimit: 1 << 30, Limits: map[string]discordtest.Limit{
		"POST /channels/{channel_id}/messages": {Requests: 1 << 30, Per: 1},
	}})
	body := v2(container(text(500), row(button("a", "b"), button("c", "d")), text(500)))
	for b.Loop() {
		if status, got := post(b, srv, "POST", "/channels/"+discordtest.News+"/messages",
			body); status != http.StatusOK {
			b.Fatal(status, got)
		}
	}
}

// BenchmarkOpenAPI validates one message with components by the description alone, reading it the first time.
func BenchmarkOpenAPI(b *testing.B) {
	if discordtest.FindOpenAPI() == "" {
		b.Skip("shared/discord/openapi.json is not beside the repository")
	}
	check, err := discordtest.LoadChecker(discordtest.FindOpenAPI())
	if err != nil {
		b.Fatal(err)
	}
	var body any
	if err := json.Unmarshal([]byte(v2(container(text(500), row(button("a", "b"), button("c", "d")), text(500)))),
		&body); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if problems := check("/channels/{channel_id}/messages", "POST", body); problems != 0 {
			b.Fatalf("%d problems", problems)
		}
	}
}

func BenchmarkReadOpenAPI(b *testing.B) {
	path := discordtest.FindOpenAPI()
	if path == "" {
		b.Skip("shared/discord/openapi.json is not beside the repository")
	}
	for b.Loop() {
		if err := discordtest.ReadOpenAPI(path); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzMessage sends arbitrary bodies: Discord answers each one, and what it accepts it also shows.
func FuzzMessage(f *testing.F) {
	for _, s := range []string{
		hello, `{}`, `null`, `[]`, `{"components":null,"embeds":null,"content":null}`, embeds(2, 10),
		v2(container(text(5), row(menu(3)))),
		`{"flags":1e99}`, `{"components":[null]}`, `{"embeds":[{"fields":[{}]}],"nonce":5,"enforce_nonce":true}`,
	} {
		f.Add(s)
	}
	srv := discordtest.New(f, discordtest.Options{
		KeepViolations: true, GlobalLimit: 1 << 30,
		Limits: map[string]discordtest.Limit{
			"POST /channels/{channel_id}/messages": {Requests: 1 << 30, Per: time.Hour},
		},
	})
	f.Fuzz(func(t *testing.T, body string) {
		status, got := post(t, srv, "POST", "/channels/"+discordtest.News+"/messages", body)
		if !json.Valid([]byte(got)) || status >= http.StatusInternalServerError {
			t.Errorf("%d %q", status, got)
		}
		if _, err := discordtest.HTML([]byte(got), discordtest.Dark); status == http.StatusOK && err != nil {
			t.Error(err)
		}
	})
}
