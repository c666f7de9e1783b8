"""A form asks about an answer that may be a slip: once, and never so that it cannot be sent."""

import pytest
from django import forms
from django.http import QueryDict

from contact.requests.forms.soft_questions import SOFT_QUESTION, SoftQuestion, SoftQuestionsMixin


class Order(SoftQuestionsMixin, forms.Form):
    fruit = forms.CharField()
    number = forms.CharField()
    name = forms.CharField()

    def soft_questions(self):
        if self.cleaned_data.get("fruit") == "aple":
            yield SoftQuestion("fruit", "Did you mean apple?", "No, it's right", "apple", "Yes, change it")
        if self.cleaned_data.get("number") == "1000":
            yield SoftQuestion("number", "That's a lot. Is it right?", "Yes, it's right")


def order(**posted):
    query = QueryDict(mutable=True)
    for name, value in ({"fruit": "aple", "number": "2", "name": "Robin"} | posted).items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return Order(query)


def asked_about(form):
    return [name for name, errors in form.errors.as_data().items() if errors[0].code == SOFT_QUESTION]


def test_a_slip_is_asked_about_before_it_is_taken():
    form = order()

    assert not form.is_valid()
    assert asked_about(form) == ["fruit"]
    assert list(form.open_questions["fruit"].answers) == [
        ("take:fruit", "Yes, change it"),
        ("keep:fruit", "No, it's right"),
    ]


def test_one_press_takes_the_suggestion():
    form = order(asked_about="fruit", answer="take:fruit")

    assert form.is_valid()
    assert form.cleaned_data["fruit"] == "apple"


@pytest.mark.parametrize("pressed", [{"answer": "keep:fruit"}, {}], ids=["keep", "the form's own button"])
def test_one_press_keeps_what_was_typed(pressed):
    form = order(asked_about="fruit", **pressed)

    assert form.is_valid()
    assert form.cleaned_data["fruit"] == "aple"


def test_a_corrected_answer_is_not_replaced():
    form = order(fruit="pear", asked_about="fruit", answer="take:fruit")

    assert form.is_valid()
    assert form.cleaned_data["fruit"] == "pear"


def test_the_answer_to_one_question_leaves_the_other_open():
    first = order(number="1000")
    second = order(number="1000", asked_about=["fruit", "number"], answer="take:fruit")
    third = order(fruit="apple", number="1000", settled="fruit", asked_about="number", answer="keep:number")

    assert asked_about(first) == ["fruit", "number"]
    assert asked_about(second) == ["number"]
    assert (second["fruit"].value(), second.settled) == ("apple", ["fruit"])
    assert third.is_valid()


def test_a_suggestion_that_was_taken_stays_while_another_answer_is_wrong():
    form = order(name="", asked_about="fruit", answer="take:fruit")

    assert not form.is_valid()
    assert form["fruit"].value() == "apple"
    assert form.settled == ["fruit"]


def test_names_that_are_no_fields_are_forgotten():
    assert order(settled=["<script>", "fruit"], answer="take:nothing").settled == ["fruit"]
