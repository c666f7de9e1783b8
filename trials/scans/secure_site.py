"""The site under its production settings, behind nginx with TLS, in a folder of its own."""

import http.client
import socket
import subprocess
import time
from contextlib import closing, suppress

from fault_trials.site import PYTHON, ROOT, Site, free_port, kill_group

from clinic_site.startup.generated_secrets import new_blind_index_key, new_field_key, new_secret_key
from scans.nginx_configuration import configuration

HOST = "localhost"


class SecureSite(Site):
    """All is as `docs/operating.md` says, but for the ports, the certificate and a log of what was asked for."""

    def __init__(self, data_dir):
        super().__init__(data_dir, mail_port=None)
        # nginx gives its work to an account that may do nothing else.
        self.data_dir.chmod(0o755)
        self.http_port, self.https_port = free_port(), free_port()
        self.address = f"https://{HOST}:{self.https_port}"
        self.certificate = self.data_dir / "certificate.pem"
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "clinic_site.settings.production",
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": "",
            "EMAIL_URL": f"filemail:///{self.data_dir / 'mail'}",
            "STAFF_EMAIL": "staff@localhost",
            "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
            "SITE_URL": self.address,
            "SECRET_KEY": new_secret_key(),
            "FIELD_KEYS": new_field_key(),
            "BLIND_INDEX_KEY": new_blind_index_key(),
        }
        self.nginx = None

    def __enter__(self):
        try:
            super().__enter__()
            self._start_nginx()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start_nginx(self):
        self._make_certificate()
        (self.data_dir / "headers.conf").write_text(self.output_of("manage.py", "nginx_headers"))
        (self.data_dir / "nginx.conf").write_text(configuration(self))
        command = ["nginx", "-p", self.data_dir, "-c", self.data_dir / "nginx.conf"]
        self.nginx = subprocess.Popen(command, stdout=self.log, stderr=self.log, start_new_session=True)
        self._wait_for_nginx()

    def __exit__(self, *failure):
        if self.nginx:
            kill_group(self.nginx)
        super().__exit__(*failure)

    def output_of(self, *command):
        return subprocess.run(
            [PYTHON, *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
            stderr=self.log,
        ).stdout

    def session_of_an_owner(self):
        """The cookie of somebody who may do everything and gave a second factor: its name and its value."""
        return self.output_of("trials/scans/owner_session.py").split()

    def cookie_of_a_visitor(self):
        """The cookie that a posted form must come with: its name and its value."""
        said = self._answer_of("/consultation/").headers["Set-Cookie"]
        return said.partition(";")[0].split("=", 1)

    def answers_to(self, path, cookie):
        """Whether this page comes, rather than a way to the sign-in."""
        return self._answer_of(path, {"Cookie": cookie}).status == 200

    def _answer_of(self, path, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(connection):
            connection.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https"} | (headers or {}))
            return connection.getresponse()

    def _wait_for_nginx(self):
        while self.nginx.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.https_port), timeout=1):
                return
            time.sleep(0.1)
        raise SystemExit(f"nginx did not start:\n{(self.data_dir / 'log').read_text()[-2000:]}")

    def _make_certificate(self):
        command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj".split()
        command += [f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-out", self.certificate]
        command += ["-keyout", self.data_dir / "certificate_key.pem"]
        subprocess.run(command, check=True, stderr=self.log)
