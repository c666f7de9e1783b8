"""Why a request is to be read first, and what the clinic does then. Shown on its page only."""

from contact.clinic.on_call import OnCall
from contact.requests.danger_words import danger_phrases
from contact.requests.intake import FREE_TEXTS


def read_first_context(consultation_request, user):
    return {
        "phrases": phrases_of(consultation_request),
        "last_marking": consultation_request.notes.exclude(about="").select_related("author").last(),
        "on_call": OnCall.current(),
        "may_set_on_call": user.has_perm("contact.change_oncall"),
    }


def phrases_of(consultation_request):
    """Those found when it came in. Requests from before these were kept are looked through again."""
    if consultation_request.danger_phrases or not consultation_request.is_marked:
        return consultation_request.danger_phrases.splitlines()
    return danger_phrases(str(getattr(consultation_request, name)) for name in FREE_TEXTS)
