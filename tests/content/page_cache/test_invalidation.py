"""Whatever changes what readers see invalidates the cached pages, at its commit, for every worker."""

from datetime import time, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from contact.models import ClinicDetails, CrisisHelp, Holiday, Location
from content.models import CLINIC_RECORDS, InformationPage
from content.page_cache.invalidation import invalidate
from content.publishing.publish_guard import before_any_review
from tests.builders.pages import make_condition_page, make_home_page, make_information_page, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make_information_page(summary="The old words.")


@pytest.fixture
def costs():
    """One that may be taken down."""
    return make_information_page("costs")


@pytest.fixture
def workers(new_worker, page):
    """Two, which both have the page in memory."""
    both = [new_worker(), new_worker()]
    assert [b"The old words." in worker.get("/safety/").body for worker in both] == [True, True]
    assert sum(worker.entries for worker in both) == 1
    return both


def publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    # Its words are too few for the clinical review, which is not what is tried here.
    with before_any_review():
        page.save_revision().publish()


def test_a_published_change_is_in_every_worker_at_once(workers, page, committed):
    with committed():
        publish(page, summary="The new words.")

    for worker in workers:
        answer = worker.get("/safety/")
        assert b"The new words." in answer.body
        assert b"The old words." not in answer.body


def test_a_draft_changes_nothing(workers, page, committed):
    with committed():
        page.summary = "The new words."
        page.save_revision()

    workers[0].get("/safety/")

    assert workers[0].entries == 1


def test_the_old_page_stays_until_the_commit(workers, page, committed):
    with committed():
        publish(page, summary="The new words.")
        version = workers[0].worker.versions.current()

    assert workers[0].worker.versions.current() != version


def test_a_page_taken_down_is_gone(new_worker, costs, committed):
    worker = new_worker()
    assert worker.get("/costs/").status == "200 OK"

    with committed():
        costs.unpublish()

    assert worker.get("/costs/").status == "404 Not Found"


def test_a_deleted_page_is_gone(new_worker, costs, committed):
    worker = new_worker()
    assert worker.get("/costs/").status == "200 OK"

    with committed():
        costs.delete()

    assert worker.get("/costs/").status == "404 Not Found"


def test_a_page_with_a_new_slug_leaves_its_old_address(new_worker, costs, committed):
    worker = new_worker()
    assert worker.get("/costs/").status == "200 OK"

    with committed():
        publish(costs, slug="prices")

    assert worker.get("/costs/").status == "301 Moved Permanently"
    assert worker.get("/prices/").status == "200 OK"


def test_a_moved_page_leaves_its_old_address(new_worker, committed):
    page = make_condition_page()
    worker = new_worker()
    worker.get("/conditions/ptsd/")

    with committed():
        page.move(make_home_page(), pos="last-child")

    assert worker.get("/conditions/ptsd/").status == "301 Moved Permanently"
    assert worker.get("/ptsd/").status == "200 OK"


def test_the_notice_of_the_day_stands_on_every_page_at_once(workers, committed):
    with committed():
        ClinicDetails.objects.create(emergency_notice="Closed today because of snow.")

    assert [b"Closed today because of snow." in worker.get("/safety/").body for worker in workers] == [True, True]


def test_a_page_published_on_schedule_is_there_at_once(workers, page, committed):
    page.summary = "The new words."
    page.go_live_at = timezone.now() + timedelta(hours=1)
    with committed():
        page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1)).save()
        InformationPage.objects.filter(pk=page.pk).update(go_live_at=timezone.now() - timedelta(minutes=1))
    page.latest_revision.content["go_live_at"] = None
    page.latest_revision.save()

    with committed(), before_any_review():
        call_command("publish_scheduled", verbosity=0)

    assert [b"The new words." in worker.get("/safety/").body for worker in workers] == [True, True]


CHANGES = {
    "clinic details": lambda: ClinicDetails.objects.get().save(),
    "crisis help": lambda: CrisisHelp().save(),
    "opening hours": lambda: Location.objects.get().set_hours([[(time(9), time(17))]]),
    "a location": lambda: Location.objects.get().save(),
    "a location that is gone": lambda: Location.objects.get().delete(),
    "a holiday": lambda: Holiday(date="2026-12-25", name="Christmas").save(),
    "a source": lambda: make_source("R99"),
    "a redirect": lambda: Redirect.objects.create(old_path="/old", redirect_link="/safety/"),
    "an image": lambda: get_image_model().objects.create(title="Room", file=get_test_image_file()),
    "the order of pages": lambda: Page.objects.get(slug="safety").move(make_home_page(), pos="first-child"),
}
CHANGES |= {model._meta.verbose_name: lambda model=model: publish_record(model) for model in CLINIC_RECORDS}


def publish_record(model):
    model.for_editor().save_revision().publish()


@pytest.mark.parametrize("change", CHANGES)
def test_pages_are_made_anew_after_a_change_of(change, workers, committed):
    ClinicDetails.objects.bulk_create([ClinicDetails()])  # which announces nothing
    Location.objects.bulk_create([Location(answers_requests=True)])

    with committed():
        CHANGES[change]()
    workers[1].get("/safety/")

    assert workers[1].entries == 1


def test_a_page_that_was_being_rendered_during_a_change_is_not_kept(workers, page, committed):
    invalidate()
    reader, other = workers

    def publish_meanwhile():
        reader.meanwhile = None
        with committed():
            publish(page, summary="The new words.")

    reader.meanwhile = publish_meanwhile
    overtaken = reader.get("/safety/")
    after = [worker.get("/safety/") for worker in (reader, other)]

    assert b"The old words." in overtaken.body
    assert [b"The new words." in answer.body for answer in after] == [True, True]


def test_what_is_written_late_lands_among_the_old_files(workers, cache_dir):
    worker = workers[0].worker
    version, pages = worker.kept
    page = pages["localhost", "/safety/"]

    invalidate()
    worker.files.put(version, "localhost", "/safety/", page)

    assert not (cache_dir / "current" / "localhost").exists()
    assert worker.files.find(worker.versions.current(), "localhost", "/safety/") is None


def test_sizes_of_an_image_that_are_gone_invalidate_pages(worker, committed):
    """They go after the image was saved, and a page that is rendered in between still names them."""
    image = get_image_model().objects.create(title="Room", file=get_test_image_file())
    image.get_rendition("width-400")
    version = worker.worker.versions.current()

    with committed():
        image.renditions.all().delete()

    assert worker.worker.versions.current() != version


def test_the_first_use_of_an_image_changes_nothing(worker, committed):
    image = get_image_model().objects.create(title="Room", file=get_test_image_file())
    version = worker.worker.versions.current()

    with committed():
        image.get_rendition("width-400")

    assert worker.worker.versions.current() == version
