"""Compares the structured data of a page with schema.org's own definitions, which extract.py wrote."""

import json
from datetime import date, time
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

from tests.content.schema_org.extract import DEFINITIONS

DEFINED = json.loads(DEFINITIONS.read_text())
KEYWORDS = {"@type", "@id"}
# The only address on a page of ours that leads elsewhere.
ELSEWHERE = {"hasMap"}


def faults_of(data):
    """A sentence for each place where `data` is not what schema.org defines; none where all is well."""
    if data.get("@context") != "https://schema.org":
        return ["@context: not schema.org"]
    known = {node["@id"]: node for node in nodes_in(data["@graph"]) if "@type" in node and "@id" in node}
    return [fault for node in data["@graph"] for fault in faults_of_node(node, known)]


def nodes_in(value):
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one
            yield from (node for inner in one.values() for node in nodes_in(inner))


def faults_of_node(node, known):
    names = types_of(node)
    unknown = [name for name in names if name not in DEFINED["types"]]
    if unknown or not names:
        yield f"{names}: no such type, or not in TYPES of extract.py"
        return
    if "@id" in node and not is_ours(node["@id"]):
        yield f"@id: {node['@id']} is not on this site"
    allowed = {key: kinds for name in names for key, kinds in properties_of(name).items()}
    for key, value in node.items():
        if key in KEYWORDS:
            continue
        if key not in allowed:
            yield f"{names} has no {key}"
            continue
        for one in value if isinstance(value, list) else [value]:
            if not is_one_of(one, allowed[key], known) or (key not in ELSEWHERE and leads_elsewhere(one, allowed[key])):
                yield f"{key}: {one!r} is none of {allowed[key]}"
            elif isinstance(one, dict) and "@type" in one:
                yield from faults_of_node(one, known)


def types_of(node):
    names = node.get("@type", [])
    return names if isinstance(names, list) else [names]


@cache
def kinds_of(name):
    """The type with all that it is a kind of."""
    return {name}.union(*(kinds_of(parent) for parent in DEFINED["types"][name]["is"]))


@cache
def properties_of(name):
    return {key: kinds for one in kinds_of(name) for key, kinds in DEFINED["types"][one]["properties"].items()}


def is_one_of(value, kinds, known):
    if isinstance(value, dict):
        node = value if "@type" in value else known.get(value.get("@id"), {})
        found = {kind for name in types_of(node) if name in DEFINED["types"] for kind in kinds_of(name)}
        return bool(found & set(kinds))
    if isinstance(value, bool):
        return "Boolean" in kinds
    if isinstance(value, int):
        return bool({"Integer", "Number"} & set(kinds))
    return isinstance(value, str) and value.strip() != "" and any(is_a(value, kind) for kind in kinds)


def is_a(text, kind):
    """A name of a type is answered by the address of a thing of that type, or by one of its members."""
    if kind == "Text":
        return True
    if kind in READ:
        return can_be_read(READ[kind], text)
    return text in DEFINED["members"].get(kind, []) or is_address(text)


READ = {"Date": date.fromisoformat, "Time": time.fromisoformat}


def can_be_read(read, text):
    try:
        read(text)
    except ValueError:
        return False
    return text.count("-") == 2 or text.count(":") in (1, 2)


def is_address(text):
    return urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).netloc)


def is_ours(text):
    return text.startswith(f"{settings.SITE_URL.rstrip('/')}/")


def leads_elsewhere(value, kinds):
    return isinstance(value, str) and "Text" not in kinds and is_address(value) and not is_ours(value)
