"""Page types below Home. Those that stand in a section are read one after the other, like a guide."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property
from django.utils.text import Truncator
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField

from content.blocks.scales import EvidenceBlock, in_short, pairs_of, strength
from content.blocks.sections import Section, unique_anchor
from content.blocks.specific_pages import as_specific, page_address, with_specific_for_lists

from .base_page import BasePage
from .fixed_pages import CRISIS_HELP
from .review_metadata import ReviewMetadata
from .source import cited_ids

# A longer list is not read page by page; the page of the section lists it.
LONGEST_GUIDE = 24
# Two screens of summaries or so; rendering one more takes half a millisecond.
CHILDREN_ON_A_PAGE = 50
# Search results cut a description off after about so many characters.
LONGEST_DESCRIPTION = 155
EVIDENCE_TITLE = "How strong is the evidence?"
# The depth in Wagtail's tree of a page in a section, or below a page on a subject.
DEEPEST = 4
# How the address of a sheet for the day of treatment ends, such as infusion-day-sheet.
DAY_SHEET = "-day-sheet"


class GuideMixin:
    """A page in a section whose pages are read one after the other, like a guide."""

    @cached_property
    def guide(self):
        """All live pages of the section in reading order, including this one; none where they are too many."""
        pages = self.breadcrumbs[-1].first_children(LONGEST_GUIDE + 1)
        return pages if len(pages) <= LONGEST_GUIDE else []

    @cached_property
    def previous_in_guide(self):
        return self._neighbour(-1)

    @cached_property
    def next_in_guide(self):
        return self._neighbour(+1)

    def _neighbour(self, step):
        """None at either end, and for a draft, which is not among the live pages."""
        places = {page.pk: place for place, page in enumerate(self.guide)}
        if self.pk not in places:
            return None
        place = places[self.pk] + step
        return self.guide[place] if 0 <= place < len(self.guide) else None


class SectionPage(ReviewMetadata, BasePage):
    """A section: lists its children, such as the conditions or the types of treatment."""

    page_description = "A section that lists the pages below it, such as all conditions."
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.ConditionPage", "content.TreatmentPage", "content.TeamMemberPage"]
    content_panels = [*BasePage.content_panels, ReviewMetadata.review_metadata_panel]

    class Meta(ReviewMetadata.Meta):
        pass

    def get_context(self, request, *args, **kwargs):
        children = Paginator(self.public_children(), CHILDREN_ON_A_PAGE).get_page(request.GET.get("page"))
        children.object_list = [as_specific(page) for page in children]
        lists_people = any(isinstance(page, TeamMemberPage) for page in children)
        return super().get_context(request, *args, **kwargs) | {"children": children, "lists_people": lists_people}

    def first_children(self, number):
        return [as_specific(page) for page in self.public_children()[:number]]

    def public_children(self):
        """In reading order."""
        return with_specific_for_lists(self.get_children().live().filter(view_restrictions__isnull=True))


class InformationPage(ReviewMetadata, BasePage):
    """A page on one subject, such as safety or costs. A part of the subject may have a page below it."""

    page_description = "A page on one subject, such as safety or costs."
    template = "content/page.html"
    parent_page_types = ["content.HomePage", "content.InformationPage"]
    subpage_types = ["content.InformationPage"]
    content_panels = [*BasePage.content_panels, ReviewMetadata.review_metadata_panel]

    class Meta(ReviewMetadata.Meta):
        pass

    @classmethod
    def can_exist_under(cls, parent):
        """One step below a page at most: no page has an address of three parts."""
        return super().can_exist_under(parent) and parent.depth < DEEPEST

    def get_template(self, request, *args, **kwargs):
        """The page for people in a crisis begins with every way to reach help; a day sheet is one sheet of paper."""
        if page_address(self.url_path) == CRISIS_HELP:
            return "content/crisis_page.html"
        if self.slug.endswith(DAY_SHEET) and not kwargs.get("sheet"):
            return "content/day_sheet.html"
        return super().get_template(request, *args, **kwargs)


class LegalPage(BasePage):
    """A notice that the law asks of a clinic. What only the clinic can fill in stands in [brackets].

    The review finds brackets to be an error, so the page stays a draft until all of them are filled in.
    """

    in_effect_since = models.DateField(
        null=True, blank=True, help_text="The day on which the notice takes effect. Visitors see it."
    )

    page_description = "A notice that the law asks for. It stays a draft until every [bracket] in it is filled in."
    template = "content/legal_page.html"
    parent_page_types = ["content.HomePage"]
    subpage_types = []
    content_panels = [*BasePage.content_panels, FieldPanel("in_effect_since")]


class ConditionPage(GuideMixin, ReviewMetadata, BasePage):
    """What ketamine may and may not do for one condition."""

    evidence = StreamField(
        EvidenceBlock(),
        blank=True,
        help_text="For each medicine: how many people were in controlled trials, and what those trials show. "
        "Whether it is approved belongs into the status line.",
    )

    page_description = (
        "What ketamine may and may not do for one condition. It begins with every part that readers need."
    )
    template = "content/page.html"
    parent_page_types = ["content.SectionPage"]
    subpage_types = []
    content_panels = [
        *BasePage.content_panels[:-2],
        FieldPanel("evidence", heading="How strong the evidence is"),
        *BasePage.content_panels[-2:],
        ReviewMetadata.review_metadata_panel,
    ]

    class Meta(ReviewMetadata.Meta):
        pass

    @cached_property
    def pairs(self):
        return pairs_of(self.evidence.raw_data)

    @property
    def evidence_in_short(self):
        return in_short(self.pairs)

    @property
    def medicines(self):
        return self.blocks_of(self.evidence)

    @property
    def pages_to_compare(self):
        """All live pages on conditions, with this one as it is shown."""
        pages = ConditionPage.objects.live().filter(view_restrictions__isnull=True).exclude(pk=self.pk)
        return sorted([self, *pages.defer("body")], key=lambda page: page.path)

    @property
    def source_ids(self):
        return [*cited_ids(self.evidence.raw_data), *super().source_ids]

    @cached_property
    def sections(self):
        """The evidence comes right after the key points."""
        sections = super().sections
        if not self.pairs:
            return sections
        place = 1 if sections and sections[0].blocks[0].block_type == "key_points" else 0
        anchor = unique_anchor(EVIDENCE_TITLE, {section.anchor for section in sections})
        return [*sections[:place], Section(EVIDENCE_TITLE, anchor, [strength()]), *sections[place:]]


class TreatmentPage(GuideMixin, ReviewMetadata, BasePage):
    """One way to give the medicine, with the facts by which treatments are compared."""

    COMPARED = [
        "route_of_administration",
        "regulatory_status",
        "setting",
        "session_length",
        "first_course",
        "monitoring",
    ]

    route_of_administration = models.CharField(max_length=200, help_text="How the medicine gets into the body.")
    regulatory_status = models.CharField(max_length=300, help_text="What the FDA has approved it for, if anything.")
    setting = models.CharField(max_length=300, help_text="Where it is given.")
    session_length = models.CharField(max_length=200, help_text="How long a visit takes.")
    first_course = models.CharField(max_length=300, help_text="How many sessions the first course has.")
    monitoring = models.CharField(max_length=300, help_text="What staff watch during and after a session.")

    page_description = "One way to get the medicine. Its facts go into the table that compares treatments."
    template = "content/treatment_page.html"
    parent_page_types = ["content.SectionPage"]
    subpage_types = []
    content_panels = [
        *BasePage.content_panels[:-2],
        MultiFieldPanel([FieldPanel(name) for name in COMPARED], "Compared with other treatments"),
        *BasePage.content_panels[-2:],
        ReviewMetadata.review_metadata_panel,
    ]

    class Meta(ReviewMetadata.Meta):
        pass

    @classmethod
    def compared_fields(cls):
        """Name and label of each row of the comparison table."""
        return [(name, cls._meta.get_field(name).verbose_name.capitalize()) for name in cls.COMPARED]


class TeamMemberPage(BasePage):
    """A person whom patients meet. The title is the name, and the summary says what the person does in a visit."""

    job_title = models.CharField(max_length=100, help_text="Such as: Psychiatrist, or Care coordinator.")
    credentials = models.CharField(max_length=60, blank=True, help_text="Letters after the name, such as: MD.")
    license = models.CharField(
        max_length=120, blank=True, help_text="License and state, such as: Registered nurse, New York, no. 000000."
    )
    training = models.CharField(
        max_length=200, blank=True, help_text="Such as: Board-certified in psychiatry, or residency at a hospital."
    )
    languages = models.CharField(max_length=120, blank=True, help_text="Such as: English and Spanish.")
    days_here = models.CharField(max_length=120, blank=True, help_text="Such as: Monday to Thursday.")
    says = models.CharField(
        "in their own words",
        max_length=200,
        blank=True,
        help_text="One human sentence, without quotation marks. Visitors see it as a quote.",
    )
    is_medical_director = models.BooleanField(
        "medical director", default=False, help_text="The clinician who answers for the care given here."
    )
    photo = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Without a photo, visitors see the initials.",
    )

    page_description = "Somebody whom patients meet, with what they do in a visit."
    template = "content/team_member_page.html"
    parent_page_types = ["content.SectionPage"]
    subpage_types = []
    content_panels = [
        BasePage.content_panels[0],
        TitleFieldPanel("title", help_text="The name, as patients should call the person."),
        FieldPanel("summary", help_text="What this person does in a visit, in a sentence or two."),
        MultiFieldPanel(
            [FieldPanel("job_title"), FieldPanel("credentials"), FieldPanel("is_medical_director")], "Role"
        ),
        FieldPanel("photo"),
        FieldPanel("says"),
        MultiFieldPanel(
            [FieldPanel("license"), FieldPanel("training"), FieldPanel("languages"), FieldPanel("days_here")],
            "More about the person",
        ),
        FieldPanel("body", help_text="More to say? A plus sign adds a block."),
    ]

    def clean(self):
        """Nobody should have to describe a person twice."""
        super().clean()
        self.search_description = self.search_description or Truncator(self.summary).chars(LONGEST_DESCRIPTION)

    @property
    def picture_ids(self):
        return [*super().picture_ids, *([self.photo_id] if self.photo_id else [])]

    @property
    def name(self):
        return f"{self.title}, {self.credentials}" if self.credentials else self.title

    @property
    def role(self):
        return f"{self.job_title}. Medical director" if self.is_medical_director else self.job_title

    @property
    def initials(self):
        """At most two letters, such as "MD" for Maria Delgado."""
        words = [word for word in self.title.split() if word[:1].isalpha() and not word.endswith(".")]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def details(self):
        """Pairs of a label and a detail, without blanks."""
        said = [
            ("License", self.license),
            ("Training", self.training),
            ("Languages", self.languages),
            ("Days here", self.days_here),
        ]
        return [(label, words) for label, words in said if words]
