# Sourced by the trials: goes to the top folder, answers --help and installs what they need. With `postgresql` as the first
# argument they run on a server of its own, which is gone afterwards.
set -eu
cd "$(dirname "$0")/.."
. script/python_environment.sh
. .ci/postgresql.sh
answer_help "$@"
need python3-venv nginx libnginx-mod-http-brotli-static openssl wrk
make_venv
install requirements-dev.txt
export DATABASE_URL='' PYTHONPATH=trials:. PYTHONUNBUFFERED=1 PATH=$PATH:/usr/sbin
if [ "${1:-}" = postgresql ]; then
  shift
  start_postgresql
  trap stop_postgresql EXIT
  export POSTGRESQL_FOLDER=$postgresql_folder
fi
