# Sourced by test and benchmark: finds Chromium, Node.js with npm, Java, Redis and nginx; keeps node_modules as package-lock.json says.
# Goes after python_environment.sh.

# install_debian_packages PACKAGE...: does nothing for who is not root.
install_debian_packages() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  echo "Installing $* ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || true
}

have_chromium() {
  CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
  export CHROMIUM
  [ -n "$CHROMIUM" ] && [ -x "$CHROMIUM" ]
}

# The journeys need a real browser: an installed one, else Debian's package, else Playwright's own download.
find_chromium() {
  have_chromium && return
  install_debian_packages chromium
  have_chromium && return
  .venv/bin/playwright install chromium || true
  CHROMIUM=$(.venv/bin/python -c 'from playwright.sync_api import sync_playwright as p
with p() as playwright: print(playwright.chromium.executable_path)')
  [ -x "$CHROMIUM" ] || die "No Chromium: install one (Debian: apt install chromium) or name it: CHROMIUM=/path"
}

find_node() {
  command -v node >/dev/null && command -v npm >/dev/null && return
  install_debian_packages nodejs npm
  command -v node >/dev/null && command -v npm >/dev/null \
    || die "The browser tests need Node.js 18.19 or newer with npm; install them (Debian: apt install nodejs npm)."
}

find_java() {
  command -v java >/dev/null && return
  install_debian_packages default-jre-headless
  command -v java >/dev/null \
    || die "The HTML checker needs Java 11 or newer; install it (Debian: apt install default-jre-headless)."
}

find_redis() {
  command -v redis-server >/dev/null && return
  install_debian_packages redis-server
  command -v redis-server >/dev/null \
    || die "The tests of several web hosts need redis-server; install it (Debian: apt install redis-server)."
}

find_nginx() {
  # Root's programs are not always on everybody's path.
  PATH=$PATH:/usr/sbin
  local brotli=/usr/lib/nginx/modules/ngx_http_brotli_static_module.so
  command -v nginx >/dev/null && command -v openssl >/dev/null && [ -e "$brotli" ] && return
  install_debian_packages nginx libnginx-mod-http-brotli-static openssl
  command -v nginx >/dev/null && command -v openssl >/dev/null && [ -e "$brotli" ] \
    || die "The tests of deploy/nginx and the scans need nginx with brotli, and openssl (Debian: apt install nginx libnginx-mod-http-brotli-static openssl)."
}

# install_npm_packages [npm ci's options]: installs what package-lock.json names unless that is what is there.
install_npm_packages() {
  local wanted
  wanted="$(cksum < package-lock.json) $*"
  case "$(cat node_modules/.installed 2>/dev/null)" in
    "$wanted" | "$(cksum < package-lock.json) ") return ;;  # the whole is enough for who needs a part
  esac
  echo "Installing package-lock.json ..."
  npm ci --no-progress --loglevel=error "$@" >/dev/null \
    || die "The packages in package-lock.json could not be installed; the lines above say why."
  echo "$wanted" > node_modules/.installed
}
