# Sourced by python_environment.sh: what a script needs of the system, by the names of Debian's packages.

# need PACKAGE...: installs what is missing as root on Debian; tells everybody else all of it at once.
need() {
  local missing
  ! command -v python3 >/dev/null || find_python >/dev/null \
    || die "This needs Python 3.11 or newer, and this machine has $(python3 --version)."
  missing=$(missing_of "$@")
  if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086 # one word a package
    quietly "$missing" apt_install $missing
    missing=$(missing_of "$@")
  fi
  [ -z "$missing" ] || die "$this_script needs packages that are missing; have root install them: apt install $missing"
}

missing_of() {
  local package missing=
  for package; do
    has "$package" >/dev/null 2>&1 || missing+=" $package"
  done
  echo "${missing# }"
}

# has PACKAGE: whether what it brings is there, from wherever it came.
has() {
  case "$1" in
    python3-venv) venv_works || "$(find_python)" -c 'import ensurepip, venv' ;;
    chromium) [ -n "${CHROMIUM:-}" ] || find_chromium ;;
    nodejs) command -v node ;;
    default-jre-headless) command -v java ;;
    procps) command -v ps ;;
    apache2-utils) command -v ab ;;
    webkit2gtk-driver) command -v WebKitWebDriver ;;
    xvfb) command -v Xvfb ;;
    libnginx-mod-http-brotli-static) [ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] ;;
    *) PATH=$PATH:/usr/sbin command -v "$1" ;;
  esac
}

apt_install() {
  apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# Prints the browser to use: the one that CHROMIUM names, or one that is installed.
find_chromium() {
  if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" || die "CHROMIUM names no program: $CHROMIUM"
  else
    command -v chromium || command -v chromium-browser || command -v google-chrome
  fi
}
