"""Slips in email addresses: domains that everybody knows, one letter wrong, and endings that do not exist."""

import re
from functools import cache

from contact.clinic.email_addresses import is_address, tidied
from contact.clinic.plain_text import bare_text

# Whose domains are mistyped most. A name of five letters or more is found with one letter wrong.
PROVIDERS = {
    "com": ["gmail", "yahoo", "hotmail", "outlook", "icloud", "protonmail", "aol", "msn", "live", "ymail"],
    "net": ["comcast", "verizon", "sbcglobal", "bellsouth", "att", "cox", "earthlink"],
    "co.uk": ["hotmail", "yahoo"],
}
SHORTEST_NAME = 5
# Real ones that look like a slip.
REAL_DOMAINS = {"yahoo.co", "live.co", "comcast.com", "verizon.com", "outlook.co.uk", "aol.co.uk"}
# None of them is a top-level domain.
SLIPS_OF_ENDINGS = {
    "com": "con cmo comm ocm vom xom cpm coom ccom clm cim cok conm comn coml copm coim vcom xcom comcom dcom c0m 1com",
    "net": "ner nte nett ney nrt nwt ent",
    "org": "ogr orgg prg rog otg",
    "edu": "eud edi eduu",
    "gov": "gvo govv",
    "co.uk": "couk co.ik co.ul cou.k con.uk",
}
ENDINGS = {slip: ending for ending, slips in SLIPS_OF_ENDINGS.items() for slip in slips.split()}
# Real ones, but hardly ever meant behind the name of a provider.
ENDINGS_OF_PROVIDERS = ENDINGS | dict.fromkeys(["co", "cm", "om", "cam"], "com")


def suggestion(text: str) -> str:
    """The address that was probably meant; "" where nothing looks like a slip."""
    address = tidied(bare_text(text))
    mailbox, at, domain = address.rpartition("@")
    if not at:
        mailbox, domain = split_at_provider(address)
    meant = meant_domain(domain.strip(".-").removeprefix("www."))
    better = f"{mailbox.rstrip('@.')}@{meant or tidy(domain)}"
    return better if better != address and is_address(better) and " " not in better else ""


def tidy(domain):
    return re.sub(r"\.{2,}", ".", domain.replace(",", ".").replace(";", ".")).strip(".")


def split_at_provider(text):
    """Such as janegmail.com: no sign in it, and a domain at its end that everybody knows."""
    for domain in known_domains():
        if text.endswith(domain) and text != domain:
            return text.removesuffix(domain), domain
    return text, ""


@cache
def known_domains():
    return [f"{name}.{ending}" for ending, names in PROVIDERS.items() for name in names if len(name) >= SHORTEST_NAME]


def meant_domain(domain):
    """The domain that was probably meant, which may be the same; "" if nobody can tell."""
    domain = tidy(domain)
    if domain in REAL_DOMAINS:
        return domain
    for ending, names in PROVIDERS.items():
        for name in names:
            if is_meant(domain, name, ending):
                return f"{name}.{ending}"
    for slip, ending in ENDINGS.items():
        if domain.endswith(f".{slip}"):
            return f"{domain.removesuffix(slip)}{ending}"
    return ""


def is_meant(domain, name, ending):
    typed, _, typed_ending = domain.partition(".")
    if not typed_ending:
        return typed in {name, name + ending.replace(".", "")} and len(name) >= SHORTEST_NAME
    same_ending = typed_ending == ending or ENDINGS_OF_PROVIDERS.get(typed_ending) == ending
    return same_ending and (typed == name or (len(name) >= SHORTEST_NAME and is_one_slip(typed, name)))


def is_one_slip(typed, name):
    """One letter too many, missing, wrong, or changed places with the next. The first one is seldom wrong."""
    if typed[:1] != name[:1] or abs(len(typed) - len(name)) > 1:
        return False
    start = next((place for place, pair in enumerate(zip(typed, name, strict=False)) if pair[0] != pair[1]), len(name))
    here, there = typed[start:], name[start:]
    swapped = here[:2] == there[1::-1] and here[2:] == there[2:]
    return swapped or here[1:] == there[1:] or here[1:] == there or here == there[1:]
