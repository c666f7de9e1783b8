from .home import HomePage
from .page_types import ConditionPage, InformationPage, SectionPage, TreatmentPage
from .published_change import PublishedChange
from .search_index import SearchWord
from .source import Source
from .starter_record import StarterRecord

PAGE_TYPES = [HomePage, SectionPage, InformationPage, ConditionPage, TreatmentPage]

__all__ = [
    "PAGE_TYPES",
    "ConditionPage",
    "HomePage",
    "InformationPage",
    "PublishedChange",
    "SearchWord",
    "SectionPage",
    "Source",
    "StarterRecord",
    "TreatmentPage",
]
