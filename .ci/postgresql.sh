# Sourced by run: a PostgreSQL server of its own, in a folder of its own, gone when the run ends.

postgresql_programs() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

install_postgresql() {
  [ -n "$(postgresql_programs)" ] && return
  [ "$(id -u)" = 0 ] || { echo "PostgreSQL is missing; install it (Debian: apt install postgresql)." >&2; exit 1; }
  echo "Installing PostgreSQL ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

start_postgresql() {
  install_postgresql
  postgresql_folder=$(mktemp -d)
  local programs port
  programs=$(postgresql_programs)
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  [ "$(id -u)" = 0 ] && chown postgres "$postgresql_folder"
  as_postgres "$programs/initdb" --pgdata="$postgresql_folder/data" --auth=trust --username=clinic --encoding=UTF8 >/dev/null
  as_postgres "$programs/pg_ctl" --pgdata="$postgresql_folder/data" --log="$postgresql_folder/log" --wait \
    --options="-p $port -c max_connections=200 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$postgresql_folder" start >/dev/null
  export DATABASE_URL="postgres://clinic@127.0.0.1:$port/postgres"
}

stop_postgresql() {
  as_postgres "$(postgresql_programs)/pg_ctl" --pgdata="$postgresql_folder/data" --mode=fast stop >/dev/null
  rm -rf "$postgresql_folder"
}
