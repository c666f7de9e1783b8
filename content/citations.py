"""Which sources a page cites and which pictures it shows, read from its body."""


def cited_ids(raw):
    """The ids of the sources in a body's raw data, in reading order, as often as they are cited."""
    return [source_id for block in raw for source_id in listed_sources(block["value"]) if source_id]


def listed_sources(value):
    return [as_id(item) for item in value.get("sources") or []]


def shown_ids(raw):
    """The ids of the pictures in a body's raw data."""
    return [block["value"]["picture"]["image"] for block in raw if block["value"].get("picture")]


def as_id(item):
    """A list keeps its items bare or, since they have ids of their own, as {"value": ...}."""
    return item["value"] if isinstance(item, dict) else item


def number(sources):
    """Numbers the sources 1, 2, 3 in the order in which the page first cites them."""
    for count, source in enumerate(sources, start=1):
        source.number = count
    return sources
