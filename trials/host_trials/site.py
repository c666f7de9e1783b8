"""A site on two web hosts: what each of them has of its own, and what they share."""

import base64
import itertools
import os
import secrets
import threading
from pathlib import Path

import redis
from fault_trials.site import Site, kill_group

from host_trials.door import NAME, Door, DoorVisitor
from host_trials.programs import Nginx, Redis, wait_until

WORKERS_A_HOST = 2


def key():
    return base64.b64encode(secrets.token_bytes(32)).decode()


def shared_settings(redis_url):
    return {
        "DJANGO_SETTINGS_MODULE": "clinic_site.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "FIELD_KEYS": f"k1:{key()}",
        "BLIND_INDEX_KEY": key(),
        "ALLOWED_HOSTS": f"{NAME},127.0.0.1",
        "SITE_URL": f"https://{NAME}",
        "STAFF_EMAIL": "staff@example.org",
        "TRUSTED_PROXIES": "127.0.0.1",
        "REDIS_URL": redis_url,
    }


class Host(Site):
    """A machine of its own, but for uploaded images, which lie in one folder instead of a bucket."""

    def __init__(self, folder, mail_port, shared):
        folder.mkdir()
        super().__init__(folder, mail_port)
        self.environment |= shared
        (folder / "media").symlink_to(folder.parent / "media")


class ManyHosts:
    """Stands where the trials of one site have a Site."""

    def __init__(self, folder, mail_port):
        folder = Path(folder)
        (folder / "media").mkdir()
        self.data_dir = folder
        self.redis = Redis(folder / "redis")
        shared = shared_settings(self.redis.url)
        self.hosts = [Host(folder / name, mail_port, shared) for name in ("host1", "host2")]
        self.nginx = Nginx(folder / "nginx", self.hosts)
        self.doors = [Door(host.data_dir.name, host.port) for host in self.hosts]
        self.doors.append(Door("nginx", self.nginx.port, is_nginx=True))
        self.open_doors = itertools.cycle(self.doors)
        self.numbers = itertools.count()
        self.lock = threading.Lock()

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        os.environ |= self.hosts[0].environment
        return self

    def __exit__(self, *failure):
        self.stop()

    def start(self):
        self.redis.start()
        for host in self.hosts:
            host.manage("prepare")
        for host in self.hosts:
            host.start()
        self.nginx.start()

    def stop(self):
        self.nginx.stop()
        for host in self.hosts:
            host.kill()
            host.log.close()
        self.redis.stop()

    def manage(self, *command):
        return self.hosts[0].manage(*command)

    def visitor(self):
        """Each comes in at the next door."""
        with self.lock:
            return DoorVisitor(next(self.open_doors), next(self.numbers))

    def lead_all_to(self, *doors):
        self.open_doors = itertools.cycle(doors)

    @property
    def nginx_door(self):
        return self.doors[-1]

    def kill_web(self, host):
        kill_group(host.web)
        host.web = None

    def wait_until_all_hear(self):
        client = redis.Redis.from_url(self.redis.url)
        wanted = WORKERS_A_HOST * sum(1 for host in self.hosts if host.web)
        return wait_until(lambda: client.pubsub_numsub("baked-pages")[0][1] >= wanted)
