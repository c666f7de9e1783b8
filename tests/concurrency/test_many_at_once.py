"""The figures of a busy day: nobody sees an error and nothing is lost, however many do the same thing at once."""

from itertools import chain

import pytest

from contact.models import RequestEvent
from tests.builders.requests import make_request
from tests.concurrency.at_once import Colleague, at_once, statuses

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def times(number, action):
    return lambda: [action() for _ in range(number)]


def test_four_writers_of_one_chain_write_every_event():
    def record():
        RequestEvent.objects.record("viewed", "AAAAAAAA")

    at_once(*[times(100, record)] * 4)

    assert RequestEvent.objects.filter(reference="AAAAAAAA").count() == 400
    assert RequestEvent.objects.chain_is_whole("AAAAAAAA")


def test_four_colleagues_open_the_list_fifteen_times():
    make_request()
    colleagues = [Colleague(name) for name in ("ada", "ben", "cleo", "dev")]

    answers = list(chain(*at_once(*[times(15, one.list) for one in colleagues])))

    assert statuses(answers) == [200] * 60
    assert RequestEvent.objects.filter(kind="listed").count() == 60


def test_forty_notes_are_kept_while_two_colleagues_reload():
    robin = make_request()
    ada, ben, cleo = Colleague("ada"), Colleague("ben"), Colleague("cleo")
    numbers = iter(range(40))

    notes, *looks = at_once(
        times(40, lambda: ada.press(robin, "note", text=f"note {next(numbers)}")),
        times(20, lambda: ben.open(robin)),
        times(20, lambda: cleo.open(robin)),
    )

    assert statuses(notes) == [302] * 40
    assert statuses(chain(*looks)) == [200] * 40
    assert robin.notes.count() == 40
    assert RequestEvent.objects.chain_is_whole(robin.reference)
