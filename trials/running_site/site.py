"""The site as deployed: gunicorn, a mail worker and, where asked for, nginx; or two such hosts behind one nginx."""

import base64
import os
import secrets
import signal
import subprocess
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from running_site.database import Database
from running_site.programs import NAME, PYTHON, ROOT, Nginx, Program, wait_until
from running_site.visitors import Door
from tests.builders.mail_server import MailServer
from tests.builders.nginx import free_port

# A busy machine takes minutes for the migrations.
SECONDS_OF_A_COMMAND = 900


def new_key():
    return base64.b64encode(secrets.token_bytes(32)).decode()


def production_settings():
    """Several hosts share them."""
    return {
        "DJANGO_SETTINGS_MODULE": "clinic_site.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "FIELD_KEYS": f"k1:{new_key()}",
        "BLIND_INDEX_KEY": new_key(),
        "ALLOWED_HOSTS": f"{NAME},127.0.0.1",
        "STAFF_EMAIL": "staff@example.org",
        "TRUSTED_PROXIES": "127.0.0.1",
        "UNSIGNED_PAGES_ARE_PUBLIC": "True",
    }


class Site:
    """A data folder, settings and programs, from `with` on until its end."""

    def __init__(self, data_dir=None, with_nginx=False, with_tls=True, mail_server=None, **settings):
        self.stack = ExitStack()
        self.data_dir = Path(data_dir or self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.log, self.database = self.data_dir / "log", Database(self.data_dir)
        self.mail_server, self.port = mail_server or MailServer(), free_port()
        self.nginx = Nginx(self.data_dir, [self.port], with_tls) if with_nginx else None
        self.doors = [Door(self.port)] + ([Door(self.nginx.port, "nginx", is_nginx=True)] if with_nginx else [])
        left_out = ("DJANGO", "GUNICORN", "BIND", "REDIS_URL")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        own = {"DATA_DIR": str(self.data_dir), "PORT": str(self.port), "SITE_URL": self.doors[-1].address}
        own["EMAIL_URL"] = f"smtp://127.0.0.1:{self.mail_server.port}"
        self.environment = kept | production_settings() | own | settings
        self.web = self.program("-m", "gunicorn", "clinic_site.wsgi", is_up=self.is_alive)
        self.mail_worker = self.program("manage.py", "send_mail")

    def __enter__(self):
        with self.stack:
            self.start_all()
            self.stack = self.stack.pop_all()
        return self

    def __exit__(self, *failure):
        self.stack.close()

    def start_all(self):
        self.stack.callback(self.kill)
        if self.manage("prepare").returncode:
            raise SystemExit(f"prepare failed:\n{self.log.read_text()[-2000:]}")
        self.start()
        if self.nginx:
            self.stack.enter_context(self.nginx)

    def is_alive(self):
        return self.doors[0].status("/healthz") == 200

    def start(self):
        self.mail_worker.start()
        self.web.start()

    def kill(self):
        self.web.kill()
        self.mail_worker.kill()

    def program(self, *command, is_up=lambda: True, **settings):
        return Program([PYTHON, *command], self.log, self.environment | settings, is_up)

    def manage(self, *command):
        how = {"cwd": ROOT, "env": self.environment, "timeout": SECONDS_OF_A_COMMAND}
        with self.log.open("a") as log:
            command = [PYTHON, "manage.py", *map(str, command)]
            return subprocess.run(command, stdout=subprocess.PIPE, stderr=log, text=True, **how)

    def reload(self):
        """As an update does it. Returns once no worker of before is left and a new one answers."""
        old = self.web.children()
        self.web.process.send_signal(signal.SIGHUP)
        wait_until("new workers answer", lambda: not old & self.web.children() and self.is_alive(), 180)

    def end_one_worker(self):
        oldest = min(self.web.children())
        os.kill(oldest, signal.SIGTERM)
        wait_until("another worker answers", lambda: oldest not in self.web.children() and self.is_alive(), 180)


class ManyHosts(Site):
    """Two web hosts behind one nginx, where other trials have a Site."""

    def __init__(self):
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.mail_server, shared = MailServer(), production_settings()
        self.hosts = [self.host(folder / name, shared) for name in ("host1", "host2")]
        self.nginx = Nginx(folder, [host.port for host in self.hosts], start="many-hosts.conf")
        self.doors = [replace(host.doors[0], name=host.data_dir.name) for host in self.hosts]
        self.doors.append(Door(self.nginx.port, "nginx", is_nginx=True))
        first = self.hosts[0]
        self.environment, self.database, self.manage = first.environment, first.database, first.manage

    def host(self, folder, shared):
        """A machine of its own, but for uploaded images, which lie in one folder instead of a bucket."""
        folder.mkdir()
        (folder.parent / "media").mkdir(exist_ok=True)
        (folder / "media").symlink_to(folder.parent / "media")
        return Site(folder, mail_server=self.mail_server, **shared)

    def start_all(self):
        for program in (*self.hosts, self.nginx):
            self.stack.enter_context(program)
