"""Tables and numbers as the report writes them."""


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def short(number):
    if number >= 20:
        return f"{number:,.0f}"
    return f"{number:.2f}" if number >= 0.1 else f"{number:.2g}"


def with_quartiles(ratio):
    return "{} ({} to {})".format(*(short(ratio[key]) for key in ("median", "lower", "upper")))
