"""Debian's packages, and which programs came with them."""

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from benchmarks.machine import said_by

PACKAGES = """
wordpress wordpress-theme-twentytwentythree php-fpm php-mysql mariadb-server-core mariadb-client-core
nginx-light libnginx-mod-http-brotli-static
""".split()
WORDPRESS = Path("/usr/share/wordpress")
POLICY = Path("/usr/sbin/policy-rc.d")
PROGRAMS = {"PHP": ["php", "-v"], "MariaDB": ["mariadbd", "--version"]}


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
    with no_service_starts():
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", *words], check=True, env=environment, stdout=subprocess.DEVNULL)


@contextmanager
def no_service_starts():
    """Debian starts a service when it is installed, unless this program says no."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def php_fpm():
    found = sorted(Path("/usr/sbin").glob("php-fpm*"))
    return shutil.which("php-fpm") or str(found[-1])


def versions():
    source = (WORDPRESS / "wp-includes/version.php").read_text()
    found = {"WordPress": re.search(r"wp_version = '(.+?)'", source)[1]}
    return found | {name: said_by(command) for name, command in PROGRAMS.items()}
