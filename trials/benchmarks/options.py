"""What can be said on the command line."""

import argparse

PARTS = ["pages", "requests", "growth", "lighthouse"]


def read_options(words):
    parser = argparse.ArgumentParser(prog="trials/benchmark", description="Measures the site beside its peers.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all of them if none is named")
    parser.add_argument("--peers", action="store_true", help="WordPress too, installed from Debian; as root")
    parser.add_argument("--triples", type=int, default=20, help="for the main comparisons (20)")
    parser.add_argument("--seconds", type=int, default=2, help="for each run (2)")
    parser.add_argument("--runs", type=int, default=3, help="of Lighthouse on each page (3)")
    parser.add_argument("--site", help="a site that Lighthouse measures in the place of one of our own")
    parser.add_argument("--report", default="docs", help="the folder of benchmarks.md and benchmarks.json (docs)")
    options = parser.parse_args(words)
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"There is no part named {', '.join(unknown)}.")
    options.parts = options.parts or PARTS
    return options
