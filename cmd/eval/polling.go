package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"text/tabwriter"
	"time"
)

// pollingCmd runs the program itself against feeds on loopback, over real sockets, and says how well it keeps up.
type pollingCmd struct {
	Bot      string        `help:"The program to measure (default: built)." placeholder:"FILE"`
	Feeds    int           `help:"How many feeds, each a host of its own, 127.x.y.z." default:"10000"`
	Interval time.Duration `help:"Time between two polls of a feed." default:"5m"`
	For      time.Duration `help:"How long." default:"15m"`
	Fresh    int           `help:"Answers of a hundred that hold something new." default:"1"`
}

// Run measures.
func (p *pollingCmd) Run(ctx context.Context, s streams) error { return measurePolling(ctx, s.out, *p) }

// lateAfter is how long after it is due a poll is late: the poller looks every ten seconds, and adds up to a tenth of
// the interval itself.
const lateAfter = 15 * time.Second

// measurePolling runs the program against feeds on loopback and reports how many polls are on time, and its memory.
func measurePolling(ctx context.Context, w io.Writer, p pollingCmd) (err error) {
	dir, err := os.MkdirTemp("", "polling-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if p.Bot == "" {
		p.Bot = filepath.Join(dir, "sitrep")
		if out, err := exec.CommandContext(ctx, "go", "build", "-o", p.Bot, "./cmd/bot").CombinedOutput(); err != nil {
			return fmt.Errorf("build the program: %w\n%s", err, out)
		}
	}
	// 127.x.y.z is one machine, but as many hosts as feeds. Whoever is not on this machine is turned away.
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp4", "0.0.0.0:0")
	if err != nil {
		return err
	}
	fleet := &fleet{p: p, last: make([]time.Time, p.Feeds)}
	server := &http.Server{Handler: fleet, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }() // ends with Close
	defer func() { _ = server.Close() }()
	if err := p.prepare(ctx, dir, listener.Addr().(*net.TCPAddr).Port); err != nil {
		return err
	}
	peak, cpu, err := p.run(ctx, dir)
	if err != nil {
		return err
	}
	return fleet.report(w, peak, cpu)
}

// prepare writes configuration and list, and puts the feeds into a database.
func (p pollingCmd) prepare(ctx context.Context, dir string, port int) error {
	configuration := fmt.Sprintf("[database]\npath = %q\n[catalogue]\nuse = false\n[web]\nlisten = "+
		"\"\"\n[log]\nlevel = \"error\"\n[poll]\nmin_interval = %q\nmax_interval = %[2]q\nallow_private = "+
		"[\"127.0.0.0/8\"]\n",
		filepath.Join(dir, "sitrep.db"), p.Interval)
	var list strings.Builder
	list.WriteString(`<opml version="2.0"><body>`)
	for i := range p.Feeds {
		fmt.Fprintf(&list, `<outline text="Outlet %d" xmlUrl="http://%s:%d/feed"/>`, i, hostName(i), port)
	}
	list.WriteString(`</body></opml>`)
	for name, content := range map[string]string{"config.toml": configuration, "list.opml": list.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			return err
		}
	}
	cmd := exec.CommandContext(ctx, p.Bot, "feeds", "import", "list.opml")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("import the list: %w\n%.2000s", err, out)
	}
	return nil
}

// run runs the program for p.For and returns its greatest resident memory in bytes and its processor time.
func (p pollingCmd) run(ctx context.Context, dir string) (peak int64, cpu time.Duration, err error) {
	cmd := exec.CommandContext(ctx, p.Bot, "run")
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	cmd.Env = append(os.Environ(), "GOMAXPROCS=2")
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	end := time.After(p.For)
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for ended := false; !ended; {
		select {
		case <-ticker.C:
			peak = max(peak, highWater(cmd.Process.Pid))
		case <-end:
			ended = true
		}
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return peak, 0, fmt.Errorf("the program has ended early: %w", err)
	}
	if err := cmd.Wait(); err != nil {
		return peak, 0, fmt.Errorf("the program failed: %w", err)
	}
	return peak, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
}

