from contact.clinic.clinic_details import ClinicDetails
from contact.clinic.crisis_help import CrisisHelp
from contact.clinic.locations import Holiday, Location, OpeningHours
from contact.clinic.on_call import OnCall
from contact.encryption.canary import KeyCanary
from contact.mail.outbox import OutboxMessage
from contact.maintenance.clock import ClockReading
from contact.maintenance.runs import UpkeepRun, WriteProbe
from contact.requests.access_log import CannotChange, RequestEvent
from contact.requests.age_limits import AgeLimits
from contact.requests.consultation_request import ConsultationRequest
from contact.requests.notes import ContactAttempt, Note
from contact.requests.retention import DeletionRecord, RetentionPeriod
from contact.requests.search_index import SearchEntry
from contact.requests.states import AlreadyDeleted, MoveNotAllowed, StaleRequest
from contact.requests.submission_checks import SendCount
from contact.triage.reply_templates import ReplyTemplate

__all__ = [
    "AgeLimits",
    "AlreadyDeleted",
    "CannotChange",
    "ClinicDetails",
    "ClockReading",
    "ConsultationRequest",
    "ContactAttempt",
    "CrisisHelp",
    "DeletionRecord",
    "Holiday",
    "KeyCanary",
    "Location",
    "MoveNotAllowed",
    "Note",
    "OnCall",
    "OpeningHours",
    "OutboxMessage",
    "ReplyTemplate",
    "RequestEvent",
    "RetentionPeriod",
    "SearchEntry",
    "SendCount",
    "StaleRequest",
    "UpkeepRun",
    "WriteProbe",
]
