# Sourced by what uses packages of npm. Goes after python_environment.sh.

# install_npm_packages FOLDER: installs what FOLDER/package-lock.json names unless that is what is there.
install_npm_packages() {
  local wanted marker=$1/node_modules/.installed
  wanted=$(cksum < "$1/package-lock.json")
  [ "$(cat "$marker" 2>/dev/null)" = "$wanted" ] && return
  need_own_copy "$1"
  quietly "$(realpath --relative-to=. "$1/package-lock.json")" npm ci --prefix "$1" --no-progress --loglevel=error
  echo "$wanted" > "$marker"
}
