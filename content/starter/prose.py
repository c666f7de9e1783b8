"""Turns the small HTML of starter files into rich text as Wagtail keeps it."""

from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve

from .problem import StarterProblem

ALLOWED = {"p", "ul", "ol", "li", "b", "a"}
ELSEWHERE = ("https://", "http://", "mailto:", "tel:")


def rich_text(html, *, file_name, pages):
    """`pages` holds the page at each path, or None where staff have deleted it."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        check(tag, file_name)
        if tag.name == "a":
            link(tag, file_name, pages)
    return str(soup)


def check(tag, file_name):
    if tag.name not in ALLOWED:
        raise StarterProblem(file_name, f"<{tag.name}> is not allowed in text.")
    if set(tag.attrs) - ({"href"} if tag.name == "a" else set()):
        raise StarterProblem(file_name, f"<{tag.name}> has attributes that are not allowed in text.")


def link(tag, file_name, pages):
    address = tag.get("href", "")
    if address.startswith(ELSEWHERE) or is_address_of_no_page(address):
        return
    page = page_at(address, file_name, pages)
    if page is None:
        tag.unwrap()
    else:
        tag.attrs = {"linktype": "page", "id": str(page.pk)}


def page_at(address, file_name, pages):
    if address not in pages:
        raise StarterProblem(file_name, f'the link to "{address}" leads nowhere.')
    return pages[address]


def is_address_of_no_page(address):
    """Such as the consultation form, which is an address of the site and not a page of the tree."""
    try:
        return resolve(address).url_name != "wagtail_serve"
    except Resolver404:
        return False
