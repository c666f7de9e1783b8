# Sourced by scan: installs each scanner into a folder of its own. Goes after python_environment.sh.

tools=$(realpath -m "${SCAN_TOOLS:-var/scan-tools}")

install_wapiti() { install_into "$tools/wapiti" wapiti3==3.2.3; }
install_source_scanners() { install_into "$tools/semgrep" semgrep==1.182.0 bandit==1.9.4; }

# No script of the package runs: the one that it has fetches the list of preloaded hosts, on which a clinic's name is not.
install_observatory() {
  local folder=$tools/observatory package=@mdn/mdn-http-observatory version=1.4.8
  [ "$(cat "$folder/.installed" 2>/dev/null)" = "$version" ] && return
  mkdir -p "$folder"
  quietly "$package $version" \
    npm install --prefix "$folder" --ignore-scripts --no-save --no-progress --loglevel=error "$package@$version"
  echo "{}" > "$folder/node_modules/$package/conf/hsts-preload.json"
  echo "$version" > "$folder/.installed"
}
