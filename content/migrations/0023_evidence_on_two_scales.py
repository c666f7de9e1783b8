"""One level of evidence, which mixed approval, amount and result, becomes two scales for each medicine."""

import json
from uuid import NAMESPACE_URL, uuid5

import wagtail.fields
from django.db import migrations, models

# The starter pages, with the level that they had: a page whose level the clinic has changed is no longer ours to count.
KNOWN = {
    "treatment-resistant-depression": (
        1,
        [
            ("spray", 1349, 6, "mixed", "", "EVID-01", ["R19", "R70", "R81"]),
            ("infusions", 281, 4, "helps", "", "EVID-02", ["R07", "R09", "R10", "R11"]),
        ],
    ),
    "major-depressive-disorder": (
        4,
        [
            ("spray", 456, 2, "helps", "People in the hospital with suicidal thoughts", "EVID-03", ["R21", "R22"]),
            ("infusions", 102, 2, "unclear", "", "EVID-03", ["R12", "R13"]),
        ],
    ),
    "bipolar-depression": (3, [("infusions", 33, 2, "unclear", "", "EVID-04", ["R27", "R28"])]),
    "anxiety-disorders": (3, [("infusions", 18, 1, "unclear", "People with social anxiety", "EVID-05", ["R30"])]),
    "ptsd": (4, [("infusions", 188, 2, "mixed", "", "EVID-06", ["R33", "R34"])]),
    "chronic-pain": (5, [("similar", 2309, 67, "none", "", "EVID-07", ["R36"])]),
}
# The levels said little of what trials show; these words say no more. Nobody has counted the people.
WORDS = {
    1: ("spray", "mixed"),
    2: ("ketamine", "mixed"),
    3: ("ketamine", "unclear"),
    4: ("ketamine", "mixed"),
    5: ("ketamine", "none"),
}


def move_to_scales(apps, schema_editor):
    keys = dict(apps.get_model("content", "Source").objects.values_list("identifier", "pk"))
    for page in apps.get_model("content", "ConditionPage").objects.all():
        page.evidence = json.dumps(rows_for(page.slug, page.evidence_level, keys))
        page.save(update_fields=["evidence"])
    # Old versions and drafts too, so that each of them can still go live.
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for revision in revisions.filter(content__has_key="evidence_level").iterator(chunk_size=100):
        level, slug = revision.content.pop("evidence_level"), revision.content.get("slug")
        revision.content["evidence"] = json.dumps(rows_for(slug, level, keys))
        revision.save(update_fields=["content"])


def move_back(apps, schema_editor):
    """The level that says as much of what the trials show."""
    for page in apps.get_model("content", "ConditionPage").objects.all():
        page.evidence_level = level_for(page.evidence.raw_data)
        page.save(update_fields=["evidence_level"])
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for revision in revisions.filter(content__has_key="evidence").iterator(chunk_size=100):
        revision.content["evidence_level"] = level_for(json.loads(revision.content.pop("evidence")))
        revision.save(update_fields=["content"])


def level_for(rows):
    return {"helps": 2, "unclear": 3, "none": 5}.get(rows[0]["value"]["shows"], 4) if rows else 4


def rows_for(slug, level, keys):
    known_level, rows = KNOWN.get(slug, (None, []))
    if level == known_level:
        return [row_of(slug, *row, keys) for row in rows]
    if level not in WORDS:
        return []
    medicine, shows = WORDS[level]
    return [row_of(slug, medicine, None, None, shows, "", "", [], keys)]


def row_of(slug, medicine, people, trials, shows, among, facts, sources, keys):
    cited = [
        {"type": "item", "id": stable_id(slug, medicine, name), "value": keys[name]} for name in sources if name in keys
    ]
    value = {"people": people, "trials": trials, "shows": shows, "among": among, "sources": cited, "facts": facts}
    return {"type": medicine, "id": stable_id(slug, medicine), "value": value}


def stable_id(*place):
    return str(uuid5(NAMESPACE_URL, f"evidence:{'/'.join(place)}"))


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0022_front_blocks"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="conditionpage",
            name="evidence",
            field=wagtail.fields.StreamField([('spray', 6), ('infusions', 7), ('ketamine', 8), ('similar', 9)], blank=True, block_lookup={0: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'All the people in the trials with a comparison group that the sources below tell of.', 'label': 'People in controlled trials', 'min_value': 1, 'required': False}), 1: ('wagtail.blocks.IntegerBlock', (), {'label': 'Number of these trials', 'min_value': 1, 'required': False}), 2: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('helps', 'Helps some people'), ('mixed', 'Mixed results'), ('unclear', 'Unclear: too few people'), ('none', 'No clear benefit')], 'help_text': '“Helps some people” means: some more than a placebo or another treatment did.', 'label': 'What the trials show'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'Only if it was not simply anyone with this condition, such as: People with social anxiety.', 'label': 'Who took part', 'max_length': 90, 'required': False}), 4: ('content.blocks.sources.SourcesBlock', (), {'required': False}), 5: ('wagtail.blocks.RegexBlock', (), {'error_messages': {'invalid': 'Enter fact numbers with one space between, such as S01 S02.'}, 'help_text': 'The numbers of the facts these words carry, with a space between, such as S01 S02.', 'label': 'Facts carried', 'regex': '^[A-Z]+[0-9-]*( [A-Z]+[0-9-]*)*$', 'required': False, 'search_index': False}), 6: ('wagtail.blocks.StructBlock', [[('people', 0), ('trials', 1), ('shows', 2), ('among', 3), ('sources', 4), ('facts', 5)]], {'label': 'Esketamine spray'}), 7: ('wagtail.blocks.StructBlock', [[('people', 0), ('trials', 1), ('shows', 2), ('among', 3), ('sources', 4), ('facts', 5)]], {'label': 'Ketamine infusions'}), 8: ('wagtail.blocks.StructBlock', [[('people', 0), ('trials', 1), ('shows', 2), ('among', 3), ('sources', 4), ('facts', 5)]], {'label': 'Ketamine'}), 9: ('wagtail.blocks.StructBlock', [[('people', 0), ('trials', 1), ('shows', 2), ('among', 3), ('sources', 4), ('facts', 5)]], {'label': 'Ketamine and similar medicines'})}, help_text='For each medicine: how many people were in controlled trials, and what those trials show. Whether it is approved belongs into the status line.'),
        ),
        # So that the way back can fill it in.
        migrations.AlterField(
            model_name="conditionpage", name="evidence_level", field=models.PositiveSmallIntegerField(null=True)
        ),
        migrations.RunPython(move_to_scales, move_back),
        migrations.RemoveField(model_name="conditionpage", name="evidence_level"),
    ]
