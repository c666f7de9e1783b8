"""Debian's packages, and which programs came with them."""

import os
import shutil
import subprocess
from pathlib import Path

PACKAGES = """
wordpress wordpress-theme-twentytwentythree php-fpm php-mysql mariadb-server-core mariadb-client-core
nginx-light libnginx-mod-http-brotli-static
""".split()
WORDPRESS = Path("/usr/share/wordpress")


def install_peers():
    if os.geteuid() != 0:
        raise SystemExit("--peers installs packages and starts servers under other accounts: it needs root.")
    missing = [package for package in PACKAGES if not is_installed(package)]
    if missing:
        print(f"Installing {', '.join(missing)} ...", flush=True)
        apt("update", "-qq")
        apt("install", "-y", "-qq", "--no-install-recommends", *missing)


def is_installed(package):
    found = subprocess.run(["dpkg-query", "-W", "-f=${Status}", package], capture_output=True, text=True)
    return found.stdout.endswith("ok installed")


def apt(*words):
    """RUNLEVEL=1 keeps Debian from starting a service at once."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    subprocess.run(["apt-get", *words], check=True, env=environment, stdout=subprocess.DEVNULL)


def php_fpm():
    found = sorted(Path("/usr/sbin").glob("php-fpm*"))
    return shutil.which("php-fpm") or str(found[-1])
