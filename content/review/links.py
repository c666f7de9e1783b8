"""Whether every link leads somewhere."""


def check(page, rulebook, today):
    for block in page.blocks:
        for link in block.links:
            if not link.address:
                yield rulebook["lost-link"].finding(block.place, link.text)
