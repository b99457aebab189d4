from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.forms import WordsField
from comity.people.members.models import Member
from comity.relationships.introductions.actions.leading import LONGEST
from comity.relationships.introductions.enums import Outcome, Word
from comity.relationships.mutual.queries.giving import habit_of, parts_of


class GivesForm(forms.Form):
    """What one gives the other beside one's name, as after a meeting. Four queries to make it."""

    gives = forms.MultipleChoiceField(
        label=_("They get your name, and"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, member: Member) -> None:
        super().__init__(data, initial={"gives": list(habit_of(member).gives)})
        self.fields["gives"].choices = [  # type: ignore[attr-defined]
            (part.key, f"{part.name}: {part.said}") for part in parts_of(member)
        ]
        if not self.fields["gives"].choices:  # type: ignore[attr-defined]
            del self.fields["gives"]


class LineForm(forms.Form):
    """The introducer's line, without which whoever is asked knows nothing."""

    line = WordsField(
        label=_("Your line"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read it before they decide: how you know who asks, and why you think of them."),
    )


class PassForm(forms.Form):
    """A line of the one in the middle, who may leave it at the first one."""

    line = WordsField(
        label=_("Your line"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class WordForm(forms.Form):
    word = forms.ChoiceField(label=_("A word"), choices=Word.choices)


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(label=_("How it went"), choices=Outcome.choices)
