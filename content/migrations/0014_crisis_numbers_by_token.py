import re

from django.db import migrations
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData
from wagtail.blocks.migrations.operations import BaseBlockOperation

MODELS = ["HomePage", "SectionPage", "InformationPage", "ConditionPage", "TreatmentPage"]
# A number by itself: neither a part of an address nor of a longer number. As the rule bare-crisis-number finds them.
NUMBER = re.compile(r"(?<![\w/:.#-])(988|911)(?![\w/-])")
TOKENS = {"988": "{lifeline}", "911": "{emergency}"}


class NameCrisisNumbers(BaseBlockOperation):
    """Puts a token in the place of each crisis number that is typed into a page, live or draft."""

    @property
    def operation_name_fragment(self):
        return "name_crisis_numbers"

    def apply(self, block_value):
        return with_tokens(block_value)


def with_tokens(value):
    if isinstance(value, str):
        return NUMBER.sub(lambda number: TOKENS[number[0]], value)
    if isinstance(value, list):
        return [with_tokens(part) for part in value]
    if isinstance(value, dict):
        return {name: with_tokens(part) for name, part in value.items()}
    return value


class Migration(migrations.Migration):
    dependencies = [("content", "0013_documents_no_longer_offered")]

    operations = [
        MigrateStreamData("content", model, "body", [(NameCrisisNumbers(), "")]) for model in MODELS
    ]
