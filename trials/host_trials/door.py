"""Where people come in: at nginx, or at a web host in the way in which nginx asks it."""

import http.client
import ssl

from fault_trials.visitor import ADDRESS, SECONDS, Visitor

NAME = "www.example.org"
UNCHECKED = ssl._create_unverified_context()


class Door:
    """nginx goes by the address that a visitor comes from, a host by what nginx says of it."""

    def __init__(self, name, port, is_nginx=False):
        self.name = name
        self.port = port
        self.is_nginx = is_nginx

    def ask(self, method, path, headers=None, body=None, address="127.0.0.9"):
        connection = self._connection(address)
        said = {} if self.is_nginx else {"X-Forwarded-Proto": "https", "X-Forwarded-For": address}
        said |= {"Host": NAME, "Origin": f"https://{NAME}"}
        try:
            connection.request(method, path, body, said | (headers or {}))
            response = connection.getresponse()
            return response, response.read().decode()
        finally:
            connection.close()

    def read(self, path):
        response, page = self.ask("GET", path)
        return response.status, page

    def _connection(self, address):
        where = {"host": "127.0.0.1", "port": self.port, "timeout": SECONDS}
        if not self.is_nginx:
            return http.client.HTTPConnection(**where)
        return http.client.HTTPSConnection(**where, context=UNCHECKED, source_address=(address, 0))


class DoorVisitor(Visitor):
    """A visitor of one door, with an address of its own."""

    def __init__(self, door, number):
        self.door = door
        self.number = number
        super().__init__(door.port)

    def _ask(self, method, headers, body=None):
        return self.door.ask(
            method, ADDRESS, headers, body, address=f"127.1.{self.number // 250}.{self.number % 250 + 1}"
        )
