"""PHP with as many processes as gunicorn has threads, and its code kept in memory; it packs its answers."""

from benchmarks.peers.mariadb import ACCOUNT
from benchmarks.servers import Server

POOL = """
[global]
error_log = {folder}/error.log
daemonize = no
[www]
user = {account}
group = {account}
listen = {socket}
listen.owner = {account}
pm = static
pm.max_children = 8
php_admin_value[opcache.enable] = 1
php_admin_value[zlib.output_compression] = On
"""


def start_php(program, folder, stack):
    folder.mkdir()
    socket = folder / "socket"
    (folder / "fpm.conf").write_text(POOL.format(folder=folder, socket=socket, account=ACCOUNT))
    command = [program, "--nodaemonize", "--fpm-config", str(folder / "fpm.conf")]
    started = stack.enter_context(Server(command, folder / "log"))
    started.wait_until(socket.exists)
    return started, socket
