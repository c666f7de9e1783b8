"""What editors are told about the starter pages, and visitors are not."""

from io import StringIO

from django.core.management import call_command

from content.starter.facts import FACTS, read_facts


def test_the_list_of_facts_says_what_where_and_on_what_it_rests():
    out = StringIO()

    call_command("list_facts", stdout=out)

    told = out.getvalue()
    assert "COST-22  /costs/, /costs/spray-prior-approval/\n    Denied? Appeal to the plan" in told
    on_pages = "/, /how-it-works/, /conditions/treatment-resistant-depression/, /treatments/esketamine-nasal-spray/"
    assert f"TRD-08  {on_pages}\n" in told
    assert "Rests on: R67\n" in told
    assert read_facts(FACTS).keys() <= {line.split("  ")[0] for line in told.splitlines()}
