"""Finds every phone number that can be called in what somebody typed, words and all.

phonenumbers.PhoneNumberMatcher glues the digits of words to a number ("+49 30 123456 5pm"), and knows neither vanity
letters nor "00". So the numbers of North America are found by their shape, and those of other countries by their
prefix; phonenumbers decides whether these exist.
"""

import re
from dataclasses import dataclass

import phonenumbers

from contact.clinic.phone_spelling import plain_spelling

REGION = "US"
NATIONAL_CODE = 1
# Stands for what is no part of a number; no pattern crosses it.
BARRIER = "\N{BROKEN BAR}"
CLOCK = r"\d{1,2}(?:[:.]\d\d)?"
HALF_OF_DAY = r"(?:[ap]\.?\s?m\b\.?|noon\b|o.?clock\b|h\b|hrs?\b|hours?\b)"
NO_NUMBERS = [
    re.compile(
        rf"(?<![\d+-])(?:{CLOCK}\s?{HALF_OF_DAY}?\s?(?:-|to|until|till|and)\s?)?{CLOCK}\s?{HALF_OF_DAY}",
        re.I,
    ),
    re.compile(r"(?<![\d:])(?:[01]?\d|2[0-4])[:h][0-5]\d(?!\d)(?:\s{0,3}-\s{0,3}(?:[01]?\d|2[0-4])[:h][0-5]\d(?!\d))?"),
    re.compile(r"(?<![\d/.-])(?:0?[1-9]|1[0-2])([/.-])(?:0?[1-9]|[12]\d|3[01])\1(?:\d{4}|\d\d)(?![\d/.-])"),
    re.compile(r"(?<![\d/.-])(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:\d{4}|\d\d)(?![\d/.-])"),
    re.compile(r"(?<![\d/.-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d/.-])"),
    re.compile(r"(?<!\d)24/7(?!\d)"),
    # "*67" hides the caller's own number.
    re.compile(r"\*\d\d(?!\d(?!\d))|#\d\d#"),
]
ABROAD = re.compile(r"(?:(?<!\+)\+[\s(+]{0,5}(?:00|011)?|(?<![\d+])\(?(?:00|011)\)?)[\s().-]{0,5}(?=[2-9])")
GROUPS_ABROAD = re.compile(r"\d+(?:(?:[()\[\].\- ]|(?<! )/(?! )){1,3}\d+)*")
# A comma and a blank end a sentence: "room 212, 555-0142".
BETWEEN = r"(?:(?!, )[^\w+;@#&\N{BROKEN BAR}]){0,5}"
# No area code ends in 11 or has a 9 in the middle, and 37_, 96_ and 555 are kept free.
AREA = r"(?!.11|.9|37|96|555)[2-9]\d\d"
IN_GROUPS = rf"{AREA}{BETWEEN}[2-9]\d\d{BETWEEN}\d{{4}}"
# As Europeans group it. After another digit it may be one of theirs, such as 8 912 345 67 89.
IN_SMALL_GROUPS = rf"(?<![02-9][ .-]){AREA}{BETWEEN}[2-9]\d\d{BETWEEN}\d\d{BETWEEN}\d\d"
IN_ONES = r"[2-9](?:[ .,-]{1,3}\d){9}"
IN_TWOS = r"[2-9]\d(?:[ .-]\d\d){4}"
TRUNK = rf"(?:(?:\+|00|011)?{BETWEEN}1{BETWEEN})?"
NATIONAL = re.compile(rf"(?<!\d)(?:{TRUNK}(?P<number>{IN_GROUPS}|{IN_SMALL_GROUPS}|{IN_ONES}|{IN_TWOS}))(?!\d)")
TOLL_FREE = {"800", "822", "833", "844", "855", "866", "877", "888"}
VANITY = re.compile(r"(?<![\w+])(?P<one>\+?1[\s.\-(/]{0,3})?\(?(?P<area>[2-9]\d\d)\)?(?P<gap>[\s.\-)]{0,3})(?=[^\W_])")
VANITY_WORD = re.compile(r"(?P<gap>[-. ]?)(?P<letters>[A-Za-z0-9]+)")
LOCAL_LENGTH = 7
# Between a number and its extension: "at", "ask for" and signs. The comma, p and w are pauses of diallers.
EXTENSION = re.compile(
    r"(?:[\s,;:.()\[\]/-]|\b(?:at|with|and|then|ask for|dial|enter|press)\b){0,9}"
    r"(?:(?<![^\W\d_])(?:;?ext(?:ension|ensión|n)?|anexo|interno|int|poste|durchwahl|xtn?|ex|x)(?![^\W\d_])"
    r"[\s.:#=-]{0,5}(?:(?:no|nr|number|is)\b[\s.:#]{0,5})?|#\s{0,5}|(?<=\d),{1,3}(?=\d)|(?<=\d)[pw](?=\d))"
    r"(?P<digits>\d{1,7})(?!\d|[^\w\N{BROKEN BAR}]{0,3}\d{3})",
    re.I,
)
# Without a "+", a number with fewer digits is rather one of North America with a digit too many.
FEWEST_ABROAD = 12
# Area codes have three digits.
COUNTRY_CODE_APART = re.compile(r"\d\d\D")
# 9 and 1, as some offices dial before a number; also India, if nothing parts it.
OUTSIDE_LINE = re.compile(r"91\d{10}$")


