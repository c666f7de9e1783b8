from .clinic_records import ClinicRecord, MonitoringAndReadiness, Photographs, TreatmentsOffered
from .home import HomePage
from .page_cache_version import PageCacheVersion
from .page_records import PublishedChange, SearchWord, StarterRecord
from .page_types import ConditionPage, InformationPage, LegalPage, SectionPage, TeamMemberPage, TreatmentPage
from .prices import PricesAndInsurance
from .source import Source

PAGE_TYPES = [HomePage, SectionPage, InformationPage, ConditionPage, TreatmentPage, TeamMemberPage, LegalPage]
CLINIC_RECORDS = [PricesAndInsurance, TreatmentsOffered, MonitoringAndReadiness, Photographs]

__all__ = [
    "CLINIC_RECORDS",
    "PAGE_TYPES",
    "ClinicRecord",
    "ConditionPage",
    "HomePage",
    "InformationPage",
    "LegalPage",
    "MonitoringAndReadiness",
    "PageCacheVersion",
    "Photographs",
    "PricesAndInsurance",
    "PublishedChange",
    "SearchWord",
    "SectionPage",
    "Source",
    "StarterRecord",
    "TeamMemberPage",
    "TreatmentPage",
    "TreatmentsOffered",
]
