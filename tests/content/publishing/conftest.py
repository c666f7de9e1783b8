import pytest

from tests.builders.pages import make_whole_page
from tests.builders.staff import make_owner, make_staff


@pytest.fixture
def page():
    return make_whole_page("accessibility")


@pytest.fixture
def other():
    return make_whole_page("costs")


@pytest.fixture(params=["Clinical reviewer", "owner"])
def publisher(request):
    return make_owner("carol") if request.param == "owner" else make_staff("carol", "Clinical reviewers")
