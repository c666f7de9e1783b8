"""What things cost at the clinic, which plans it works with, and how people can pay."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from .clinic_records import ClinicRecord


class PricesForm(WagtailAdminModelForm):
    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("as_of") and any(is_kept(form) for form in self.formsets["prices"].forms):
            self.add_error("as_of", "Enter the day from which these prices hold.")
        return cleaned


def is_kept(form):
    """Whether this row of a formset will be there after saving."""
    is_there = form.has_changed() or form.instance.pk
    return bool(is_there and not form.data.get(form.add_prefix("DELETE")))


class PricesAndInsurance(ClinicRecord):
    """The price list with its date, the insurance plans, and what a cancelled visit costs."""

    as_of = models.DateField(
        "prices as of",
        null=True,
        blank=True,
        help_text="The day from which these prices hold. Prices are not shown without it.",
    )
    ways_to_pay = models.CharField(
        max_length=300, blank=True, help_text="Such as: Cards, HSA and FSA cards, or three payments without interest."
    )
    superbill = models.CharField(
        max_length=200,
        blank=True,
        help_text="Whether people get an itemized bill that they can send to their plan. Such as: After each visit.",
    )
    prior_approval = models.CharField(
        "asking the plan first",
        max_length=300,
        blank=True,
        help_text="Who asks a plan for prior approval of the nasal spray, and how long that usually takes here.",
    )
    cancelling = models.CharField(
        "what a cancelled visit costs",
        max_length=300,
        blank=True,
        help_text="Such as: Nothing until two days before. After that, $75.",
    )

    SHOWN_ON = {"costs": "Prices", "home": "Home"}

    panels = [
        FieldPanel("as_of"),
        InlinePanel("prices", heading="Prices", label="price"),
        InlinePanel("plans", heading="Insurance plans you work with", label="plan"),
        MultiFieldPanel(
            [
                FieldPanel("ways_to_pay"),
                FieldPanel("superbill"),
                FieldPanel("prior_approval"),
                FieldPanel("cancelling"),
            ],
            "Paying",
        ),
    ]

    base_form_class = PricesForm

    class Meta(ClinicRecord.Meta):
        verbose_name = "prices and insurance"
        verbose_name_plural = "prices and insurance"

    @property
    def is_filled(self):
        return bool(self.shown_prices or self.plans.all() or super().is_filled)

    @property
    def shown_prices(self):
        """None without a date: readers could not tell an old price from a new one."""
        return list(self.prices.all()) if self.as_of else []

    @property
    def shown_plans(self):
        return list(self.plans.all()) if self.live else []

    @property
    def course(self):
        """The prices that make up a first course; none if one of them has no amount."""
        counted = [price for price in self.shown_prices if price.in_first_course]
        return counted if all(price.amount is not None for price in counted) else []

    @property
    def in_short(self):
        """The first two that cost something, such as "Assessment $250, IV infusion $450"."""
        costly = [price for price in self.shown_prices if price.amount]
        return ", ".join(f"{price.what} {price.amount_text}" for price in costly[:2])

    @property
    def course_total(self):
        return dollars(sum((price.amount * price.in_first_course for price in self.course), Decimal()))

    @property
    def ways(self):
        """Pairs of a label and what the clinic says about paying, without blanks."""
        said = [
            ("Ways to pay", self.ways_to_pay),
            ("Superbill, to send to your plan", self.superbill),
            ("Asking your plan first", self.prior_approval),
        ]
        return [(label, words) for label, words in said if words]


class Price(Orderable):
    record = ParentalKey(PricesAndInsurance, on_delete=models.CASCADE, related_name="prices")
    what = models.CharField(max_length=100, help_text="Such as: IV infusion.")
    includes = models.CharField(
        max_length=300, blank=True, help_text="What people get for it. Such as: Medicine, nurse, room, next-day call."
    )
    amount = models.DecimalField(
        "price in dollars",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="0 is shown as “Free”. Leave it blank and the list says “Ask us”.",
    )
    in_first_course = models.PositiveSmallIntegerField(
        "how many in a first course",
        default=0,
        validators=[MaxValueValidator(60)],
        help_text="The site adds up what a first course costs. Such as: 1 assessment, 6 infusions. 0 leaves it out.",
    )

    panels = [FieldPanel("what"), FieldPanel("includes"), FieldPanel("amount"), FieldPanel("in_first_course")]

    def __str__(self):
        return self.what

    @property
    def amount_text(self):
        if self.amount is None:
            return "Ask us"
        return dollars(self.amount) if self.amount else "Free"


class InsurancePlan(Orderable):
    record = ParentalKey(PricesAndInsurance, on_delete=models.CASCADE, related_name="plans")
    name = models.CharField(max_length=100)
    note = models.CharField(max_length=200, blank=True, help_text="Such as: For the nasal spray only.")

    panels = [FieldPanel("name"), FieldPanel("note")]

    def __str__(self):
        return self.name


def dollars(amount):
    """Such as "$3,070" or "$12.50"."""
    return f"${amount:,.0f}" if amount == int(amount) else f"${amount:,.2f}"
