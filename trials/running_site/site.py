"""The site as deployed: gunicorn with gunicorn.conf.py, a mail worker and, where asked for, nginx with deploy/nginx."""

import base64
import os
import secrets
import signal
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

from running_site.database import Database
from running_site.nginx import Nginx
from running_site.programs import PYTHON, ROOT, Program, free_port, wait_until
from running_site.visitors import NAME, Door
from tests.builders.mail_server import MailServer


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
    }


class Site:
    """A data folder, settings and programs, from `with` on until its end."""

    def __init__(self, data_dir=None, with_nginx=False, mail_server=None, **settings):
        self.stack = ExitStack()
        self.data_dir = Path(data_dir or self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.log, self.database = self.data_dir / "log", Database(self.data_dir)
        self.mail_server = mail_server or MailServer()
        self.port = free_port()
        self.nginx = Nginx(self.data_dir / "nginx") if with_nginx else None
        self.doors = [Door(self.port)] + ([Door(self.nginx.port, "nginx", is_nginx=True)] if with_nginx else [])
        self.address = self.doors[-1].address
        left_out = ("DJANGO", "GUNICORN", "BIND", "REDIS_URL")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        own = {"DATA_DIR": str(self.data_dir), "PORT": str(self.port), "SITE_URL": self.address}
        own["EMAIL_URL"] = f"smtp://127.0.0.1:{self.mail_server.port}"
        self.environment = kept | production_settings() | own | settings
        self.web = self.program(
            "-m", "gunicorn", "clinic_site.wsgi", is_up=lambda: self.doors[0].status("/healthz") == 200
        )
        self.mail_worker = self.program("manage.py", "send_mail")

    def __enter__(self):
        try:
            if self.manage("prepare").returncode:
                raise SystemExit(f"prepare failed:\n{self.log.read_text()[-2000:]}")
            self.start()
            if self.nginx:
                self.put_behind(self.nginx).start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *failure):
        self.kill()
        if self.nginx:
            self.nginx.kill()
        self.stack.close()

    def put_behind(self, nginx):
        nginx.configure(var=self.data_dir, gunicorn=[self.port])
        return nginx

    def start(self):
        self.mail_worker.start()
        self.web.start()

    def kill(self):
        self.web.kill()
        self.mail_worker.kill()

    def program(self, *command, is_up=lambda: True, **settings):
        return Program([PYTHON, *command], self.log, self.environment | settings, is_up)

    def manage(self, *command):
        command = [PYTHON, "manage.py", *map(str, command)]
        with self.log.open("a") as log:
            return subprocess.run(
                command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=log, text=True
            )

    def shell(self, code):
        return self.manage("shell", "--verbosity", "0", "-c", code).stdout

    def reload(self):
        """As an update does it. Returns once no worker of before is left, however long new ones take to start."""
        old = self.web.children()
        self.web.process.send_signal(signal.SIGHUP)
        wait_until(lambda: not old & self.web.children())

    def end_one_worker(self):
        oldest = min(self.web.children())
        os.kill(oldest, signal.SIGTERM)
        wait_until(lambda: oldest not in self.web.children())
