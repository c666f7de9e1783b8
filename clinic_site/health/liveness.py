"""`python -m clinic_site.health.liveness` ends with 1 if the web server of this machine does not answer.

For containers, which have no curl. The server answers only to the host names it knows, so it is asked by the first.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

OK = 200


def answers(port, host, seconds=4):
    connection = HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    bind = os.environ.get("BIND") or f":{os.environ.get('PORT') or 8000}"
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    sys.exit(not answers(int(bind.rsplit(":", 1)[1]), host))
