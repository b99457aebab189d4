from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.forms import DayToComeField
from comity.relationships.touch.actions.follow_ups import LONGEST as LONGEST_TEXT
from comity.relationships.touch.rules.rhythm import LONGEST


class FollowUpForm(forms.Form):
    """What to do with a person, and when."""

    what = forms.CharField(label=_("What"), max_length=LONGEST_TEXT)
    due_on = forms.DateField(
        label=_("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("That day is over."))
        return day


class UntilForm(forms.Form):
    """Until when to hear nothing."""

    until = DayToComeField(label=_("Until"))


class CadenceForm(forms.Form):
    """How often to get back to one person: a number of days that is offered, or one of the owner's own."""

    days = forms.IntegerField(label=_("Get back to them"), required=False, min_value=1, max_value=LONGEST)
    own = forms.IntegerField(label=_("Or every so many days"), required=False, min_value=1, max_value=LONGEST)

    def chosen(self) -> int:
        """Return the days; 0 is as it comes."""
        return self.cleaned_data["own"] or self.cleaned_data["days"] or 0


def tag_cadences_in(sent: QueryDict) -> dict[str, int | None]:
    """Return cadences by the name of their tag; ``ValueError`` where that makes no sense."""
    names, days = sent.getlist("tag"), sent.getlist("days")
    if len(names) != len(days):
        raise ValueError
    return {name: int(one) if one else None for name, one in zip(names, days, strict=True)}
