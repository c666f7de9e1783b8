"""One line of the table that trials/scan prints."""

from dataclasses import dataclass, field

HEAD = "| scan | scanner | what was done | above informational |\n|---|---|---|---|"


@dataclass
class Row:
    scan: str
    scanner: str
    done: str
    findings: list[str] = field(default_factory=list)

    def __str__(self):
        return f"| {self.scan} | {self.scanner} | {self.done} | {'; '.join(self.findings) or 'nothing'} |"
