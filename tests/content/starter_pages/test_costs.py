"""What a starter page costs the database before it is cached."""

from content.page_review.reviews import review_all
from tests.builders.requests import make_clinic_details
from tests.content.review.corpus import is_claim

MOST_QUERIES = 15
# Home shows what most of the clinic's records say, each of which is a table.
MOST_ON_HOME = 17


def test_no_starter_page_takes_many_queries(queries, starter_pages):
    make_clinic_details(range(5))
    addresses = [page.url for page in starter_pages]

    assert len(addresses) == 33
    most = {"/": MOST_ON_HOME}
    assert [address for address in addresses if queries(address) > most.get(address, MOST_QUERIES)] == []


def test_the_starter_pages_make_no_claim_and_are_read_in_two_queries(starter_pages, django_assert_num_queries):
    with django_assert_num_queries(2):
        findings = [finding for found in review_all(starter_pages) for finding in found if is_claim(finding)]

    assert len(starter_pages) == 33
    assert findings == []
