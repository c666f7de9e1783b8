"""Measures the parts that are named, or all, and prints what it found."""

import os
import sys
from datetime import date

from running_site.verdict import end_in_order

from benchmarks import consultation_requests, growth, pages

PARTS = {"pages": pages.measure, "requests": consultation_requests.measure, "growth": growth.measure}

if __name__ == "__main__":
    end_in_order()
    print(f"{date.today()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start", flush=True)
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
