package bot

import "testing"

// TestAServerIsLookedAfterByOneProcess: by the one that keeps its shard, or by the only one.
func TestAServerIsLookedAfterByOneProcess(t *testing.T) {
	const first, second = "4194304", "8388608" // ids whose time is 1 and 2
	w := &permissionWatcher{}
	if !w.minds(first) || !w.minds(second) {
		t.Error("the only process does not look after every server")
	}
	w.look([]int{1, 3}, 4)
	if !w.minds(first) || w.minds(second) {
		t.Error("a process looks after servers of other shards, or not after its own")
	}
	w.look(nil, 4)
	if w.minds(first) {
		t.Error("a process without shards looks after servers")
	}
}
