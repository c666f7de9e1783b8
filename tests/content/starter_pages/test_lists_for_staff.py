"""What editors are told about the starter pages, and visitors are not."""

from io import StringIO

from django.core.management import call_command

from content.editor.staff_home import missing_content, read_missing
from tests.builders.staff import make_staff
from tests.content.starter.test_facts import FACTS


def test_every_blank_of_the_starter_pages_is_on_the_list_of_editors():
    told = [line.words for line in missing_content(make_staff("eli", "Editors"))]

    assert told[:-1] == [blank.what for blank in read_missing()]
    assert told[-1] == "25 pages wait for the name of a clinician who checked them"


def test_no_blank_reaches_a_visitor(html):
    for address in {blank.page for blank in read_missing()}:
        assert not any(blank.what in html[address] for blank in read_missing()), address


def test_the_list_of_facts_says_what_where_and_on_what_it_rests():
    out = StringIO()

    call_command("list_facts", stdout=out)

    told = out.getvalue()
    assert "COST-08  /costs/\n    A British trust asks people" in told
    assert "TRD-08  /, /how-it-works/, /conditions/treatment-resistant-depression/, /treatments/\n" in told
    assert "Rests on: R67\n" in told
    assert FACTS.keys() <= {line.split("  ")[0] for line in told.splitlines()}
