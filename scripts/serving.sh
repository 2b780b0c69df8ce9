# A server of one's own over a database of one's own, for tests and measurements. Sourced, never run.
# shellcheck shell=sh disable=SC2154
#
# Set `name` to the database's and call start_serving LOG PROGRAM; its address is then in `url`, its process in `process`.

process=''

# Settings of the developer's own must not change what is tested.
prepare_serving() {
	unset DATABASE_URL # the private cluster, whatever else there is
	for setting in $(env | sed -n 's/^\(USER_API_[A-Z_]*\)=.*/\1/p'); do
		# Those two are of scripts/db.
		case $setting in USER_API_POSTGRES | USER_API_CLUSTER) ;; *) unset "$setting" ;; esac
	done
	scratch=$(mktemp -d)
	trap clean_serving EXIT
	trap 'exit 130' INT TERM
	"$root/scripts/db" start
	address=$("$root/scripts/db" url "$name")
	USER_API_SECRET=$(head -c 32 /dev/urandom | base64 | tr -d '\n')
	# Everything comes from one address, and much of it is wrong on purpose. Limits are counted all the same.
	export USER_API_RATE_LIMIT_FACTOR=1000000
	export USER_API_SECRET PORT=0 USER_API_ENVIRONMENT=development USER_API_MAIL_FILE="$scratch/mail.txt" USER_API_IMAGES="$scratch/images"
}

sql() { "$root/scripts/db" run psql -X -q -v ON_ERROR_STOP=1 -d "$1" -c 'set client_min_messages = warning' -c "$2"; }

drop_database() { sql postgres "drop database if exists $name with (force)"; }

fresh_database() {
	drop_database
	sql postgres "create database $name"
}

# start_serving LOG PROGRAM: with demo data
start_serving() {
	DATABASE_URL=$address "$2" seed-demo --anyway >"$1"
	serve "$1" "$2"
}

# serve LOG PROGRAM
serve() {
	DATABASE_URL=$address "$2" serve >>"$1" 2>&1 9>&- &
	process=$!
	until url=$(sed -n 's/.*listens on \(.*\)/http:\/\/\1/p' "$1") && [ -n "$url" ]; do
		kill -0 "$process" 2>/dev/null || die "The server did not start; $1 says why."
		sleep 0.01
	done
}

stop_serving() {
	kill "$process" 2>/dev/null || true # it may have crashed
	wait "$process" || true
	process=''
}

clean_serving() {
	[ -z "$process" ] || stop_serving
	drop_database 2>/dev/null || true
	rm -rf "$scratch"
}
