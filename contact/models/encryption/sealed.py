from .sealing import CannotOpen, unseal


class Sealed(str):
    """Text as the database holds it."""


class Opened(str):
    """Text that was read from a seal, and still knows the seal."""

    sealed: Sealed

    def __new__(cls, text, sealed):
        opened = super().__new__(cls, text)
        opened.sealed = sealed
        return opened

    def __getnewargs__(self):
        return str(self), self.sealed


class Locked(Opened):
    """Stands for a text that cannot be opened. Saved again, it writes back the seal it came with."""

    START = "[locked: "

    @classmethod
    def because(cls, reason, sealed):
        return cls(f"{cls.START}{reason}]", sealed)


def open_sealed(sealed: Sealed, about: str) -> Opened:
    try:
        return Opened(unseal(sealed, about=about), sealed)
    except CannotOpen as problem:
        return Locked.because(problem, sealed)
