"""Ten requests are worked through without touching a mouse."""

from contact.models import ConsultationRequest, RequestEvent
from tests.builders.requests import make_request
from tests.builders.staff import make_staff

LIST = "/admin/contact/consultationrequest/"
MOST_STEPS = 80
NAME = """() => {
  const one = document.activeElement;
  const label = one.labels && one.labels[0];
  return (label || one).textContent.trim() || one.name || one.id || "";
}"""


def tabs_to(page, name):
    """Goes on with Tab until the control called `name` has the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate(NAME) == name:
            return
    raise AssertionError(f"{name} is not reached with the Tab key.")


def presses_enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_ten_requests_are_worked_through_by_keyboard(visit, site):
    nadia = make_staff("nadia", "Triage")
    waiting = [make_request() for _ in range(10)]
    visitor = visit(viewport={"width": 1280, "height": 900})
    visitor.signs_in("nadia", then="/admin/")
    page = visitor.page

    for number, one in enumerate(waiting):
        visitor.goes_to(f"{LIST}?show=new")
        tabs_to(page, one.reference)
        presses_enter(page)
        tabs_to(page, "Assign to me")
        presses_enter(page)
        tabs_to(page, "Mark contacted")
        presses_enter(page)
        tabs_to(page, "Result")
        page.keyboard.press("n")
        tabs_to(page, "Details")
        page.keyboard.type(f"Rang {number}")
        presses_enter(page)
        visitor.reads(f"Rang {number}")

    done = ConsultationRequest.objects.all()
    assert {(one.state, one.assigned_to) for one in done} == {("contacted", nadia)}
    tried = [attempt for one in done for attempt in one.contact_attempts.all()]
    assert sorted(attempt.text for attempt in tried) == [f"Rang {number}" for number in range(10)]
    assert {attempt.result for attempt in tried} == {"no_answer"}
    assert all(RequestEvent.objects.chain_is_whole(one.reference) for one in done)
