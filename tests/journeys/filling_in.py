"""How a visitor fills in the request form."""


def fill_in(page):
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("Your name").fill("Robin Doe")
    page.get_by_label("Call", exact=True).first.check()
    page.get_by_label("Phone number").fill("(212) 555-0142")
    page.get_by_label("I'm 18").check()
    page.get_by_label("I understand").check()
