# A copy of this clone, to change and build without touching it. Sourced, never run.
# shellcheck shell=sh disable=SC2154
#
# Set `copy` to where it shall be; what is built there belongs into "$copy.target".

# All that git knows or would take, with the times of its files, so that only what is edited is built again. What the copy
# has fetched stays.
copy_tree() {
	mkdir -p "$copy"
	find "$copy" -mindepth 1 -maxdepth 1 ! -name .dev -exec rm -rf {} +
	git ls-files -z --cached --others --exclude-standard | python3 -c '
import os, shutil, sys
for path in filter(None, sys.stdin.buffer.read().split(b"\0")):
    path = path.decode()
    if os.path.lexists(path):
        target = os.path.join(sys.argv[1], path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy2(path, target)
' "$copy"
	[ -d "$copy.target" ] || seed_target
}

# What others wrote need not be compiled again. The links are cheap; where there can be none, it is. What we wrote is left
# out: cargo would look at the spec that it was built of, which nobody edited.
seed_target() {
	built=${CARGO_TARGET_DIR:-$root/target}/debug
	mkdir -p "$copy.target/debug"
	for folder in deps build .fingerprint; do
		[ ! -d "$built/$folder" ] || cp -Rl "$built/$folder" "$copy.target/debug/" 2>/dev/null || rm -rf "$copy.target/debug/$folder"
	done
	find "$copy.target/debug" -depth \( -name '*user[-_]api*' -o -name '*contract[-_]tests*' \) -exec rm -rf {} +
}
