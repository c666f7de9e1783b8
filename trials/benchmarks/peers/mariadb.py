"""A MariaDB of its own, that only a socket in its folder leads to."""

import subprocess

from benchmarks.servers import Server

# Debian makes this account together with its web servers.
ACCOUNT = "www-data"


def start_mariadb(folder, stack):
    folder.mkdir()
    subprocess.run(["chown", ACCOUNT, folder], check=True)
    data, socket, log = folder / "data", folder / "socket", folder / "log"
    install = ["mariadb-install-db", "--no-defaults", f"--user={ACCOUNT}", f"--datadir={data}"]
    subprocess.run([*install, "--auth-root-authentication-method=normal"], check=True, capture_output=True)
    command = ["mariadbd", "--no-defaults", f"--user={ACCOUNT}", f"--datadir={data}", f"--socket={socket}"]
    started = stack.enter_context(Server([*command, "--skip-networking", f"--pid-file={folder}/pid"], log))
    started.wait_until(lambda: runs(socket, "SELECT 1"))
    runs(socket, "CREATE DATABASE wordpress")
    return started, socket


def runs(socket, sql):
    command = ["mariadb", "--no-defaults", f"--socket={socket}", "--user=root", f"--execute={sql}"]
    return subprocess.run(command, capture_output=True).returncode == 0
