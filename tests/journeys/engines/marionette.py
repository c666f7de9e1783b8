"""Selenium's connection to a Firefox that has no geckodriver beside it.

geckodriver turns each HTTP request of Selenium into one command of Marionette, the protocol inside every Firefox, and
sends it through a socket as it is. So does this, without the HTTP: Debian, PyPI and npm carry no current geckodriver.
"""

import json
import socket

from selenium.webdriver.remote.command import Command

COMMANDS = {
    Command.NEW_SESSION: "WebDriver:NewSession",
    Command.QUIT: "Marionette:Quit",
    Command.SET_WINDOW_RECT: "WebDriver:SetWindowRect",
    Command.GET: "WebDriver:Navigate",
    Command.GET_CURRENT_URL: "WebDriver:GetCurrentURL",
    Command.GET_TITLE: "WebDriver:GetTitle",
    Command.FIND_ELEMENT: "WebDriver:FindElement",
    Command.FIND_ELEMENTS: "WebDriver:FindElements",
    Command.FIND_CHILD_ELEMENT: "WebDriver:FindElement",
    Command.FIND_CHILD_ELEMENTS: "WebDriver:FindElements",
    Command.W3C_GET_ACTIVE_ELEMENT: "WebDriver:GetActiveElement",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick",
    Command.CLEAR_ELEMENT: "WebDriver:ElementClear",
    Command.SEND_KEYS_TO_ELEMENT: "WebDriver:ElementSendKeys",
    Command.W3C_ACTIONS: "WebDriver:PerformActions",
    Command.GET_ELEMENT_TEXT: "WebDriver:GetElementText",
    Command.GET_ELEMENT_PROPERTY: "WebDriver:GetElementProperty",
    Command.IS_ELEMENT_SELECTED: "WebDriver:IsElementSelected",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.DELETE_ALL_COOKIES: "WebDriver:DeleteAllCookies",
    Command.SCREENSHOT: "WebDriver:TakeScreenshot",
    Command.PRINT_PAGE: "WebDriver:Print",
}
OF_A_CHILD = {Command.FIND_CHILD_ELEMENT, Command.FIND_CHILD_ELEMENTS}
SECONDS = 60


class MarionetteConnection:
    """What Selenium's `Remote` takes as its `command_executor`."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        self.answers = self.socket.makefile("rb")
        self.sent = 0
        self.receive()  # Firefox speaks first: what it is, and the version of the protocol

    def execute(self, command, params):
        self.sent += 1
        message = json.dumps([0, self.sent, COMMANDS[command], arguments_of(command, params)]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, number, error, result = self.receive()
        assert number == self.sent
        if error:
            return {"status": error["error"], "value": error}
        return {"value": result["value"] if is_wrapped(result) else result}

    def receive(self):
        """One message: its length, a colon, and JSON."""
        length = b""
        while (byte := self.answers.read(1)) != b":":
            if not byte:
                raise ConnectionError("Firefox has ended.")
            length += byte
        return json.loads(self.answers.read(int(length)))

    def close(self):
        self.answers.close()
        self.socket.close()


def arguments_of(command, params):
    if command == Command.NEW_SESSION:
        return params["capabilities"]["alwaysMatch"]
    if command == Command.QUIT:
        return {"flags": ["eForceQuit"]}
    if command == Command.SCREENSHOT:
        return {"full": False}  # what is in the window, rather than the whole page
    if command in OF_A_CHILD:
        return params | {"element": params["id"]}
    return params or {}


def is_wrapped(result):
    return isinstance(result, dict) and result.keys() == {"value"}
