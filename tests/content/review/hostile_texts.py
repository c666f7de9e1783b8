"""Texts that are as hard on a regular expression as any: made for it, from what it repeats."""

from re import _compiler as compiler
from re import _constants as kinds
from re import _parser as parser

# What people paste by accident, or on purpose.
PLAIN = ["1", " ", "a", "word ", '"', "'", "-", ". ", "...", ", ", "not ", "ketamine ", "1 ", "Aa ", "{{", "("]
REPEATS = {kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT}
# More often than a pattern says when it counts words or letters.
MANY = 200
COMMON, ALL = "a1 -,.'\"A", "".join(map(chr, range(33, 0x2B60)))


def hostile_to(pattern, length):
    """Texts of this length: each begins as the pattern does, and goes on with what it takes again and again."""
    tree = list(parser.parse(pattern.pattern, pattern.flags))
    pieces = dict.fromkeys([*(("", piece) for piece in PLAIN), *pumps(tree, "")])
    return [start + piece * (length // len(piece)) for start, piece in pieces if piece]


def pumps(tree, before):
    """Pairs of a beginning and a piece to repeat."""
    for position, (kind, value) in enumerate(tree):
        reached = before + sample(tree[:position])
        if kind in REPEATS and value[1] > MANY:
            piece = sample(list(value[2]))
            yield reached, piece
            yield "", reached + piece
        for inner in insides(kind, value):
            yield from pumps(inner, reached)
    # What nearly matches, as often as it fits.
    yield "", before + sample(tree)[:-1]


def insides(kind, value):
    if kind in REPEATS:
        return [list(value[2])]
    if kind is kinds.SUBPATTERN:
        return [list(value[3])]
    if kind is kinds.BRANCH:
        return [list(branch) for branch in value[1]]
    if kind in {kinds.ASSERT, kinds.ASSERT_NOT}:
        return [list(value[1])]
    return []


def sample(tree):
    """A string that matches, or nearly."""
    return "".join(sample_of(kind, value) for kind, value in tree)


def sample_of(kind, value):
    if kind is kinds.LITERAL:
        return chr(value)
    if kind in {kinds.NOT_LITERAL, kinds.ANY}:
        return "a"
    if kind is kinds.IN:
        return letter_of(tuple(value))
    if kind is kinds.BRANCH:
        return sample(list(value[1][0]))
    if kind is kinds.SUBPATTERN:
        return sample(list(value[3]))
    if kind in REPEATS:
        return sample(list(value[2])) * max(value[0], 1)
    return ""


def letter_of(members):
    one_of_it = compiler.compile(parser.SubPattern(parser.State(), [(kinds.IN, list(members))]))
    return next(letter for letter in COMMON + ALL if one_of_it.fullmatch(letter))
