"""docs/benchmarks.md, from what was measured."""

from benchmarks.chapters import consultation_requests, growth, lighthouse, pages

HEAD = """# Benchmarks

Written by `trials/benchmark` from `benchmarks.json` beside it. Everything ran on one machine over its loopback,
so readers and senders took their share of the same processors.

**How to read a ratio.** Runs alternate: reference, target, reference, target, reference. Each target is divided
by the mean of the two references beside it. A table shows the median of these ratios and, in brackets, the
quartiles between which half of them lie. Of requests/s more is better, of CPU and waiting times less. Figures
that are not ratios belong to that machine on that day.
"""
CHAPTERS = {
    "pages": pages.chapter,
    "requests": consultation_requests.chapter,
    "growth": growth.chapter,
    "lighthouse": lighthouse.chapter,
}


def write_report(record, path):
    paragraphs = [HEAD.strip()]
    for part, chapter in CHAPTERS.items():
        if part in record.parts:
            paragraphs += [*chapter(record.parts[part]), measured_on(record.parts[part])]
    path.write_text("\n\n".join(paragraphs) + "\n")


def measured_on(found):
    machine = found["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    size = f"{machine['cores']} cores, {machine['gigabytes']} GB of memory"
    took = f"Measured on {found['day']} in {found['seconds'] / 60:.0f} minutes"
    return f"{took}: {machine['system']}, {size}, load {machine['load_before']} before the start. {versions}."
