"""Which of the encodings that lie ready a browser is given."""

from functools import lru_cache

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
SMALLEST_FIRST = [BROTLI, GZIP, IDENTITY]


@lru_cache(maxsize=256)
def best_encoding(accepted):
    """The smallest of those that an Accept-Encoding header likes best."""
    liking = dict(likings(accepted))
    others = liking.get("*", 0)
    # Unencoded is always allowed, and the last choice, unless the header says otherwise.
    weights = {BROTLI: others, GZIP: others, IDENTITY: 0.0001} | liking
    return max(SMALLEST_FIRST, key=weights.__getitem__)


def likings(accepted):
    for item in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        if name:
            yield name, weight(parameters)


def weight(parameters):
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0
    return 1
