"""nginx before a site, with the files of deploy/nginx."""

from running_site.programs import Program, free_port, listens
from tests.builders.nginx import configure_nginx


class Nginx(Program):
    def __init__(self, folder, with_tls=True):
        self.folder, self.with_tls, self.port, self.plain_port = folder, with_tls, free_port(), free_port()
        super().__init__([], folder / "log", is_up=lambda: listens(self.port))

    def configure(self, **how):
        self.folder.mkdir()
        self.command = configure_nginx(self.folder, tls=self.port, plain=self.plain_port, **how)
        for file in () if self.with_tls else self.folder.glob("*.conf"):
            file.write_text(file.read_text().replace(" ssl http2;", ";").replace("$scheme", "https"))
