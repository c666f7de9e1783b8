"""How a form for visitors is laid out: cards with legends that count them, and fields that a choice reveals."""

from crispy_forms.layout import Fieldset, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string
from django.utils.html import format_html


def optional(label):
    return format_html('{} <span class="field__optional">(optional)</span>', label)


class Part(Fieldset):
    """A card with fields that belong together; `place` says which of how many it is."""

    template = "clinic/layout/part.html"

    def __init__(self, title, *fields, place=""):
        super().__init__(title, *fields)
        self.place = place


class Revealed(LayoutObject):
    """Fields that matter only after a certain choice. A style sheet hides them until it is made, where browsers can.

    The server never depends on it: a field with a mistake, or with something typed in a form that came back, is shown
    whatever is chosen. Browsers that hide nothing show `only_if` in the labels.
    """

    def __init__(self, choice, only_if, *fields):
        self.choice = choice
        self.only_if = only_if
        self.fields = fields

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        for name in self.fields:
            form.fields[name].only_if = self.only_if
        stays = form.is_bound and any(form[name].errors or form[name].value() for name in self.fields)
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(
            "clinic/layout/revealed.html", {"choice": "" if stays else self.choice, "fields": fields}
        )
