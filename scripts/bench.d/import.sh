# How long the import of 100,000 people takes, from the tables of the system before this one. Sourced by scripts/bench.
# shellcheck shell=sh disable=SC2154

measure_import() {
	say "Building in release mode, which takes some minutes the first time"
	cargo build --quiet --release --package user-api-server --bin user-api
	program=${CARGO_TARGET_DIR:-$root/target}/release/user-api
	prepare_serving
	trap clean_import EXIT
	say "Filling the tables of the other system: $people people, and half as many rows of all that is theirs"
	drop_legacy
	sql postgres "create database ${name}_legacy"
	(cd "$root/contract-tests/tests/it/import" && sed "s/PEOPLE/$people/g" tables.sql legacy.sql) >"$scratch/legacy.sql"
	"$root/scripts/db" run psql -X -q -v ON_ERROR_STOP=1 -d "${name}_legacy" -f "$scratch/legacy.sql"
	fresh_database
	DATABASE_URL=$address "$program" migrate >/dev/null
	say "Importing"
	began=$(date +%s%N)
	DATABASE_URL=$address USER_API_LOG=warn "$program" import --yes --from "$("$root/scripts/db" url "${name}_legacy")" >"$scratch/import" || die "$(cat "$scratch/import")"
	printf '%-44s %10s   to reach: under 120\n' "import of $people people, seconds" \
		"$(awk -v ns="$(($(date +%s%N) - began))" 'BEGIN { printf "%.1f", ns / 1e9 }')"
}

drop_legacy() { sql postgres "drop database if exists ${name}_legacy with (force)"; }

clean_import() {
	drop_legacy 2>/dev/null || true
	clean_serving
}
