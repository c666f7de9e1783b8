"""What was found, kept beside the report: parts can be measured on different days."""

import json
from datetime import date

from benchmarks.machine import machine, versions


class Record:
    def __init__(self, path):
        self.path = path
        self.parts = json.loads(path.read_text()) if path.exists() else {}
        self.machine = machine()

    def keep(self, part, found, seconds):
        self.parts[part] = {
            "day": date.today().isoformat(),
            "seconds": round(seconds),
            "machine": self.machine,
            "versions": versions() | found.pop("versions", {}),
            **found,
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.parts, indent=1) + "\n")
