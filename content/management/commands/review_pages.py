import csv

from django.core.management.base import BaseCommand, CommandError

from content.page_review.reviews import DRAFT, review_drafts, review_live_pages

COLUMNS = ["address", "page", "version", "severity", "rule", "place", "sentence", "reason", "remedy"]


class Command(BaseCommand):
    help = "Checks every live page by the clinic's rules of content. Fails when a page has an error."

    def add_arguments(self, parser):
        parser.add_argument("--drafts", action="store_true", help="Check the latest drafts as well.")
        parser.add_argument("--format", choices=["text", "csv"], default="text", help="How to print the findings.")

    def handle(self, *, drafts, format, **options):
        reviewed = review_live_pages()
        if drafts:
            reviewed += review_drafts()
        self.print_rows(reviewed) if format == "csv" else self.print_text(reviewed)
        errors = sum(len(one.findings.errors) for one in reviewed)
        if errors:
            raise CommandError(f"{errors} to mend before these pages may be published.")

    def print_text(self, reviewed):
        for line in lines_about_all(reviewed):
            self.stdout.write(line)

    def print_rows(self, reviewed):
        rows = csv.writer(self.stdout, lineterminator="\n")
        rows.writerow(COLUMNS)
        for one in reviewed:
            page = [one.page.get_url(), one.page.title, one.version]
            rows.writerows([*page, *(getattr(finding, name) for name in COLUMNS[3:])] for finding in one.findings)


def lines_about_all(reviewed):
    for one in reviewed:
        if one.findings:
            yield f"{address_of(one)}  {one.page.title}"
        for finding in one.findings:
            yield from lines_about(finding)
    yield from table_of_measures(reviewed)
    errors = sum(len(one.findings.errors) for one in reviewed)
    advice = sum(len(one.findings.advice) for one in reviewed)
    yield f"Pages: {len(reviewed)}. Errors: {errors}. Advice: {advice}."


MEASURES = {
    "words": ("words in view", "{:.0f}"),
    "flesch_kincaid": ("Flesch-Kincaid", "{:.1f}"),
    "smog": ("SMOG", "{:.1f}"),
    "mean_sentence": ("words a sentence", "{:.1f}"),
    "long_sentences": ("over 20 words", "{:.0f}%"),
    "contractions": ("contractions per 100", "{:.1f}"),
    "stilted": ("stilted per 1,000", "{:.0f}"),
    "comparisons": ("comparisons in view", "{:.0f}"),
    "figures": ("figures per 100", "{:.1f}"),
}


def table_of_measures(reviewed):
    yield "How the pages read, of what is in view:"
    yield "  " + "  ".join(label for label, _ in MEASURES.values())
    for one in reviewed:
        yield f"  {'  '.join(cells_of(one.measures))}  {address_of(one)}"


def cells_of(measures):
    for name, (label, style) in MEASURES.items():
        yield ("-" if measures is None else style.format(getattr(measures, name))).rjust(len(label))


def address_of(one):
    return one.page.get_url() + (" (draft)" if one.version == DRAFT else "")


def lines_about(finding):
    yield f"  {finding.severity} {finding.rule}, {finding.place}"
    if finding.sentence:
        yield f"    “{finding.sentence}”"
    yield f"    {finding.reason}"
    yield f"    Instead: {finding.remedy}"
