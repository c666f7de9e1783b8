"""Email addresses as people type and paste them: what can be trimmed, and which can be mailed."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from contact.clinic.plain_text import BareText, bare_text

LONGEST_TRIMMED = 1000
LONGEST, LONGEST_MAILBOX, LONGEST_DOMAIN = 254, 64, 253
ADD_EMAIL = "Add an email address, like name@example.com"
QUOTES = "\"'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"
AROUND = f"{QUOTES}.,;:<>()[]{{}} "
# Full stops of East Asian keyboards, which NFKC leaves alone.
FULL_STOPS = str.maketrans("\u3002\uff61", "..")
ANGLE_BRACKETS = re.compile(r"<([^<>@]*@[^<>@]*)>")
AT_IN_WORDS = re.compile(r" ?[([{<] ?at ?[)\]}>] ?", re.IGNORECASE)
DOT_IN_WORDS = re.compile(r" ?[([{<] ?dot ?[)\]}>] ?", re.IGNORECASE)
ALL_IN_WORDS = re.compile(r"^([^ ]+) at ([^ ]+(?: dot [^ ]+)*)", re.IGNORECASE)
AROUND_MARKS = re.compile(" ?([@.]) ?")
# With them, two different domains become one (IDNA 2003), so a mail might go to somebody else.
CHANGED_BY_IDNA = re.compile("[\u00df\u03c2\u200c\u200d]")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# Reserved for other uses (RFC 6761 and 7686).
NEVER_MAILED = {"arpa", "invalid", "local", "localhost", "onion", "test"}
# Django's own, without localhost.
well_formed = EmailValidator(allowlist=[])


def trimmed(typed: str) -> str:
    """The address without what was typed or pasted around it; the text as typed where no address is to be seen."""
    text = bare_text(typed)
    address = tidied(text)
    return address if is_address(address) else text


def tidied(text):
    """What an address would be, if it is one."""
    text = with_signs(unicodedata.normalize("NFKC", text).translate(FULL_STOPS))
    if len(text) > LONGEST_TRIMMED:
        return text
    if inside := ANGLE_BRACKETS.findall(text):
        text = inside[-1] if len(set(inside)) == 1 else text
    text = without_surroundings(text)
    # "jane@example.com. Thanks" must not become one word.
    if not is_address(text.split(" ")[0].strip(AROUND)):
        text = AROUND_MARKS.sub(r"\1", text)
    mailbox, at, domain = text.rpartition("@")
    return f"{mailbox}@{domain.lower()}" if at else text


def with_signs(text):
    """Such as "jane (at) example (dot) com" or "jane at example dot com", where they are written as words."""
    if "@" in text:
        return text
    text = DOT_IN_WORDS.sub(".", AT_IN_WORDS.sub("@", text))
    spelled = ALL_IN_WORDS.fullmatch(text)
    return f"{spelled[1]}@{spelled[2]}".replace(" dot ", ".") if spelled else text


def without_surroundings(text):
    is_quoted = re.fullmatch(r'"[^"]+"@[^"]+', text.strip(AROUND.replace('"', "")))
    text = text.strip(AROUND.replace('"', "") if is_quoted else AROUND)
    if text[:7].lower() == "mailto:":
        text = text[7:].partition("?")[0].strip(AROUND)
    return text


def is_address(text: str) -> bool:
    """Whether it is one address by its form, in any script (RFC 5321 and 6531); no server is asked."""
    mailbox, _, domain = text.rpartition("@")
    in_ascii = ascii_domain(CHANGED_BY_IDNA.sub("x", domain))
    if len(mailbox.encode()) > min(LONGEST_MAILBOX, LONGEST - 1 - len(in_ascii)) or any(map(is_control, mailbox)):
        return False
    ending = in_ascii.rpartition(".")[2]
    if not in_ascii or ending.isdecimal() or ending in NEVER_MAILED or "[" in in_ascii:
        return False
    try:
        well_formed(f"{NOT_ASCII.sub('x', mailbox)}@{in_ascii}")
    except ValidationError:
        return False
    return all(character.isalnum() or ord(character) < 128 or is_mark(character) for character in mailbox)


def is_control(character):
    return unicodedata.category(character) == "Cc"


def is_mark(character):
    return unicodedata.category(character)[0] == "M"


def ascii_domain(domain):
    """As mail servers know it, such as "xn--bcher-kva.example"; "" if it cannot be one."""
    if len(domain) > LONGEST_DOMAIN or CHANGED_BY_IDNA.search(domain):
        return ""
    try:
        in_ascii = domain.lower().encode("idna")
        in_ascii.decode("idna")
        return in_ascii.decode()
    except UnicodeError:
        return ""


def mailable(text: str) -> str:
    """The address as mail can be sent to it from here; "" if none can: not every mail server takes other scripts."""
    address = trimmed(text)
    mailbox, _, domain = address.rpartition("@")
    in_ascii = ascii_domain(domain)
    return f"{mailbox}@{in_ascii}" if in_ascii and mailbox.isascii() and is_address(address) else ""


def normalized(text: str) -> str:
    """The same for all spellings of an address that reach the same person."""
    return (mailable(text) or trimmed(text)).casefold()


# -- form fields


class EmailAddress(BareText):
    """An email address, trimmed. One that cannot be read is refused, unless the form decides that."""

    widget = forms.EmailInput

    def __init__(self, *, refuse=ADD_EMAIL, **kwargs):
        super().__init__(**kwargs)
        if refuse:
            self.validators.append(RefuseOthers(refuse))

    def to_python(self, value):
        return trimmed(super().to_python(value))


class RefuseOthers:
    def __init__(self, words):
        self.words = words

    def __call__(self, address):
        if not is_address(address):
            raise ValidationError(self.words, code="invalid")
