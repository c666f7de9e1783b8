from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contact.clinic.humanize import age
from contact.maintenance import rollback_protection
from contact.maintenance.runs import UpkeepRun
from contact.requests.age_limits import AgeLimits
from contact.requests.reconciliation import oldest_untouched, reconcile
from contact.requests.retention import closed_without_a_period

AT_MOST = 20


class Command(BaseCommand):
    help = (
        "Count requests, proofs of deletion, events and mails against each other; end with 1 if they do not agree. "
        "Requests that no rule will ever delete are named, and lost nothing: the staff home asks for a decision."
    )

    def add_arguments(self, parser):
        parser.add_argument("--accept-loss", action="store_true", help="Begin anew with the newest event there is.")

    def handle(self, *, accept_loss, **options):
        if accept_loss:
            rollback_protection.forget()
        counted = reconcile()
        UpkeepRun.objects.note_down(UpkeepRun.Task.RECONCILING, counted.all_agree, counted.summary)
        self.show(counted)
        if not counted.all_agree:
            raise CommandError(counted.summary)
        self.stdout.write(counted.summary)
        rollback_protection.save()

    def show(self, counted):
        for words, number in [
            ("requests", counted.requests),
            ("proofs of deletion", counted.deletion_records),
            ("of them within the last day", counted.deleted_lately),
            ("received events", counted.received_events),
            ("mails that tell staff", counted.new_request_emails),
            ("chains of events", counted.chains),
            ("requests not indexed for the search yet", counted.not_indexed),
            ("views of lists and searches", counted.plain_rows),
        ]:
            self.stdout.write(f"{number:8}  {words}")
        oldest = oldest_untouched()
        self.stdout.write(f"Oldest untouched request: {age(oldest, timezone.now()) if oldest else 'none'}")
        self.show_kept_for_good()
        self.show_references("Do not agree", counted.disagreeing)
        self.show_references("Broken chains", counted.broken)
        self.show_references("Deletions not proved", counted.unproved)
        for words in counted.faults:
            self.stdout.write(words)

    def show_kept_for_good(self):
        now = timezone.now()
        for words, kept in [
            ("No rule deletes, because no time is set for how it ended", closed_without_a_period()),
            ("No rule deletes, because nobody has opened it", AgeLimits.current().never_opened(now)),
        ]:
            first = kept.order_by("received_at").values_list("reference", flat=True)[:AT_MOST]
            self.show_references(f"{words} ({kept.count()})", first, kept.count())

    def show_references(self, words, references, number=None):
        number = len(references) if number is None else number
        if number:
            more = f" and {number - AT_MOST} more" if number > AT_MOST else ""
            self.stdout.write(f"{words}: {', '.join(references[:AT_MOST])}{more}")
