# Sourced by every script: answers --help, says what is wrong in one sentence, keeps .venv as the requirements say.
. script/debian_packages.sh

# As it is typed from the top folder, whatever folder it was called from.
this_script="script/${0##*/}"
[ -f "$this_script" ] || this_script="trials/${0##*/}"

die() { echo "$*" >&2; exit 1; }

# answer_help ARGUMENT...: prints the lines at the head of the script if --help comes first.
answer_help() {
  case "${1:-}" in
    -h | --help) sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$this_script"; exit ;;
  esac
}

NO_NETWORK='Temporary failure|Name or service not known|Failed to establish a new connection|ConnectTimeout'
NO_NETWORK+='|ReadTimeoutError|ProxyError|Could not resolve|Could not connect|Unable to connect|Network is unreachable'
NO_NETWORK+='|EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ETIMEDOUT'

# quietly WHAT COMMAND...: installs WHAT; what COMMAND prints is shown only if it fails.
quietly() {
  local what=$1 log failed=
  shift
  echo "Installing $what ..."
  log=$(mktemp)
  "$@" > "$log" 2>&1 || failed=1
  if [ -n "$failed" ] && grep -qE "$NO_NETWORK" "$log"; then
    rm "$log"
    die "The network did not answer, so $what could not be installed; connect this machine and start again."
  fi
  [ -z "$failed" ] || cat "$log" >&2
  rm "$log"
  [ -z "$failed" ] || die "Installing $what failed; the lines above say why."
}

# need_writable FOLDER ADVICE
need_writable() {
  [ -w "$1" ] || die "$(id -un) may not write to $(realpath -m "$1"); $2."
}

need_own_copy() { need_writable "$1" "start from a copy of the repository that belongs to $(id -un)"; }

# need_data_dir: makes DATA_DIR; it and what is in it must be writable.
need_data_dir() {
  local data=${DATA_DIR:-var} unwritable
  mkdir -p "$data" 2>/dev/null || true
  unwritable=$(find "$data" -maxdepth 1 ! -name lost+found ! -writable -print -quit 2>/dev/null || echo "$data")
  [ -z "$unwritable" ] || need_writable "$unwritable" "choose another folder: DATA_DIR=FOLDER $this_script"
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && is_new_enough "$name"; then
      echo "$name"
      return
    fi
  done
  return 1
}

# A .venv stops working when the Python that made it goes, as in an upgrade of Debian.
venv_works() { is_new_enough .venv/bin/python && .venv/bin/python -c 'import pip' 2>/dev/null; }

make_venv() {
  venv_works && return
  need python3-venv
  need_own_copy .
  rm -rf .venv
  quietly .venv "$(find_python)" -m venv .venv
}

# install FILE: installs the requirements in FILE unless they are already what was installed last.
install() {
  local wanted marker=.venv/$1.installed
  wanted=$(cat requirements*.txt | cksum)
  [ "$(cat "$marker" 2>/dev/null)" = "$wanted" ] && return
  need_own_copy .venv
  rm -f .venv/*.installed
  quietly "$1" .venv/bin/python -m pip install --require-hashes --disable-pip-version-check --no-input -r "$1"
  echo "$wanted" > "$marker"
}

# install_into FOLDER PACKAGE==VERSION...: a venv of its own that holds these packages.
install_into() {
  local folder=$1
  shift
  [ "$(cat "$folder/.installed" 2>/dev/null)" = "$*" ] && return
  [ -x "$folder/bin/pip" ] || "$(find_python)" -m venv "$folder"
  quietly "$*" "$folder/bin/pip" install --disable-pip-version-check "$@"
  echo "$*" > "$folder/.installed"
}
