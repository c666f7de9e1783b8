from contact.clinic.clinic_details import ClinicDetails, Holiday, OpeningHours
from contact.clinic.crisis_help import CrisisHelp
from contact.encryption.canary import KeyCanary
from contact.mail.outbox import OutboxMessage
from contact.maintenance.clock import ClockReading
from contact.maintenance.runs import UpkeepRun, WriteProbe

from .consultation_request import ConsultationRequest
from .deletion_record import DeletionRecord
from .note import ContactAttempt, Note
from .refusals import AlreadyDeleted, MoveNotAllowed, StaleRequest
from .reply_template import ReplyTemplate
from .request_event import CannotChange, RequestEvent
from .retention_period import RetentionPeriod
from .send_count import SendCount

__all__ = [
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
    "MoveNotAllowed",
    "Note",
    "OpeningHours",
    "OutboxMessage",
    "ReplyTemplate",
    "RequestEvent",
    "RetentionPeriod",
    "SendCount",
    "StaleRequest",
    "UpkeepRun",
    "WriteProbe",
]
