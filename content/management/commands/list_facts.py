from collections import defaultdict

from django.core.management.base import BaseCommand

from content.models import PAGE_TYPES
from content.page_review.page_reader import streams_of
from content.starter.facts import read_facts


class Command(BaseCommand):
    help = "Lists every fact that live pages carry: what it says, what it rests on, and on which pages it stands."

    def handle(self, **options):
        facts, places = read_facts(), pages_by_fact()
        for name in sorted(places):
            self.stdout.write(f"{name}  {', '.join(places[name])}")
            if name in facts:
                fact = facts[name]
                self.stdout.write(f"    {fact.says}")
                self.stdout.write(f"    Rests on: {', '.join(fact.sources) or fact.rests_on}")


def pages_by_fact():
    """The addresses of the live pages that carry each fact, in the order of the tree."""
    pages = sorted((page for model in PAGE_TYPES for page in model.objects.live()), key=lambda page: page.path)
    places = defaultdict(dict)
    for page in pages:
        for block in blocks_of(page):
            for name in (block["value"].get("facts") or "").split():
                places[name][page.get_url()] = True
    return {name: list(addresses) for name, addresses in places.items()}


def blocks_of(page):
    return [block for stream in streams_of(page) for block in stream.raw_data]
