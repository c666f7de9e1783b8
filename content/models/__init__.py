from .home import HomePage
from .page_cache_version import PageCacheVersion
from .page_records import PublishedChange, SearchWord, StarterRecord
from .page_types import ConditionPage, InformationPage, SectionPage, TreatmentPage
from .source import Source

PAGE_TYPES = [HomePage, SectionPage, InformationPage, ConditionPage, TreatmentPage]

__all__ = [
    "PAGE_TYPES",
    "ConditionPage",
    "HomePage",
    "InformationPage",
    "PageCacheVersion",
    "PublishedChange",
    "SearchWord",
    "SectionPage",
    "Source",
    "StarterRecord",
    "TreatmentPage",
]
