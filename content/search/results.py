"""What a list of results shows of each page."""

from dataclasses import dataclass

from django.db.models import SmallIntegerField, Value
from django.db.models.functions import Cast

from content.models import PAGE_TYPES, ConditionPage

FIELDS = ("pk", "url_path", "title", "summary")


@dataclass(frozen=True)
class Result:
    title: str
    url: str
    summary: str
    evidence_level: int | None = None

    @property
    def get_evidence_level_display(self):
        return ConditionPage.EvidenceLevel(self.evidence_level).label


def results_for(keys):
    """In the order of the keys, in one query however many kinds of pages there are."""
    first, *others = [rows_of(page_type, keys) for page_type in PAGE_TYPES]
    rows = {key: fields for key, *fields in first.union(*others, all=True)} if keys else {}
    return [result_of(*rows[key]) for key in keys if key in rows]


def rows_of(page_type, keys):
    pages = page_type.objects.filter(pk__in=keys).order_by()
    if page_type is ConditionPage:
        return pages.values_list(*FIELDS, "evidence_level")
    # PostgreSQL takes a bare NULL for text, which does not go with the numbers of the other rows.
    return pages.annotate(no_level=Cast(Value(None), SmallIntegerField())).values_list(*FIELDS, "no_level")


def result_of(url_path, title, summary, evidence_level):
    return Result(title, "/" + url_path.split("/", 2)[2], summary, evidence_level)