# Fields that hold numbers are much shorter.
LONGEST = 1000


@dataclass(frozen=True)
class FoundNumber:
    number: phonenumbers.PhoneNumber
    extension: str
    # Where in the text as typed it begins and ends, with its extension.
    start: int
    end: int

    @property
    def normal(self):
        """In E.164, such as "+12125550142", without the extension."""
        return phonenumbers.format_number(self.number, phonenumbers.PhoneNumberFormat.E164)

    @property
    def call_link(self):
        """Such as "tel:+12125550142,123": after a pause, which every dialer knows, the extension."""
        return f"tel:{self.normal},{self.extension}" if self.extension else f"tel:{self.normal}"

    @property
    def text_link(self):
        return f"sms:{self.normal}"

    @property
    def as_read_out(self):
        """In the national format, such as "(212) 555-0142 ext. 7", or "+44 20 7946 0958" from abroad."""
        is_national = self.number.country_code == NATIONAL_CODE
        style = phonenumbers.PhoneNumberFormat.NATIONAL if is_national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
        extension = f" ext. {self.extension}" if self.extension else ""
        return phonenumbers.format_number(self.number, style) + extension

    @property
    def digits(self):
        """Without the country code."""
        return phonenumbers.national_significant_number(self.number)


def find_numbers(typed):
    """Every number that can be called, in the order of the text; each once."""
    spelling = plain_spelling(typed[:LONGEST])
    finder = Finder(without_times_and_dates(spelling.text))
    if not finder.found:
        finder = Finder(spelling.text)
    numbers = {}
    for start, end, number, extension in sorted(finder.found, key=lambda found: found[0]):
        found = FoundNumber(number, extension, *spelling.span(start, end))
        numbers.setdefault((found.normal, extension), found)
    return list(numbers.values())


def without_times_and_dates(text):
    for pattern in NO_NUMBERS:
        text = pattern.sub(lambda match: BARRIER * len(match.group()), text)
    return text


