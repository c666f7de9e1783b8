from .condition import ConditionPage
from .home import HomePage
from .information import InformationPage
from .published_change import PublishedChange
from .search_recipe import SearchRecipe
from .search_word import SearchWord
from .section import SectionPage
from .source import Source
from .starter_record import StarterRecord
from .treatment import TreatmentPage

PAGE_TYPES = [HomePage, SectionPage, InformationPage, ConditionPage, TreatmentPage]

__all__ = [
    "PAGE_TYPES",
    "ConditionPage",
    "HomePage",
    "InformationPage",
    "PublishedChange",
    "SearchRecipe",
    "SearchWord",
    "SectionPage",
    "Source",
    "StarterRecord",
    "TreatmentPage",
]