// highWater is VmHWM of a process in bytes (proc_pid_status(5)), 0 where there is none.
func highWater(pid int) int64 {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	defer func() { _ = f.Close() }() // it was only read
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "VmHWM:"); ok {
			n, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return n << 10
		}
	}
	return 0
}

// hostName is the address of the i-th outlet: 127.1.0.1 and on.
func hostName(i int) string { return fmt.Sprintf("127.%d.%d.%d", 1+i/250/250, i/250%250, 1+i%250) }

func hostIndex(name string) int {
	var a, b, c int
	if n, err := fmt.Sscanf(name, "127.%d.%d.%d", &a, &b, &c); n != 3 || err != nil {
		return -1
	}
	return (a-1)*250*250 + b*250 + c - 1
}

// fleet answers for all outlets, and notes when each is asked.
type fleet struct {
	p pollingCmd

	mu        sync.Mutex
	last      []time.Time
	first     time.Time
	polls     int
	unchanged int
	again     int // polls that are not a feed's first
	onTime    int // of them
	worst     time.Duration
}

func (o *fleet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	remote, _, _ := net.SplitHostPort(r.RemoteAddr)
	host, _, _ := net.SplitHostPort(r.Host)
	i := hostIndex(host)
	if ip := net.ParseIP(remote); ip == nil || !ip.IsLoopback() || i < 0 || i >= len(o.last) {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	n, changed := o.note(i, r.Header.Get("If-None-Match") != "")
	w.Header().Set("ETag", `"`+strconv.Itoa(n)+`"`)
	if !changed {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	fmt.Fprintf(w,
		`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Outlet `+
			`%d</title><item><guid>%d-%d</guid><title>Session %[3]d of council %[1]d</title>`+
			`<content:encoded>The council of town %[1]d met on item %[3]d of its agenda on Tuesday and heard what the `+
			`committee had found in the spring.</content:encoded></item></channel></rss>`, i, i, n)
}

// note keeps count of a request, and decides whether there is something new.
func (o *fleet) note(i int, known bool) (n int, changed bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := time.Now()
	o.polls++
	if o.first.IsZero() {
		o.first = now
	}
	if last := o.last[i]; !last.IsZero() {
		o.judge(now.Sub(last))
	}
	o.last[i] = now
	changed = !known || o.polls%100 < o.p.Fresh
	if !changed {
		o.unchanged++
	}
	return o.polls, changed
}

// judge counts a time between two polls of one feed.
func (o *fleet) judge(gap time.Duration) {
	o.again++
	late := gap - o.p.Interval - o.p.Interval/10
	o.worst = max(o.worst, late)
	if late <= lateAfter {
		o.onTime++
	}
}

// report prints what was counted. A feed that should have been asked again and was not counts as late.
func (o *fleet) report(w io.Writer, peak int64, cpu time.Duration) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := time.Now()
	never := 0
	for _, last := range o.last {
		switch {
		case last.IsZero():
			never++
			o.again++
		case now.Sub(last) > o.p.Interval+o.p.Interval/10+lateAfter:
			o.judge(now.Sub(last))
		}
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range [][2]string{
		{"feeds", strconv.Itoa(len(o.last))},
		{"interval", o.p.Interval.String()},
		{"time", now.Sub(o.first).Round(time.Second).String()},
		{"polls", fmt.Sprintf("%d, %.0f a second", o.polls, float64(o.polls)/now.Sub(o.first).Seconds())},
		{"answered 304", fmt.Sprintf("%.1f %%", 100*float64(o.unchanged)/float64(max(1, o.polls)))},
		{"on time", fmt.Sprintf("%.2f %% of %d, the latest %s behind", 100*float64(o.onTime)/float64(max(1, o.again)),
			o.again, max(o.worst, 0).Round(time.Second))},
		{"never polled", strconv.Itoa(never)},
		{"memory", fmt.Sprintf("%d MiB resident at most", peak>>20)},
		{"processor", fmt.Sprintf("%s, %.0f %% of one core", cpu.Round(time.Second),
			100*cpu.Seconds()/now.Sub(o.first).Seconds())},
	} {
		fmt.Fprintf(table, "%s\t%s\n", row[0], row[1])
	}
	return table.Flush()
}
