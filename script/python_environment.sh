# Sourced by serve and test: finds a Python and keeps .venv as the requirements say.

die() { echo "$*" >&2; exit 1; }

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      echo "$name"
      return
    fi
  done
  return 1
}

make_venv() {
  [ -x .venv/bin/pip ] && return
  local python
  python=$(find_python) || die "This needs Python 3.11 or newer; install it (Debian: apt install python3 python3-venv)."
  rm -rf .venv
  "$python" -m venv .venv >/dev/null 2>&1 \
    || die "Python's venv module is missing; install it (Debian: apt install python3-venv)."
}

# install FILE: installs the requirements in FILE unless they are already what was installed last.
install() {
  local wanted
  wanted=$(cat requirements.txt requirements-many-hosts.txt "$1" | cksum)
  [ "$(cat ".venv/$1.installed" 2>/dev/null)" = "$wanted" ] && return
  echo "Installing $1 ..."
  .venv/bin/pip install --quiet --disable-pip-version-check -r "$1" \
    || die "The packages in $1 could not be installed; the lines above say why."
  echo "$wanted" > ".venv/$1.installed"
}
