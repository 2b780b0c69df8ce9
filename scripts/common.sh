# What the scripts share: where things are, how they speak, how they wait for each other. Sourced, never run.
# shellcheck shell=sh disable=SC2034

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
dev=$root/.dev

# On standard error, so that what a script hands to another can go to standard output.
say() { printf '%s\n' "$*" >&2; }

die() {
	say "$*"
	exit 1
}

# Prints a script's own first comment; that is its help.
help() { sed -n '2,/^[^#]/ { s/^# \{0,1\}//p; }' "$0"; }

# Makes .dev/, which git ignores: everything that is fetched, made or remembered lives below it.
need_dev() {
	umask 022 # PostgreSQL may run as another user, who must be able to pass through
	mkdir -p "$dev" 2>/dev/null || true
	[ -w "$dev" ] || die "$dev belongs to another user, as whom a script was run before. Go on as that user, or remove it as them."
}

# lock NAME: waits until no other script holds it. It is let go when this script ends, however it ends.
lock() {
	exec 9>"$dev/$1.lock"
	python3 -c '
import fcntl, sys
try:
    fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
except OSError:
    print("Waiting for another script that is using", sys.argv[1], file=sys.stderr)
    fcntl.flock(9, fcntl.LOCK_EX)
' ".dev/$1"
}

# Says all that is missing at once, each with its mend.
check_programs() {
	missing=''
	need cargo "Rust: https://rustup.rs"
	need cc "a C compiler: apt-get install build-essential, or on macOS xcode-select --install"
	need python3 "Python 3: apt-get install python3 python3-venv, or https://www.python.org/downloads/"
	need_rust
	[ -z "$missing" ] || die "This is missing:$missing"
}

# An old Rust would say so of one dependency after another.
need_rust() {
	command -v rustc >/dev/null || return 0
	rust=$(rustc --version | cut -d ' ' -f 2)
	least=$(sed -n 's/^rust-version = "\([0-9.]*\)".*/\1/p' "$root/Cargo.toml")
	oldest=$(printf '%s\n' "$rust" "$least" | sort -t . -k 1,1n -k 2,2n | head -n 1)
	[ "$oldest" = "$least" ] || missing="$missing
  Rust $least or later; this is $rust: rustup update"
}

need() {
	command -v "$1" >/dev/null || missing="$missing
  $2"
}
