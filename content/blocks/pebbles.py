"""A hundred pebbles, drawn in rows of ten that fill from the bottom, like water."""

COLUMNS, SIZE = 10, 20
# Where the box of the first pebble begins, and where the lowest row ends.
LEFT, BOTTOM = 3, 204
WIDTH, HEIGHT = 206, 207


def filled(count):
    return path_of(range(count))


def hollow(count):
    return path_of(range(count, 100))


def path_of(numbers):
    """A pebble is a short stroke with round ends."""
    return "".join(f"M{left(number % COLUMNS) + 9} {bottom(number // COLUMNS) - 10}h3" for number in numbers)


def ring(fewer, more):
    """The outline of the pebbles that the larger group has more; empty where the groups are the same.

    One box where they stand in one row, two where they stand in neighboring rows and do not touch, else a staircase.
    """
    if fewer == more:
        return ""
    (first, start), (last, end) = divmod(fewer, COLUMNS), divmod(more, COLUMNS)
    if end == 0:
        last, end = last - 1, COLUMNS
    if first == last:
        return box(first, start, end)
    if last == first + 1 and end <= start:
        return box(first, start, COLUMNS) + box(last, 0, end)
    corners = [
        (left(start), bottom(first)),
        (left(COLUMNS), bottom(first)),
        (left(COLUMNS), bottom(last)),
        (left(end), bottom(last)),
        (left(end), bottom(last + 1)),
        (left(0), bottom(last + 1)),
        (left(0), bottom(first + 1)),
        (left(start), bottom(first + 1)),
    ]
    return outline(corners)


def box(row, start, end):
    return outline(
        [
            (left(start), bottom(row)),
            (left(end), bottom(row)),
            (left(end), bottom(row + 1)),
            (left(start), bottom(row + 1)),
        ]
    )


def outline(corners):
    return "M" + "L".join(f"{x} {y}" for x, y in corners) + "Z"


def left(column):
    return LEFT + SIZE * column


def bottom(row):
    return BOTTOM - SIZE * row
