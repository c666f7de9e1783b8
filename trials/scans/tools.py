"""Where trials/scan_tools.sh has put the scanners."""

import os
from pathlib import Path

TOOLS = Path(os.environ.get("SCAN_TOOLS", "var/scan-tools")).resolve()


def environment():
    """Nothing of the machine's own Python, and no call home."""
    left_out = ("PYTHON", "DJANGO", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return kept | {"SEMGREP_SEND_METRICS": "off", "SEMGREP_ENABLE_VERSION_CHECK": "0"}
