"""WordPress with the words of our page: rendered each time, cached by nginx, and as files that nginx hands out."""

import gzip
import re
import shutil
import subprocess
from dataclasses import dataclass, field

import brotli

from benchmarks import clinic
from benchmarks.nginx import server, static_configuration
from benchmarks.peers.debian import WORDPRESS, php_fpm
from benchmarks.peers.mariadb import start_mariadb
from benchmarks.peers.php_fpm import start_php
from benchmarks.servers import free_port
from benchmarks.targets import HOST, VISITOR, Target

CONFIGURATION = """<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:{socket}' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'WP_HOME', 'https://{host}' );
define( 'WP_SITEURL', 'https://{host}' );
define( 'DISABLE_WP_CRON', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
$_SERVER['HTTPS'] = 'on';
$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
"""
PHP = """
  root {root};
  location / {{
    include /etc/nginx/fastcgi_params;
    fastcgi_param SCRIPT_FILENAME {root}/index.php;
    fastcgi_param SCRIPT_NAME /index.php;
    fastcgi_pass unix:{socket};
    {cache}
  }}
"""
# What PHP answered is kept for an hour as it is, packed.
CACHE = """
    fastcgi_cache wordpress;
    fastcgi_cache_key $request_method$host$request_uri$http_accept_encoding;
    fastcgi_cache_valid 200 1h;
    fastcgi_ignore_headers Cache-Control Expires Vary;
"""
KEYS = ("wordpress", "wordpress_cached", "wordpress_files")


@dataclass
class WordPress:
    folder: object
    root: object
    socket: object
    servers: tuple
    ports: dict = field(default_factory=lambda: {key: free_port() for key in KEYS})

    @property
    def nginx_parts(self):
        files, no_headers = self.folder / "files", self.folder / "no-headers.conf"
        no_headers.write_text("")
        return [
            f"fastcgi_cache_path {self.folder}/cache keys_zone=wordpress:1m;",
            server(self.ports["wordpress"], PHP.format(root=self.root, socket=self.socket, cache="")),
            server(self.ports["wordpress_cached"], PHP.format(root=self.root, socket=self.socket, cache=CACHE)),
            server(self.ports["wordpress_files"], static_configuration(files, no_headers)),
        ]

    def targets(self, nginx):
        pids = (nginx.pid, *(server.pid for server in self.servers))
        rendered = self.target("wordpress", "WordPress without a cache, by nginx", pids)
        plain = Target(rendered.name, pids, rendered.address, VISITOR | {"Accept-Encoding": "identity"})
        write_files(self.folder / f"files{clinic.PAGE}", plain)
        cached = self.target("wordpress_cached", "WordPress cached by nginx", pids)
        files = self.target("wordpress_files", "WordPress's page as a file by nginx", pids)
        for target in (rendered, cached, files):
            target.must_say(b"</html>")
        return {"wordpress": rendered, "wordpress_cached": cached, "wordpress_files": files}

    def target(self, key, name, pids):
        return Target(name, pids, f"http://127.0.0.1:{self.ports[key]}{clinic.PAGE}")


def start_wordpress(folder, our_page, stack):
    folder.mkdir()
    database, database_socket = start_mariadb(folder / "mariadb", stack)
    root = folder / "wordpress"
    shutil.copytree(WORDPRESS, root)
    (root / "wp-config.php").write_text(CONFIGURATION.format(socket=database_socket, host=HOST))
    install(root, folder / "words.html", our_page)
    php, socket = start_php(php_fpm(), folder / "php", stack)
    return WordPress(folder, root, socket, (database, php))


def install(root, words, our_page):
    plain = Target(our_page.name, our_page.pids, our_page.address, VISITOR | {"Accept-Encoding": "identity"})
    page = plain.answer()[2].decode()
    words.write_text(re.search(r"<main.*?>(.*)</main>", page, re.DOTALL)[1])
    script = clinic.ROOT / "trials/benchmarks/peers/install.php"
    done = subprocess.run(["php", script, root, "Safety", words], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"WordPress could not be installed:\n{done.stdout}{done.stderr}")


def write_files(folder, rendered):
    """As a cache plugin leaves them."""
    status, _, html = rendered.answer()
    if status != 200:
        raise SystemExit(f"WordPress answers {status}.")
    folder.mkdir(parents=True)
    (folder / "index.html").write_bytes(html)
    (folder / "index.html.gz").write_bytes(gzip.compress(html))
    (folder / "index.html.br").write_bytes(brotli.compress(html))