class Finder:
    """`found` holds tuples of a start, an end, a number and an extension. What was found is taken out of `text`."""

    def __init__(self, text):
        self.text, self.found = text, []
        for find in (self.find_abroad, self.find_abroad_without_plus, self.find_national, self.find_vanity):
            find()

    def take(self, start, end, number):
        extension = EXTENSION.match(self.text, end)
        if extension:
            end = extension.end()
        self.found.append((start, end, number, extension["digits"] if extension else ""))
        self.take_out(start, end)

    def take_out(self, start, end):
        self.text = self.text[:start] + BARRIER * (end - start) + self.text[end:]

    def find_abroad(self):
        """After "+", "00" or "011". The longest run of groups that is a number."""
        at_home = [match.span() for match in NATIONAL.finditer(self.text)]
        for prefix in list(ABROAD.finditer(self.text)):
            # As in 202-555-0112.
            if any(start < prefix.start() < end for start, end in at_home):
                continue
            groups = GROUPS_ABROAD.match(self.text, prefix.end())
            ends = [group.end() for group in re.finditer(r"\d+", groups.group())]
            for length in reversed(ends):
                if number := number_abroad(groups.group()[:length]):
                    self.take(prefix.start(), prefix.end() + length, number)
                    break
            else:
                self.take_for_possible(prefix, groups)

    def take_for_possible(self, prefix, groups):
        """A range that phonenumbers does not know yet; or digits that are a number of North America after all."""
        number = parsed(f"+{digits(groups.group())}")
        if number and phonenumbers.is_possible_number(number):
            self.take(prefix.start(), groups.end(), number)
        elif not NATIONAL.fullmatch(groups.group()):
            self.take_out(prefix.start(), groups.end())

    def find_national(self):
        for match in NATIONAL.finditer(self.text):
            if number := national_number(digits(match["number"])):
                self.take(*match.span(), number)

    def find_vanity(self):
        for match in VANITY.finditer(self.text):
            letters, end = local_letters(self.text, match)
            number = letters and national_number(match["area"] + letters)
            if number:
                self.take(match.start(), end, number)

    def find_abroad_without_plus(self):
        """Neither is dialed, where it may as well be a number of North America behind other digits."""
        for groups in list(GROUPS_ABROAD.finditer(self.text)):
            typed = groups.group()
            if not is_abroad_without_plus(typed):
                continue
            if NATIONAL.search(typed) or OUTSIDE_LINE.match(typed):
                self.take_out(*groups.span())
            else:
                self.take(*groups.span(), number_abroad(typed))


def is_abroad_without_plus(typed):
    """Not a number of North America with digits too many."""
    plain, national = digits(typed), NATIONAL.match(typed)
    if len(plain) < FEWEST_ABROAD or plain[0] in "01" or national or not number_abroad(typed):
        return False
    begins_like_home = national_number(plain[:10]) and phonenumbers.is_valid_number(national_number(plain[:10]))
    return not begins_like_home or bool(COUNTRY_CODE_APART.match(typed))


def local_letters(text, match):
    """The seven letters and digits after an area code, as in "212-555-HELP", and where they end in `text`.

    After a blank, small letters and a second word are words, except after "1" or a toll-free code: "1 800 flowers".
    """
    in_words = bool(match["one"]) or match["area"] in TOLL_FREE
    taken, end, gap = "", match.end(), match["gap"]
    while word := VANITY_WORD.match(text, end):
        gap = gap or word["gap"]
        is_word = not gap.strip() and (word["letters"].islower() or (gap and not (taken or "0").isdecimal()))
        if (is_word and not (in_words and gap)) or (len(taken) >= LOCAL_LENGTH and not word["gap"].strip()):
            break
        taken, end, gap = taken + word["letters"], word.end(), ""
    letters, more = taken[:LOCAL_LENGTH], taken[LOCAL_LENGTH:]
    is_vanity = len(letters) == LOCAL_LENGTH and not letters.isdecimal() and not more.isdecimal()
    return letters if is_vanity else "", end


def national_number(typed):
    """The number of North America; None for one that cannot exist, such as 123-456-7890."""
    number = parsed(typed)
    if number and re.fullmatch(rf"{AREA}[2-9]\d{{6}}", str(number.national_number)):
        return number
    return None


def number_abroad(typed):
    # Mexico's mobile numbers had a 1 after the country code, and many still stand so in address books.
    number = parsed(f"+{re.sub(r'^521(?=[0-9]{10}$)', '52', digits(typed))}")
    return number if number and phonenumbers.is_valid_number(number) else None


def parsed(typed):
    try:
        return phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        return None


def digits(typed):
    return "".join(character for character in plain_spelling(typed).text if character.isdecimal())
