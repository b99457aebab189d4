"""What is asked when two have met: what to give, where, when to get back; and the other one's letters."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comity.foundation.core.text import clean_line
from comity.people.members.models import Member
from comity.relationships.mutual.actions.meeting.showing import Terms
from comity.relationships.mutual.queries.giving import habit_of, parts_of
from comity.relationships.mutual.rules.meeting import FOLLOW_UP_DAYS


def _in_days(days: int) -> str:
    if days % 7 == 0:
        return ngettext("in a week", "in %(count)d weeks", days // 7) % {"count": days // 7}
    return ngettext("in a day", "in %(count)d days", days) % {"count": days}


class TermsForm(forms.Form):
    """What one gives the other, where they are, and when to get back. Four queries to make it."""

    gives = forms.MultipleChoiceField(
        label=_("They get your name, and"), required=False, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(label=_("Get back to them"), required=False, coerce=int, empty_value=None)
    place = forms.CharField(
        label=_("Where are you?"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, member: Member, place: str = "") -> None:
        habit = habit_of(member)
        initial = {"gives": list(habit.gives), "days": habit.days or "", "place": place}
        super().__init__(data, initial=initial)
        gives, days = self.fields["gives"], self.fields["days"]
        gives.choices = [(part.key, f"{part.name}: {part.said}") for part in parts_of(member)]  # type: ignore[attr-defined]
        days.choices = [*((days, _in_days(days)) for days in FOLLOW_UP_DAYS), ("", _("not set"))]  # type: ignore[attr-defined]
        if not gives.choices:  # type: ignore[attr-defined]
            del self.fields["gives"]

    @property
    def terms(self) -> Terms:
        said = self.cleaned_data
        return Terms(said.get("gives", []), clean_line(said["place"]), said["days"])


class LateForm(TermsForm):
    """The same, and the day, where a code is used later."""

    on = forms.DateField(
        label=_("When did you meet?"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    field_order = ["on"]

    def __init__(self, data: Any = None, *, member: Member, place: str = "", on: date | None = None) -> None:
        super().__init__(data, member=member, place=place)
        self.initial["on"] = on


class LettersForm(forms.Form):
    """The letters another member shows."""

    letters = forms.CharField(
        label=_("Their six letters"),
        max_length=20,
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "letters-in",
            }
        ),
    )
    on = forms.DateField(required=False, widget=forms.HiddenInput)
