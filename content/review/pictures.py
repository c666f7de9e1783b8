"""Whether people who cannot see a picture learn what it shows."""

import re

FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)$|^(?:img|dsc|image)[-_ ]?\d+", re.IGNORECASE)
SAYS_PICTURE = re.compile(r"^(?:an? )?(?:image|picture|photo|photograph|graphic|icon) (?:of|showing)\b", re.IGNORECASE)


def check(page, rulebook, today):
    for block in page.blocks:
        for picture in block.pictures:
            if not picture.is_decorative:
                yield from alternative(picture.alternative_text.strip(), block.place, rulebook)


def alternative(text, place, rulebook):
    if not text:
        yield rulebook["no-alternative-text"].finding(place)
    elif FILE_NAME.search(text):
        yield rulebook["file-name-as-text"].finding(place, text)
    elif SAYS_PICTURE.search(text):
        yield rulebook["says-picture"].finding(place, text)
    elif len(text) > rulebook["long-alternative-text"].limit:
        yield rulebook["long-alternative-text"].finding(place, text, characters=len(text))
