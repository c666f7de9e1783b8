# Sourced by what measures or pictures a site: starts one with data of its own, which ends and goes with the script.
# Goes after python_environment.sh.

# start_site_of_its_own PORT: sets `port` (PORT in the environment comes first) and `data`, the site's DATA_DIR.
start_site_of_its_own() {
  port=${PORT:-$1}
  data=$(mktemp -d)
  DATA_DIR=$data PORT=$port script/serve > "$data/log" 2>&1 &
  site=$!
  trap 'kill -TERM "$site" 2>/dev/null || true; wait "$site" 2>/dev/null || true; rm -rf "$data"' EXIT

  echo "Starting a site ..."
  until grep -q "The site is up" "$data/log"; do
    kill -0 "$site" 2>/dev/null || { cat "$data/log" >&2; die "The site did not start; the lines above say why."; }
    sleep 0.5
  done
}
