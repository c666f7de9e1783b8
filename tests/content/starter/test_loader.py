import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Page, Revision, WorkflowState

from content.models import HomePage, InformationPage, StarterRecord
from content.starter.loader import load_starter_pages
from tests.builders.pages import go_live_unreviewed
from tests.builders.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db

HOME = 'type = "home"\nslug = "home"\ntitle = "Home"\nsummary = "Welcome."\n'
SAFETY = 'type = "information"\nslug = "safety"\ntitle = "Safety"\nsummary = "Risks."\n'

ABOUT = """type = "information"
slug = "about-us"
title = "About us"
summary = "Who we are."
search_description = "What this page says."
written_by = "The team"
last_reviewed = 2026-11-23
next_review_due = 2099-11-23

[[body]]
block = "text"
text = "<p>Reading sets no cookie.</p>"
sources = ["R01"]
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "home.toml").write_text(
        HOME
        + """
[[body]]
block = "text"
text = '<p><a href="/safety/">Safety</a></p>'
facts = "S37"
sources = ["R01"]
"""
    )
    (tmp_path / "safety.toml").write_text(SAFETY)
    (tmp_path / "sources.toml").write_text('[[source]]\nidentifier = "R01"\nkind = "trial"\ncitation = "A trial."\n')
    return tmp_path


def safety():
    return InformationPage.objects.get(slug="safety")


def test_pages_go_live_and_link_to_one_another(client, folder):
    load_starter_pages(folder)

    shown = client.get("/").content.decode()

    assert 'href="/safety/"' in shown
    assert 'data-facts="S37"' in shown
    assert "A trial." in shown
    assert safety().live


def test_wagtails_welcome_page_is_gone(folder):
    load_starter_pages(folder)

    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [HomePage]


def test_the_editors_menu_opens_at_home(client, folder):
    load_starter_pages(folder)
    sign_in(client, make_staff("erin", "Editors"))

    opened = client.get(reverse("wagtailadmin_explore_root"), follow=True)

    assert opened.context["parent_page"].specific == HomePage.objects.get()


def test_loading_again_changes_nothing(folder):
    load_starter_pages(folder)
    revisions = Revision.objects.count()

    outcomes = load_starter_pages(folder)

    assert set(outcomes.values()) == {"unchanged"}
    assert Revision.objects.count() == revisions


def test_a_page_that_staff_edited_is_left_alone(folder):
    load_starter_pages(folder)
    page = safety()
    page.summary = "Our own words."
    go_live_unreviewed(page)
    (folder / "safety.toml").write_text(SAFETY.replace("Risks.", "Newer starter words."))

    outcomes = load_starter_pages(folder)

    assert outcomes["/safety/"] == "kept as edited"
    assert safety().summary == "Our own words."


def test_a_page_that_staff_only_drafted_on_is_left_alone(folder):
    load_starter_pages(folder)
    safety().save_revision()
    (folder / "safety.toml").write_text(SAFETY.replace("Risks.", "Newer starter words."))

    assert load_starter_pages(folder)["/safety/"] == "kept as edited"


def test_a_page_that_staff_deleted_stays_deleted(folder):
    (folder / "costs.toml").write_text(SAFETY.replace("safety", "costs"))
    load_starter_pages(folder)
    InformationPage.objects.get(slug="costs").delete()

    outcomes = load_starter_pages(folder)

    assert outcomes["/costs/"] == "kept deleted"
    assert not InformationPage.objects.filter(slug="costs").exists()


def test_a_page_that_the_site_counts_on_is_brought_back(folder):
    load_starter_pages(folder)
    StarterRecord.objects.filter(place="safety").update(page=None)
    Page.objects.filter(slug="safety").update(slug="elsewhere", url_path="/home/elsewhere/")

    outcomes = load_starter_pages(folder)

    assert outcomes["/safety/"] == "created"
    assert safety().live


def test_newer_words_of_a_live_page_wait_in_review_and_are_offered_once(folder):
    load_starter_pages(folder)
    (folder / "safety.toml").write_text(SAFETY.replace("Risks.", "Newer starter words."))

    outcomes = [load_starter_pages(folder)["/safety/"] for _ in range(2)]

    assert set(outcomes) == {"newer words wait in review; visitors see those from before"}
    assert safety().summary == "Risks."
    assert safety().get_latest_revision_as_object().summary == "Newer starter words."
    assert WorkflowState.objects.count() == 1


def test_a_reviewer_publishes_newer_words(client, folder):
    about = folder / "about-us.toml"
    about.write_text(ABOUT)
    load_starter_pages(folder)
    about.write_text(ABOUT.replace("Who we are.", "Who we are now."))
    load_starter_pages(folder)
    page = InformationPage.objects.get(slug="about-us")
    task = page.current_workflow_task_state
    sign_in(client, make_staff("carol", "Clinical reviewers"))

    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]), {"comment": ""})

    assert "Who we are now." in client.get("/about-us/").content.decode()


@pytest.mark.parametrize(
    "mistake",
    [
        "not toml",
        SAFETY + '[[body]]\nblock = "carousel"\n',
        SAFETY + '[[body]]\nblock = "text"\ntext = "<p>x</p>"\nsources = ["R99"]\n',
        SAFETY + '[[body]]\nblock = "text"\ntext = "<p><a href=\'/nowhere/\'>x</a></p>"\n',
        SAFETY + '[[body]]\nblock = "text"\ntext = "<script>x</script>"\n',
        SAFETY + "colour = 3\n",
    ],
)
def test_a_mistake_is_told_with_the_name_of_its_file(folder, mistake):
    (folder / "safety.toml").write_text(mistake)

    with pytest.raises(CommandError, match=r"^safety\.toml: "):
        call_command("load_starter_pages", folder=folder)

    assert not HomePage.objects.exists()


# -- pages that wait for a clinician --------------------------------------------

IV = 'type = "information"\nslug = "iv"\ntitle = "IV"\nsummary = "Drip."\nstatus_line = "Ketamine is off-label."\n'
WAITS = "waits for a clinician to sign it"


@pytest.fixture
def folder_with_medicine(folder, settings):
    settings.UNSIGNED_PAGES_ARE_PUBLIC = False
    (folder / "iv.toml").write_text(IV)
    (folder / "safety.toml").write_text(SAFETY + 'status_line = "Ketamine is off-label."\n')
    return folder


def iv():
    return InformationPage.objects.get(slug="iv")


def test_a_page_about_medicine_waits_until_a_clinician_has_signed_it(client, folder_with_medicine):
    outcomes = load_starter_pages(folder_with_medicine)

    assert outcomes["/iv/"] == WAITS
    assert client.get("/iv/").status_code == 404
    assert iv().get_latest_revision_as_object().status_line == "Ketamine is off-label."


def test_the_pages_that_everybody_needs_are_always_there(client, folder_with_medicine):
    load_starter_pages(folder_with_medicine)

    assert client.get("/").status_code == client.get("/safety/").status_code == 200


def test_a_page_that_waits_goes_on_waiting_at_the_next_start(client, folder_with_medicine):
    load_starter_pages(folder_with_medicine)

    assert load_starter_pages(folder_with_medicine)["/iv/"] == WAITS
    assert client.get("/iv/").status_code == 404


def test_an_operator_who_decides_otherwise_makes_it_public(client, folder_with_medicine, settings):
    load_starter_pages(folder_with_medicine)

    settings.UNSIGNED_PAGES_ARE_PUBLIC = True
    load_starter_pages(folder_with_medicine)

    assert "Clinical review pending" in client.get("/iv/").content.decode()


def test_what_is_live_stays_live(client, folder, settings):
    (folder / "iv.toml").write_text(IV)
    load_starter_pages(folder)

    settings.UNSIGNED_PAGES_ARE_PUBLIC = False
    (folder / "iv.toml").write_text(IV.replace("Drip.", "Slow drip."))
    load_starter_pages(folder)

    shown = client.get("/iv/").content.decode()
    assert "Drip." in shown
    assert "Slow drip." not in shown


def test_a_signed_page_is_no_longer_loaded(client, folder_with_medicine):
    load_starter_pages(folder_with_medicine)
    go_live_unreviewed(iv())
    iv().unpublish()

    assert load_starter_pages(folder_with_medicine)["/iv/"] == "kept as edited"
